using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>A number on a scale: digits, words, stars, "4/5", "七分", or what a value is called.</summary>
internal sealed partial class RatingAnswer(int low, int high, IReadOnlyList<Option> options) : AnswerType
{
    public override IReadOnlyList<string> Values =>
        [.. Enumerable.Range(low, high - low + 1).Select(v => v.ToString(CultureInfo.InvariantCulture))];

    public override bool Resembles(Heard heard) => heard.Plain.Any(char.IsAsciiDigit);

    public override string? Parse(Heard heard) =>
        Value(heard)?.ToString(CultureInfo.InvariantCulture);

    public override string Show(string value, string language) => options.FirstOrDefault(o => o.Value == value)?.Name(language) ?? value;

    public override IReadOnlyList<Choice> Buttons(string language) =>
        [.. Values.Select(v => new Choice(Show(v, language), v))];

    private int? Value(Heard heard) =>
        Fraction(heard.Plain) ?? Share(heard.Plain) ?? Between(heard.Plain) ?? Stars(heard.Text) ?? Unit(heard.Plain) ?? Named(heard.Plain) ?? Counted(heard.Plain);

    /// <summary>"4/5", "8 out of 10": a fraction of another scale is brought to this one.</summary>
    private int? Fraction(string plain)
    {
        var match = FractionPattern().Match(plain);
        if (!match.Success)
            return null;
        var (part, whole) = (Number(match, "n"), Number(match, "d"));
        if (whole is not (5 or 7 or 10 or 100) || part > whole)
            return null;
        return InScale(whole == high ? part : part / whole * high);
    }

    /// <summary>"8成", "80%": a share of the highest.</summary>
    private int? Share(string plain) =>
        SharePattern().Match(plain) is { Success: true } match && Number(match, "n") / (match.Groups["ten"].Success ? 10 : 100) is <= 1 and var share
            ? InScale(Math.Max(share * high, low)) : null;

    /// <summary>"7到8分", "between 7 and 8": the middle, rounded up.</summary>
    private int? Between(string plain)
    {
        var match = BetweenPattern().Match(plain);
        return match.Success && Number(match, "a") is var a && Number(match, "b") is var b && b == a + 1 ? InScale((a + b) / 2) : null;
    }

    private static decimal Number(Match match, string group) => Numerals.Read(match.Groups[group].Value) ?? -1;

    /// <summary>"不是4分，是5分": the last other number.</summary>
    public override string? Correct(Heard heard, string present) =>
        AnyPattern().Matches(heard.Plain).Select(m => InScale(Number(m, "n"))?.ToString(CultureInfo.InvariantCulture)).LastOrDefault(v => v is not null && v != present)
        ?? base.Correct(heard, present);

    private int? Stars(string text)
    {
        var stars = text.Count(c => c is '★' or '⭐') + (text.Split("🌟").Length - 1);
        return stars == 0 ? null : InScale(stars);
    }

    private int? Named(string plain)
    {
        var best = (Length: 0, Value: (string?)null);
        foreach (var option in options)
        {
            foreach (var (_, length) in option.Words.All(plain))
            {
                if (length > best.Length)
                    best = (length, option.Value);
            }
        }
        return best.Value is null ? null : int.Parse(best.Value, CultureInfo.InvariantCulture);
    }

    /// <summary>"不好说，3分吧": a number that is called a rating outweighs the words beside it.</summary>
    private int? Unit(string plain) =>
        UnitPattern().Match(plain) is { Success: true } match ? Count(match) : null;

    /// <summary>A number that is the answer, not one that a story contains.</summary>
    private int? Counted(string plain)
    {
        if (plain.Trim(' ', '.', '!') is "half" or "一半" or "一半吧")
            return InScale((low + high) / 2m);
        var match = LeadingPattern().Match(plain);
        if (!match.Success && plain.Length <= ShortAtMost && !plain.Any(Plain.IsHan) && LonePattern().Matches(plain) is [var lone])
            match = lone;
        return match.Success ? Count(match) : null;
    }

