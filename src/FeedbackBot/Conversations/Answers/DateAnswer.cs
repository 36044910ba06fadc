using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>A day. A full date is kept as yyyy-MM-dd; "昨天" or "3 May" are kept as said, for whoever knows the day it was said on.</summary>
internal sealed partial class DateAnswer : AnswerType
{
    public override bool Resembles(Heard heard) => heard.Plain.Any(char.IsAsciiDigit);

    public override string? Parse(Heard heard)
    {
        var full = YearFirst().Match(heard.Plain);
        if (full.Success)
            return Day(full);
        var named = MonthName().Match(heard.Plain);
        if (named.Success)
            return Named(named);
        var loose = Loose().Match(heard.Plain);
        return loose.Success ? loose.Value.Trim() : null;
    }

    private static string? Day(Match match) => Valid(Int(match, "y"), Int(match, "m"), Int(match, "d"));

    private static string? Named(Match match)
    {
        var month = "janfebmaraprmayjunjulaugsepoctnovdec".IndexOf(match.Groups["m"].Value[..3], StringComparison.Ordinal) / 3 + 1;
        var year = match.Groups["y"].Success ? Int(match, "y") : 0;
        return year == 0 ? match.Value.Trim() : Valid(year, month, Int(match, "d"));
    }

    private static string? Valid(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}")
            : null;

    private static int Int(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<y>(19|20)[0-9]{2}) *[-/.年] *(?<m>[0-9]{1,2}) *[-/.月] *(?<d>[0-9]{1,2})")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?:(?<d>[0-9]{1,2})(?:st|nd|rd|th)? +(?:of +)?(?<m>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)|(?<m>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*) +(?<d>[0-9]{1,2})(?:st|nd|rd|th)?)(?:,? +(?<y>(?:19|20)[0-9]{2}))?\b")]
    private static partial Regex MonthName();

    [GeneratedRegex(@"[0-9]{1,2} *月 *[0-9]{1,2} *[日号]?|[0-9]{1,2}/[0-9]{1,2}(/[0-9]{2,4})?|(今|昨|前|大前)天|上(个)?(周|星期|礼拜)[一二三四五六日天]?|上个?月(初|底|[0-9]{1,2} *[日号])?|(today|yesterday|the day before yesterday|last (week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday))|[0-9]+ (days?|weeks?) ago|[0-9一二两三四五六七八九十]+ *(天|周|个?星期)(之?前)")]
    private static partial Regex Loose();
}
