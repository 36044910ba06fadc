using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedbackBot.Understanding.Embedded;

/// <summary>Order numbers, sums, dates, times and addresses in a text, in the order in which they stand. Its patterns never backtrack.</summary>
internal static class SlotPatterns
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly (SlotKind Kind, Regex Pattern, Func<Match, string?> Value)[] All =
    [
        (SlotKind.Date, new(@"(?<y>20[0-9]{2})\s?[-/.年]\s?(?<m>[01]?[0-9])\s?[-/.月]\s?(?<d>[0-3]?[0-9])(日|号|號)?", Linear), Day),
        (SlotKind.Date, new(@"(?<m>1[0-2]|0?[1-9])\s?月\s?(?<d>[0-3]?[0-9])\s?(日|号|號)", Linear), Day),
        (SlotKind.Date, new(@"\b(?<d>[0-3]?[0-9])(st|nd|rd|th)?\s(of\s)?(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?(\s(?<y>20[0-9]{2}))?\b", Linear), Day),
        (SlotKind.Date, new(@"\b(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s(?<d>[0-3]?[0-9])(st|nd|rd|th)?(,?\s(?<y>20[0-9]{2}))?\b", Linear), Day),
        (SlotKind.Time, new(@"(^|[^0-9:])(?<v>(?<h>[01]?[0-9]|2[0-3])[:：](?<i>[0-5][0-9]))($|[^0-9:])", Linear), Time),
        (SlotKind.Money, new(@"(?<c>[$€£¥￥])\s?(?<a>[0-9][0-9,]*(\.[0-9]{1,2})?)", Linear), Money),
        (SlotKind.Money, new(@"(?<a>[0-9][0-9,]*(\.[0-9]{1,2})?)\s?(?<c>元|块|塊|人民币|rmb|cny|yuan|usd|dollars?|bucks|eur|euros?|gbp|pounds|quid)", Linear), Money),
        (SlotKind.OrderNumber, new(@"(^|[^a-z0-9])(?<v>[a-z]{1,4}[ -]?[0-9]{5,}[a-z0-9]*)", Linear), Code),
        (SlotKind.OrderNumber, new(@"(^|[^a-z0-9])(?<v>[0-9]{9,22})($|[^a-z0-9])", Linear), Code),
    ];

    private static readonly Dictionary<string, string> Currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["$"] = "USD",
        ["usd"] = "USD",
        ["dollar"] = "USD",
        ["dollars"] = "USD",
        ["bucks"] = "USD",
        ["€"] = "EUR",
        ["eur"] = "EUR",
        ["euro"] = "EUR",
        ["euros"] = "EUR",
        ["£"] = "GBP",
        ["gbp"] = "GBP",
        ["pounds"] = "GBP",
        ["quid"] = "GBP",
    };

    public static IReadOnlyList<SlotValue> In(string text, IReadOnlyList<PersonalDataSpan> personal)
    {
        if (personal.Count == 0 && !text.AsSpan().ContainsAnyInRange('0', '9') && !text.AsSpan().ContainsAnyInRange('０', '９')) return [];
        var plain = Narrow(text);
        var found = new List<SlotValue>();
        foreach (var span in personal)
        {
            if (span.Kind is PersonalDataKind.Email or PersonalDataKind.Phone)
                found.Add(new(span.Kind == PersonalDataKind.Email ? SlotKind.Email : SlotKind.Phone, plain.Substring(span.Start, span.Length), span.Start, span.Length));
        }

        foreach (var (kind, pattern, value) in All)
        {
            foreach (Match match in pattern.Matches(plain))
            {
                // What a pattern needs to see on either side is not part of the value.
                var place = match.Groups["v"] is { Success: true } inner ? inner : match;
                if (IsTaken(place, found, personal) || value(match) is not { } said) continue;
                found.Add(new(kind, said, place.Index, place.Length));
            }
        }

        found.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    /// <summary>Full-width letters and digits, one for one, so that places stay.</summary>
    private static string Narrow(string text) => !text.AsSpan().ContainsAnyInRange('！', '～')
        ? text
        : string.Create(text.Length, text, static (narrow, wide) =>
        {
            for (var i = 0; i < narrow.Length; i++) narrow[i] = wide[i] is >= '０' and <= 'ｚ' ? (char)(wide[i] - 0xFEE0) : wide[i];
        });

    private static bool IsTaken(Capture match, List<SlotValue> found, IReadOnlyList<PersonalDataSpan> personal)
    {
        var end = match.Index + match.Length;
        return found.Exists(f => f.Start < end && match.Index < f.Start + f.Length)
            || personal.Any(p => p.Start < end && match.Index < p.Start + p.Length);
    }

    /// <summary>ISO 8601; a day without a year begins with two hyphens.</summary>
    private static string? Day(Match match)
    {
        var month = match.Groups["m"] is { Success: true, Value: var number }
            ? Int(number)
            : "janfebmaraprmayjunjulaugsepoctnovdec".IndexOf(match.Groups["n"].Value.ToLowerInvariant(), StringComparison.Ordinal) / 3 + 1;
        var day = Int(match.Groups["d"].Value);
        var year = match.Groups["y"].Success ? Int(match.Groups["y"].Value) : 0;
        // 2024 has a 29th of February: without a year nothing more can be said against one.
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year == 0 ? 2024 : year, month)) return null;
        return string.Create(CultureInfo.InvariantCulture, $"{(year == 0 ? "-" : year.ToString(CultureInfo.InvariantCulture))}-{month:00}-{day:00}");
    }

    private static string Time(Match match) => $"{match.Groups["h"].Value.PadLeft(2, '0')}:{match.Groups["i"].Value}";

    private static string Money(Match match) =>
        match.Groups["a"].Value.Replace(",", "", StringComparison.Ordinal).TrimEnd('.') + " " + Currencies.GetValueOrDefault(match.Groups["c"].Value, "CNY");

    private static string Code(Match match) =>
        match.Groups["v"].Value.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
