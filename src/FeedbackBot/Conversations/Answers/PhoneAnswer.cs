using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>A telephone number: mainland mobiles, landlines with area code, international ones with + or 00, with an extension behind x; in digits or spoken.</summary>
internal sealed partial class PhoneAnswer : AnswerType
{
    /// <summary>Fewer spoken digits are no number to dial.</summary>
    private const int SpokenAtLeast = 7;

    public override bool CanSpot => true;

    public override bool Resembles(Heard heard) => heard.Plain.Any(char.IsAsciiDigit);

    public override string? Parse(Heard heard) => Find(heard.Plain) ?? Loose(heard.Plain);

    public override string? Spot(Heard heard) => Find(heard.Plain);

    public override string? Correct(Heard heard, string present) =>
        All(Sure(), heard.Plain).LastOrDefault(v => v != present) ?? All(Dialled(), heard.Plain).LastOrDefault(v => v != present);

    public static string? Find(string plain) => All(Sure(), plain).FirstOrDefault();

    /// <summary>Whether this would be taken for a telephone number on its own.</summary>
    public static bool Looks(string text) => Sure().Match(text) is { Success: true } match && match.Length == text.Trim().Length;

    /// <summary>When a number to call was asked for, any that can be dialled.</summary>
    public static string? Loose(string plain) => All(Dialled(), plain).FirstOrDefault();

    private static IEnumerable<string> All(Regex pattern, string plain)
    {
        var text = Numerals.Spelled(plain, SpokenAtLeast);
        text = Plus().Replace(text, "+");
        for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
        {
            var end = match.Index + match.Length;
            var stands = (match.Index == 0 || !(char.IsAsciiLetterOrDigit(text[match.Index - 1]) || text[match.Index - 1] is '.' or '¥' or '$' or '€' or '£'))
                && (end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '@'));
            if (stands && !IsDay().IsMatch(match.Value))
                yield return Dial(match.Value) + (Extension().Match(text[end..Math.Min(text.Length, end + 24)]) is { Success: true } inside ? "x" + inside.Groups["x"].Value : "");
        }
    }

    private static string Dial(string said) =>
        string.Concat(said.Replace("(0)", "", StringComparison.Ordinal).Where((c, i) => char.IsAsciiDigit(c) || (c == '+' && i == 0)));

    [GeneratedRegex(@"\bplus (?=[0-9])|(?<![0-9])00(?=[1-9][0-9]{0,2}[ -]?[0-9])(?=[0-9 -]{10,18})|\+ (?=[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Plus();

    [GeneratedRegex(@"(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]{0,3}[0-9]{4}[ -]{0,3}[0-9]{4}|[ -][0-9]{3}[ -][0-9]{3}[ -][0-9]{2}|[ -][0-9]{3}[ -][0-9]{5})|\+[1-9][0-9]{0,2}[ -]?(?:\(?[0-9]{1,4}\)?[ -]?){2,5}[0-9]{2,4}|(?:\(0[0-9]{2,3}\) ?|0[0-9]{2,3}[ -])[2-9][0-9]{2,3}[ -]?[0-9]{4}|07[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}|0[0-9]{3,4} [0-9]{3} ?[0-9]{3,4}|\(?[2-9][0-9]{2}\)?[ .-][2-9][0-9]{2}[.-][0-9]{4}|[48]00-?[0-9]{3}-?[0-9]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Sure();

    [GeneratedRegex(@"\+?[0-9](?:[ -]?[0-9]){6,13}", RegexOptions.CultureInvariant)]
    private static partial Regex Dialled();

    [GeneratedRegex(@"^[ ,(]{0,3}(?:转|分机号?|ext(?:ension)?\.?|x|#)[ :#]{0,2}(?<x>[0-9]{1,6})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Extension();

    [GeneratedRegex(@"^(?:19|20)[0-9]{2}[ -](?:0?[1-9]|1[0-2])[ -](?:0?[1-9]|[12][0-9]|3[01])$|^(?:0?[1-9]|[12][0-9]|3[01])[ -](?:0?[1-9]|[12][0-9])[ -](?:19|20)[0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex IsDay();
}