    private int? Count(Match match) => InScale(Number(match, "n") + (match.Groups["half"].Success ? 0.5m : 0));

    private int? InScale(decimal value)
    {
        var rounded = (int)Math.Round(value, MidpointRounding.AwayFromZero);
        return rounded >= low && rounded <= high ? rounded : null;
    }

    /// <summary>In so few characters a number is the rating, whatever stands beside it.</summary>
    private const int ShortAtMost = 16;

    [GeneratedRegex(@"(?<![\d.:])(?<n>\d{1,2})(?![\d:.])(?! ?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times?|calls?|people|emails?|am|pm|th|st|nd|rd|x|euros?|dollars?|quid|%)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex LonePattern();

    private const string N = @"\d{1,3}(?:\.\d)?|[零〇一二两三四五六七八九十](?:点[一二三四五六七八九])?|(?:zero|one|two|three|four|five|six|seven|eight|nine|ten)(?: point [a-z]{3,5})?";

    [GeneratedRegex($@"(?<![\d.])(?<n>{N}) *(/|out of|outta|of|over) *(?<d>\d{{1,3}}|five|seven|ten|hundred)\b(?! *(?:/|days?|weeks?|months?|items?|orders?|times?|them|these|those|my|the|people|calls?))", RegexOptions.CultureInvariant)]
    private static partial Regex FractionPattern();

    [GeneratedRegex(@"(?<![\d.第])(?<n>\d{1,3}|[一二三四五六七八九十]) *(?:(?<ten>成(?!都|功|本|了|年|员))|%|percent\b|趴)", RegexOptions.CultureInvariant)]
    private static partial Regex SharePattern();

    [GeneratedRegex(@"(?<![\d.])(?:between )?(?<a>\d{1,2}|[一二三四五六七八九]|one|two|three|four|five|six|seven|eight|nine) ?(?:-|~|到|至|、|,| to | and | or |或者?|)(?: ?)(?<b>\d{1,2}|[二三四五六七八九十]|two|three|four|five|six|seven|eight|nine|ten)(?: *分(?!钟)| *stars?\b| *points?\b|(?<=between .{5,20})| *(?:之间|吧|左右)?[\s\p{P}]*$)", RegexOptions.CultureInvariant)]
    private static partial Regex BetweenPattern();

    [GeneratedRegex($@"(?<![\d.第])(?<n>{N})(?<half> and a half)? *(分(?![钟之店期])|颗?星(?!期)|stars?\b|points?\b(?! (?:one|two|three|four|five|six|seven|eight|nine)\b)|/(?= *(?:5|7|10)\b))", RegexOptions.CultureInvariant)]
    private static partial Regex UnitPattern();

    [GeneratedRegex($@"(?<![\da-z.第零〇一二两三四五六七八九十])(?<n>{N})(?![\da-z.零〇一二两三四五六七八九十])(?! ?(?:次|天|个|点|号|年|月|周|小时|days?|weeks?|times?))", RegexOptions.CultureInvariant)]
    private static partial Regex AnyPattern();

    [GeneratedRegex($@"^[\s\p{{P}}]*((我(想|就|会|觉得|感觉)?|那)?(就|能|只能|勉强|最多|最多也就|顶多|值)?(打|给|评|就|选)?(个|你们?|您)?|(i(d| would)?|ill|lets|lets) (give|say|rate|go|go with|go for)( it| you| this| them)?( an?| as an?)?|(its|its|it is|thats) an?|an?|(a )?solid|(strong|maybe|probably|about|around|like|i guess|i think|more like|somewhere around)( an?)?|rating:?|score:?|大概|差不多|应该|可能|评分:?|打分:?)? *(?<n>{N})(?<half>( and)? (a )?half)?( *[\p{{P}}\p{{S}}\p{{Cs}}].*| *(吧|啊|呀|咯|喽|呗|哦|啦|please|pls|i think|i guess|i suppose|thanks|from me|for me|really|at best|tops|max|谢谢|左右|的样子|because .*|cos .*|as .*|since .*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingPattern();
}
