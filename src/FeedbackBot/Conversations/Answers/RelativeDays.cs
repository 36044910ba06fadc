using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>Days by their distance from today: "昨天", "大上周五", "三周前", "last Tuesday", "the day before yesterday".</summary>
/// <remarks>"上周" and "last week" are seven days ago, "上个月" a month, "去年" a year. A Chinese week begins on Monday; "last Tuesday" is the one in the last seven days.</remarks>
internal static partial class RelativeDays
{
    public static IEnumerable<SaidDay> In(string plain, DateTime today)
    {
        foreach (Match match in Near().Matches(plain))
            yield return Away(match, today, Distance(match.Value));
        foreach (Match match in Ago().Matches(plain))
            yield return Said(match, Before(today, match));
        foreach (Match match in ChineseWeek().Matches(plain))
            yield return OfChineseWeek(match, today);
        foreach (Match match in EnglishWeekday().Matches(plain))
            yield return OfEnglishWeek(match, today);
        foreach (Match match in LastSpan().Matches(plain))
            yield return OfSpan(match, today);
    }

    private static SaidDay Said(Match match, DateTime day, bool firm = true) => new(match.Index, match.Length, day, firm, day > DateTime.MinValue);

    private static SaidDay Away(Match match, DateTime today, int days) =>
        Said(match, today.AddDays(days), firm: days < 0 || match.Length > (Plain.IsHan(match.Value[0]) ? 2 : 8));

    private static int Distance(string said) => said switch
    {
        _ when said.StartsWith("大前", StringComparison.Ordinal) => -3,
        _ when said[0] == '前' || said.StartsWith("the day before", StringComparison.Ordinal) || said.StartsWith("day before", StringComparison.Ordinal) => -2,
        _ when said[0] == '昨' || said[0] == 'y' || said.StartsWith("last", StringComparison.Ordinal) => -1,
        _ when said[0] == '明' || said.StartsWith("tom", StringComparison.Ordinal) => 1,
        _ when said[0] == '后' => 2,
        _ => 0,
    };

    private static DateTime Before(DateTime today, Match match)
    {
        var count = match.Groups["n"].Value switch
        {
            "半" => 0.5m,
            "a" or "an" => 1,
            "a couple of" or "couple of" or "a couple" or "couple" => 2,
            var n => Numerals.Read(n) ?? 0,
        };
        // Up to a century; more was never meant.
        count = Math.Min(count, 1200);
        return match.Groups["u"].Value switch
        {
            "周" or "星期" or "礼拜" or "week" => today.AddDays(-(int)(7 * count)),
            "fortnight" => today.AddDays(-(int)(14 * count)),
            "月" or "month" => count < 1 ? today.AddDays(-15) : today.AddMonths(-(int)count),
            "年" or "year" => today.AddMonths(-(int)(12 * Math.Min(count, 100))),
            "小时" or "分钟" or "hour" or "minute" => today,
            _ => today.AddDays(-(int)count),
        };
    }

    private static SaidDay OfChineseWeek(Match match, DateTime today)
    {
        var rel = match.Groups["rel"].Value;
        var weeks = rel switch { "" or "这" or "这个" or "本" => 0, ['下', ..] => 1, "上" or "上个" => -1, _ => -2 };
        if (!match.Groups["w"].Success)
            return weeks == 0 ? default : Said(match, today.AddDays(7 * weeks));
        var weekday = match.Groups["w"].Value[0] switch { '日' or '天' => 7, '末' => 6, var c => char.IsAsciiDigit(c) ? c - '0' : "一二三四五六".IndexOf(c, StringComparison.Ordinal) + 1 };
        var day = today.AddDays((7 * weeks) + weekday - ((((int)today.DayOfWeek) + 6) % 7) - 1);
        // A bare weekday has been, unless it is said to come.
        return weeks == 0 && day > today ? Said(match, day.AddDays(-7), firm: false) : Said(match, day, firm: rel.Length > 0);
    }

    private static SaidDay OfEnglishWeek(Match match, DateTime today)
    {
        var rel = match.Groups["rel"].Value;
        var weekday = "sunmontuewedthufrisat".IndexOf(match.Groups["w"].Value[..3], StringComparison.Ordinal) / 3;
        var back = (((int)today.DayOfWeek) - weekday + 7) % 7;
        if (match.Groups["more"].Value == " last week")
            return Said(match, today.AddDays(((weekday + 6) % 7) - (((int)today.DayOfWeek + 6) % 7) - 7));
        if (rel is "next" or "coming" or "this coming")
            return Said(match, today.AddDays(7 - back), firm: false);
        var day = today.AddDays(-(back == 0 && rel != "this" ? 7 : back));
        return Said(match, match.Groups["more"].Value is " before last" or " week ago" ? day.AddDays(-7) : day, firm: rel is "last" or "past" or "this past" || match.Groups["more"].Success);
    }

