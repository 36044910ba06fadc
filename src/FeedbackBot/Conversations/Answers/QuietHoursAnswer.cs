using System.Globalization;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;

namespace FeedbackBot.Conversations.Answers;

/// <summary>Hours of the day in which not to be written to, kept as 20-8: given in numbers, or as a part of the day that the file names.</summary>
internal sealed partial class QuietHoursAnswer(IReadOnlyList<Option> parts) : AnswerType
{
    /// <summary>When a night ends, where only its beginning was said; when it began, where only its end was.</summary>
    private const int Morning = 8;
    private const int Midnight = 0;

    public override bool CanSpot => true;

    public override string? Parse(Heard heard) => Spot(heard);

    public override string? Spot(Heard heard) =>
        Range(heard.Plain) ?? OneEnd(heard.Plain)
        ?? parts.FirstOrDefault(p => p.Demands.IsIn(heard.Plain) || p.Words.IsIn(heard.Plain))?.Value;

    public override string Show(string value, string language) =>
        value.Split('-') is [var from, var to] ? $"{from}:00–{to}:00" : value;

    public static bool IsHours(string value) => QuietHours.Form().IsMatch(value);

    private static string? Range(string plain)
    {
        var match = RangePattern().Match(plain);
        if (!match.Success || Hour(match, "a") is not { } from || Hour(match, "b") is not { } to)
            return null;
        // "between 10 and 7": nobody names a stretch of the day backwards, so it begins in the evening.
        if (from is > 0 and < 12 && from > to && Marks(match, "a").Length == 0)
            from += 12;
        return Hours(from, to);
    }

    private static string? OneEnd(string plain)
    {
        var after = AfterPattern().Match(plain);
        if (after.Success && Hour(after, "a") is { } from)
            return Hours(from is > 4 and < 12 && Marks(after, "a").Length == 0 ? from + 12 : from, Morning);
        var before = BeforePattern().Match(plain);
        return before.Success && Hour(before, "a") is { } to ? Hours(Midnight, to) : null;
    }

    private static string? Hours(int from, int to) =>
        from == to || from > 23 || to > 24 ? null : string.Create(CultureInfo.InvariantCulture, $"{from}-{to}");

    /// <summary>The hour of a group, by the clock of 24 hours.</summary>
    private static int? Hour(Match match, string group)
    {
        if (Numerals.Read(match.Groups[group].Value) is not { } told || told > 24)
            return null;
        return (int)told + (told < 12 && Marks(match, group) is "pm" or "p.m" or "下午" or "晚上" or "傍晚" or "夜里" ? 12 : 0);
    }

    private static string Marks(Match match, string group) => match.Groups["m" + group].Value + match.Groups["n" + group].Value;

    private const string Part = "早上|上午|下午|晚上|傍晚|夜里|凌晨";
    private const string Number = @"\d{1,2}|十[一二]|[一二两三四五六七八九十]";
    private const string First = "(?<ma>" + Part + ")? ?(?<a>" + Number + @")(:\d\d)?( ?(点半?|时))? ?(?<na>am|pm|a\.m|p\.m)?\.?";
    private const string Second = "(?<mb>" + Part + ")? ?(?<b>" + Number + @")(:\d\d)?( ?(点半?|时))? ?(?<nb>am|pm|a\.m|p\.m)?(?![0-9])";

    [GeneratedRegex("(?<![0-9])" + First + " ?(to|till|until|and|-|~|–|到|至) ?(第二天|次日|明天)? ?" + Second, RegexOptions.CultureInvariant)]
    private static partial Regex RangePattern();

    [GeneratedRegex("(after|past|later than) " + First + "(?![0-9])|(?<![0-9])" + First + " ?(以后|之后|后)", RegexOptions.CultureInvariant)]
    private static partial Regex AfterPattern();

    [GeneratedRegex("(before|earlier than|until|till) " + First + "(?![0-9])|(?<![0-9])" + First + " ?(以前|之前|前)", RegexOptions.CultureInvariant)]
    private static partial Regex BeforePattern();
}
