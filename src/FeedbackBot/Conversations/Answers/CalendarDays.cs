using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>Days by month and number, written in either language: "2026年11月3日", "3 Nov", "11/3", "on the 3rd".</summary>
/// <remarks>
/// Without a year it is the last such day up to today. Of two numbers with a slash the first is the month in Chinese;
/// in English a number over 12 decides, otherwise the reading that lies nearest in the past is taken.
/// A part of a month is kept by one of its days: the beginning by the 1st, the middle by the 15th, the end by its last.
/// </remarks>
internal static partial class CalendarDays
{
    private const string N = "(?:[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})";

    private const string Month = "(?<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    public static IEnumerable<SaidDay> In(string plain, DateTime today, bool chinese)
    {
        foreach (Match match in YearFirst().Matches(plain))
            yield return Said(match, SaidDay.On(Year(match), Number(match, "m"), Number(match, "d")), ahead: true);
        foreach (Match match in ChineseMonth().Matches(plain))
            yield return Said(match, OfMonth(match, today), firm: match.Groups["d"].Success);
        foreach (Match match in EnglishMonth().Matches(plain))
            yield return Named(match, today);
        foreach (Match match in Slashed().Matches(plain))
            yield return Said(match, Ordered(match, today, chinese), firm: match.Groups["y"].Success, ahead: match.Groups["y"].Success);
        foreach (Match match in DayOnly().Matches(plain))
            yield return Said(match, InLastMonths(today, Number(match, "d")), firm: false);
    }

    private static SaidDay Said(Match match, DateTime? day, bool firm = true, bool ahead = false) =>
        new(match.Index, match.Length, day ?? default, firm, ahead);

    private static DateTime? OfMonth(Match match, DateTime today)
    {
        var month = Number(match, "m");
        if (month is < 1 or > 12)
            return null;
        var year = match.Groups["rel"].Value switch { "今年" => today.Year, "去年" => today.Year - 1, "前年" => today.Year - 2, _ => 0 };
        var day = match.Groups["d"].Success ? Number(match, "d") : PartOfMonth(match.Groups["part"].Value, year == 0 ? today.Year : year, month);
        return year == 0 ? SaidDay.Last(today, month, day) : SaidDay.On(year, month, day);
    }

    /// <summary>初 and early, 中 and mid, 底 and the end.</summary>
    public static int PartOfMonth(string part, int year, int month) => part switch
    {
        ['中', ..] or "mid" or "middle" => 15,
        "底" or "末" or "下旬" or "end" or "late" => DateTime.DaysInMonth(year, month),
        _ => 1,
    };

    private static SaidDay Named(Match match, DateTime today)
    {
        var month = SaidDay.MonthNamed(match.Groups["m"].Value);
        var year = match.Groups["y"].Success ? Number(match, "y") : 0;
        var day = match.Groups["d"].Success ? Number(match, "d") : PartOfMonth(match.Groups["part"].Value, year == 0 ? today.Year : year, month);
        return Said(match, year == 0 ? SaidDay.Last(today, month, day) : SaidDay.On(year, month, day), match.Groups["d"].Success, year != 0);
    }

    private static DateTime? Ordered(Match match, DateTime today, bool chinese)
    {
        var (a, b) = (Number(match, "a"), Number(match, "b"));
        var year = match.Groups["y"].Success ? Year(match) : 0;
        DateTime? Read(int month, int day) => year == 0 ? SaidDay.Last(today, month, day) : SaidDay.On(year, month, day);
        var (monthFirst, dayFirst) = (Read(a, b), Read(b, a));
        if (chinese || dayFirst is null)
            return monthFirst ?? dayFirst;
        if (monthFirst is null || monthFirst > today)
            return dayFirst;
        return dayFirst > monthFirst && dayFirst <= today ? dayFirst : monthFirst;
    }

    private static DateTime? InLastMonths(DateTime today, int day)
    {
        for (var month = today.AddDays(1 - today.Day); month > today.AddMonths(-4); month = month.AddMonths(-1))
        {
            if (SaidDay.On(month.Year, month.Month, day) is { } found && found <= today)
                return found;
        }
        return null;
    }

    private static int Year(Match match) => Number(match, "y") is < 100 and var two ? 2000 + two : Number(match, "y");

    private static int Number(Match match, string group)
    {
        var text = match.Groups[group].Value;
        return text switch
        {
            "first" => 1,
            "second" => 2,
            "third" => 3,
            "fourth" => 4,
            "fifth" => 5,
            "sixth" => 6,
            "seventh" => 7,
            "eighth" => 8,
            "ninth" => 9,
            "tenth" => 10,
            ['廿', .. var rest] => 20 + (int)(rest.Length == 0 ? 0 : Numerals.Read(rest)!),
            // 二〇二六: digit by digit.
            { Length: 4 } when text[0] == '二' => int.Parse(Numerals.Spelled(text, 4), CultureInfo.InvariantCulture),
            _ => (int)(Numerals.Read(text) ?? 0),
        };
    }

    [GeneratedRegex($"(?<![0-9a-z])(?<y>(?:19|20)[0-9]{{2}}|(?<=^|[^0-9])[0-9]{{2}}(?= ?年)|二[零〇][一二三四五六七八九][零〇一二三四五六七八九]) ?[-/.年] ?(?<m>{N}) ?[-/.月] ?(?<d>{N})(?:(?= ?t[0-9])|(?![0-9]))(?: ?[日号])?", RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex($"(?<!年 ?)(?<rel>今年|去年|前年)?的? ?(?<![0-9个])(?<m>{N}) ?月 ?(?:(?<d>{N})(?! ?[月个天次点:]) ?[日号]?|(?<part>初|中旬?|底|末|[上下]旬)|份|(?![0-9一二三四五六七八九十饼租卡供费]))", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseMonth();

    [GeneratedRegex($@"(?:(?:\b(?:the )?(?<d>[0-9]{{1,2}}) ?(?:st|nd|rd|th)? ?(?:of )?{Month}|\b{Month}\.? ?(?:the )?(?<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:])(?! ?[ap]m\b)|\b(?:(?<part>early|mid|late|beginning|start|middle|end)(?: of)?[ -]|in |since |last )(?:early )?{Month}))\b(?:,? ?(?<y>(?:19|20)[0-9]{{2}}))?", RegexOptions.CultureInvariant)]
    private static partial Regex EnglishMonth();

    [GeneratedRegex(@"(?<![0-9./-])(?!24 ?/ ?7(?![0-9]))(?:(?<a>[0-9]{1,2}) ?/ ?(?<b>[0-9]{1,2})(?: ?/ ?(?<y>(?:19|20)?[0-9]{2}))?|(?<a>[0-9]{1,2})(?<s>[.-])(?<b>[0-9]{1,2})\k<s>(?<y>(?:19|20)?[0-9]{2}))(?![0-9/-])", RegexOptions.CultureInvariant)]
    private static partial Regex Slashed();

    [GeneratedRegex($@"(?<![月0-9a-z第.:/-] ?)(?<d>{N}) ?[号日](?![码线楼店机门院柜仓台车厅厨房桌窗员结常本用])|\b(?:on |since )?the (?<d>[0-9]{{1,2}})(?:st|nd|rd|th)\b|\b(?<d>[0-9]{{1,2}})(?:st|nd|rd|th)\b(?! (?:time|floor|day|call|order|party|of|street|avenue|week|month|year|place))|\bon the (?<d>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?! (?:time|floor|day|call|order|attempt|try))", RegexOptions.CultureInvariant)]
    private static partial Regex DayOnly();
}
