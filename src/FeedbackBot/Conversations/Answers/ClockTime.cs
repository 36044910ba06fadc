using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>A time of day: "晚上8点", "下午三点半", "20:15", "around 8", "half past seven", "noon".</summary>
/// <remarks>Without morning or evening beside it, 1 to 6 is in the afternoon and 7 to 12 as said.</remarks>
internal static partial class ClockTime
{
    public static TimeSpan? In(string text)
    {
        var match = Told().Match(text);
        if (!match.Success)
            return Noon().IsMatch(text) ? new TimeSpan(12, 0, 0) : null;
        var hour = Number(match, "h");
        var minute = Minute(match);
        if (match.Groups["to"].Success)
            (hour, minute) = (hour - 1, 60 - minute);
        if (hour is < 1 or > 12)
            return hour is >= 0 and <= 23 && minute is >= 0 and <= 59 ? new TimeSpan(hour, minute, 0) : null;
        return minute is < 0 or > 59 ? null : new TimeSpan(OfDay(hour, text, match.Groups["ap"].Value), minute, 0);
    }

    private static int OfDay(int hour, string text, string halfOfDay)
    {
        if (halfOfDay is ['a', ..] || (halfOfDay.Length == 0 && Early().IsMatch(text)))
            return hour % 12;
        if (halfOfDay is ['p', ..] || (Late().IsMatch(text) && !(Night().IsMatch(text) && hour < 5)))
            return hour == 12 && Night().IsMatch(text) ? 0 : (hour % 12) + 12;
        return Night().IsMatch(text) || hour >= 7 || text.Contains(':') && hour > 6 ? hour : hour + 12;
    }

    private static int Minute(Match match)
    {
        if (match.Groups["half"].Success)
            return 30;
        if (match.Groups["quarter"].Success)
            return match.Groups["quarter"].Value is ['三', ..] ? 45 : 15;
        return match.Groups["min"].Success ? Number(match, "min") : 0;
    }

    private static int Number(Match match, string group) => (int)(Numerals.Read(match.Groups[group].Value) ?? -1);

    private const string Hour = "(?<h>[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";

    [GeneratedRegex($@"(?<![0-9:.])(?<h>[0-9]{{1,2}}):(?<min>[0-9]{{2}})(?![0-9])(?::[0-9]{{2}})?(?: ?(?<ap>[ap])\.?m)?|(?<![0-9第.] ?)(?<h>[0-9]{{1,2}}|[一二两三四五六七八九十]{{1,3}}) ?(?:点(?![零一二三四五六七八九]$)钟?|时(?![间候常效])) ?(?:(?<half>半)|(?<quarter>[一三1]刻)|(?<min>[0-9]{{1,2}}|[一二三四五六七八九十零]{{1,3}}) ?分?)?|\b(?:(?<half>half)|(?:a )?(?<quarter>quarter)|(?<min>[0-9]{{1,2}}|five|ten|twenty))(?: past|(?<to> to)) {Hour}\b|\b(?<h>[0-9]{{1,2}})(?:[.:](?<min>[0-9]{{2}}))? ?(?<ap>[ap])\.?m\b|\b(?:at|around|about|by|@|like|roughly) {Hour}(?:[.:](?<min>[0-9]{{2}}))?(?: ?(?<ap>[ap])\.?m)?\b(?! ?(?:/|%|days?|weeks?|months?|hours?|times?|euros?|dollars?|pounds?))|\b{Hour}(?: o'?clock|ish| in the (?:morning|afternoon|evening)| at night)", RegexOptions.CultureInvariant)]
    private static partial Regex Told();

    [GeneratedRegex(@"中午|正午|\b(?:noon|midday|lunch ?time)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Noon();

    [GeneratedRegex(@"凌晨|清晨|早|上午|今晨|\bmorning\b", RegexOptions.CultureInvariant)]
    private static partial Regex Early();

    [GeneratedRegex(@"下午|傍晚|晚|夜|\b(?:afternoon|evening|night|tonight)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Late();

    [GeneratedRegex(@"晚|夜|\bnight\b", RegexOptions.CultureInvariant)]
    private static partial Regex Night();
}
