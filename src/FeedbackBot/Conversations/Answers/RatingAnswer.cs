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
        Fraction(heard.Plain) ?? Stars(heard.Text) ?? Unit(heard.Plain) ?? Named(heard.Plain) ?? Counted(heard.Plain);

    /// <summary>"4/5", "8 out of 10": a fraction of another scale is brought to this one.</summary>
    private int? Fraction(string plain)
    {
        var match = FractionPattern().Match(plain);
        if (!match.Success)
            return null;
        var part = double.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
        var whole = int.Parse(match.Groups["d"].ValueSpan, CultureInfo.InvariantCulture);
        if (whole is not (5 or 7 or 10 or 100) || part > whole)
            return null;
        return InScale(whole == high ? part : part / whole * high);
    }

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
        UnitPattern().Match(plain) is { Success: true } match && Numerals.Read(match.Groups["n"].Value) is { } number ? InScale(number) : null;

    /// <summary>A number that is the answer, not one that a story contains.</summary>
    private int? Counted(string plain)
    {
        var match = LeadingPattern().Match(plain);
        if (!match.Success && plain.Length <= ShortAtMost && !plain.Any(Plain.IsHan) && LonePattern().Matches(plain) is [var lone])
            match = lone;
        return match.Success && Numerals.Read(match.Groups["n"].Value) is { } number ? InScale(number) : null;
    }

    private int? InScale(double value)
    {
        var rounded = (int)Math.Round(value, MidpointRounding.AwayFromZero);
        return rounded >= low && rounded <= high ? rounded : null;
    }

    /// <summary>In so few characters a number is the rating, whatever stands beside it.</summary>
    private const int ShortAtMost = 16;

    [GeneratedRegex(@"(?<![\d.:])(?<n>\d{1,2})(?![\d:])", RegexOptions.CultureInvariant)]
    private static partial Regex LonePattern();

    private const string Number = @"(?<n>\d{1,3}(\.\d)?|十|[零〇一二两三四五六七八九]|zero|one|two|three|four|five|six|seven|eight|nine|ten)";

    [GeneratedRegex(@"(?<n>\d{1,3}(\.\d)?) *(/|out of|of) *(?<d>\d{1,3})\b", RegexOptions.CultureInvariant)]
    private static partial Regex FractionPattern();

    [GeneratedRegex(Number + @" *(分(?!钟)|颗?星|stars?\b|points?\b)", RegexOptions.CultureInvariant)]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"^[\s\p{P}]*((我)?(打|给|评|就)|i('d| would)? (give|say|rate)( it| you)?( a)?|an?|(maybe|probably|about|like|i guess|i think)( an?)?|大概|差不多)? *" + Number + @"( *[\p{P}\p{S}].*| *(吧|啊|呀|please|i think|i guess|thanks|谢谢))?$", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingPattern();
}
