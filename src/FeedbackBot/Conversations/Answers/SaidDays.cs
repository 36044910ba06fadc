using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>The days that words such as "last week", "三天前" or "3 May" can mean; people remember days roughly, so a little more on either side.</summary>
internal static partial class SaidDays
{
    /// <summary>The days meant in a message; null where it says none that can be told.</summary>
    public static (DateOnly From, DateOnly To)? In(string plain, DateOnly today)
    {
        if (Full().Match(plain) is { Success: true } full)
            return Around(Day(Int(full, "y"), Int(full, "m"), Int(full, "d")), 1);
        if (MonthAndDay().Match(plain) is { Success: true } named)
            return Around(Latest(MonthOf(named), Int(named, "d"), today), 1);
        if (Ago().Match(plain) is { Success: true } ago && Numerals.Read(ago.Groups["n"].Value) is { } count and < 200)
        {
            var weeks = ago.Groups["unit"].Value is "week" or "周" or "星期" or "礼拜";
            return Around(today.AddDays(-(int)(count * (weeks ? 7 : 1))), weeks ? 4 : 1);
        }
        return Word(plain, today);
    }

    private static (DateOnly From, DateOnly To)? Word(string plain, DateOnly today)
    {
        foreach (Match match in Loose().Matches(plain))
        {
            var word = match.Value.Replace("个", "", StringComparison.Ordinal);
            if (word is "今天" or "today")
                return (today, today);
            if (word is "前天" or "the day before yesterday")
                return Around(today.AddDays(-2), 1);
            if (word is "大前天")
                return Around(today.AddDays(-3), 1);
            if (word is "昨天" or "yesterday")
                return Around(today.AddDays(-1), 1);
            if (word is "上月" or "last month")
                return (new DateOnly(today.Year, today.Month, 1).AddMonths(-1), today);
            return word is "这周" or "这星期" or "this week" ? (today.AddDays(-7), today) : (today.AddDays(-14), today.AddDays(-1));
        }
        return null;
    }

    private static (DateOnly From, DateOnly To)? Around(DateOnly? day, int days) =>
        day is { } there && there > DateOnly.MinValue.AddDays(days) ? (there.AddDays(-days), there.AddDays(days)) : null;

    /// <summary>A day without a year is the last one that has been.</summary>
    private static DateOnly? Latest(int month, int day, DateOnly today) =>
        Day(today.Year, month, day) is { } recent && recent <= today ? recent : Day(today.Year - 1, month, day);

    private static DateOnly? Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int MonthOf(Match match) => match.Groups["m"].Success ? Int(match, "m") : SaidDay.MonthNamed(match.Groups["name"].Value);

    private static int Int(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<y>20[0-9]{2}) *[-/.年] *(?<m>[0-9]{1,2}) *[-/.月] *(?<d>[0-9]{1,2})", RegexOptions.CultureInvariant)]
    private static partial Regex Full();

    [GeneratedRegex("(?<m>[0-9]{1,2}) *月 *(?<d>[0-9]{1,2}) *[日号]?|(?<d>[0-9]{1,2})(?:st|nd|rd|th)? (?:of )?(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (?<d>[0-9]{1,2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex MonthAndDay();

    [GeneratedRegex("(?<n>[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) (?<unit>day|week)s? ago|(?<n>[0-9]{1,3}|[一二两三四五六七八九十]) *个? *(?<unit>天|周|星期|礼拜)之?以?前", RegexOptions.CultureInvariant)]
    private static partial Regex Ago();

    [GeneratedRegex("今天|大前天|前天|昨天|这个?(?:周|星期)|上个?(?:周|星期|礼拜)|上个?月|the day before yesterday|today|yesterday|this week|last (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)", RegexOptions.CultureInvariant)]
    private static partial Regex Loose();
}