    private static SaidDay OfSpan(Match match, DateTime today) => match.Value switch
    {
        ['去', ..] => Said(match, today.AddYears(-1)),
        ['前', ..] => Said(match, today.AddYears(-2)),
        ['上', '上', ..] => Said(match, InMonth(match, today, -2)),
        ['上', ..] => Said(match, InMonth(match, today, -1)),
        ['本', ..] or ['这', ..] => Said(match, InMonth(match, today, 0), firm: false),
        "the week before last" => Said(match, today.AddDays(-14)),
        _ when match.Groups["u"].Value == "weekend" => Said(match, today.AddDays(-(((int)today.DayOfWeek) + 1))),
        _ when match.Groups["u"].Value == "week" => Said(match, today.AddDays(-7)),
        _ when match.Groups["u"].Value == "month" => Said(match, today.AddMonths(-1)),
        _ => Said(match, today.AddYears(-1)),
    };

    private static DateTime InMonth(Match match, DateTime today, int months)
    {
        var month = today.AddMonths(months);
        if (match.Groups["d"].Success)
            return SaidDay.On(month.Year, month.Month, (int)(Numerals.Read(match.Groups["d"].Value) ?? 0)) is { } day && day <= today ? day : default;
        var part = match.Groups["part"].Value;
        return part.Length == 0 ? month : new DateTime(month.Year, month.Month, CalendarDays.PartOfMonth(part, month.Year, month.Month));
    }

    [GeneratedRegex(@"大前[天日]|前[天日晚](?!后)|昨[天日晚夜]晚?|昨儿个?|今[天日早晚晨]早?|今儿个?|明[天日早晚]|后天(?!的努力)|\b(?:(?:the )?day before (?:yesterday|yday|yest)|yest(?:er|e|r)?d[ay]{1,2}\b|yesturday|yday|last (?:night|evening)|today|tonight|this (?:morning|afternoon|evening)|tomorrow|tmrw|tomorow)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Near();

    [GeneratedRegex($@"(?<n>半|{Numerals.Digits}|{Numerals.Chinese}) ?[多几来]?个?多?(?<u>天|日|周|星期|礼拜|月|年|小时|分钟)半?(?:之|以)?前|\b(?<n>(?:a )?couple(?: of)?|an?|{Numerals.Digits}|{Numerals.English}) (?<u>day|week|month|year|hour|minute|fortnight)s? (?:ago|back|earlier)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Ago();

    [GeneratedRegex(@"(?<![每一二两三四五六七八九十几多数0-9] ?)(?:(?<rel>大上个?|上上个?|上个?|这个?|本|下个?)(?:周|星期|礼拜)(?<w>末|[二三四五六日1-7]|天(?!天)|一(?!直|个|定|般|样|些|起|次|下|共|点))?|(?<![上下这本个])(?:周(?<w>[二三五六日末]|[一四](?!直|个|定|共|处|围))|(?:星期|礼拜)(?<w>[一二三四五六日天1-6])))(?![前后内])", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseWeek();

    [GeneratedRegex(@"\b(?:(?<rel>last|past|this past|this coming|coming|this|next|on) )?(?:(?<w>monday|tues(?:day)?|wednesday|wednsday|weds|thursday|thurs|friday|saturday|sunday)|(?<=\b(?:last|past|on|this|next) )(?<w>mon|tue|wed|thu|thur|fri|sat|sun))\b(?<more> before last| week ago| last week| last)?", RegexOptions.CultureInvariant)]
    private static partial Regex EnglishWeekday();

    [GeneratedRegex(@"(?:上上个?|上个?|这个?|本)月(?: ?(?<d>[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?[日号]|(?<part>初|中旬?|底|末|[上下]旬))?|去年(?!的? ?[0-9一二三四五六七八九十])|前年(?!的? ?[0-9一二三四五六七八九十])|\bthe week before last\b|\b(?:last|past|this past) (?<u>weekend|week|month|year)\b", RegexOptions.CultureInvariant)]
    private static partial Regex LastSpan();
}
