using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>A telephone number: mainland mobiles, landlines with area code, international ones with +.</summary>
internal sealed partial class PhoneAnswer : AnswerType
{
    public override bool CanSpot => true;

    public override bool Resembles(Heard heard) => heard.Plain.Any(char.IsAsciiDigit);

    public override string? Parse(Heard heard) => Find(heard.Plain) ?? Loose(heard.Plain);

    public override string? Spot(Heard heard) => Find(heard.Plain);

    public static string? Find(string plain) => First(Sure(), plain);

    /// <summary>Whether this would be taken for a telephone number on its own.</summary>
    public static bool Looks(string text) => Sure().Match(text) is { Success: true } match && match.Length == text.Trim().Length;

    /// <summary>When a number to call was asked for, any that can be dialled.</summary>
    public static string? Loose(string plain) => First(Dialled(), plain);

    private static string? First(Regex pattern, string plain)
    {
        for (var match = pattern.Match(plain); match.Success; match = match.NextMatch())
        {
            var end = match.Index + match.Length;
            var stands = (match.Index == 0 || !char.IsAsciiLetterOrDigit(plain[match.Index - 1]))
                && (end == plain.Length || !char.IsAsciiLetterOrDigit(plain[end]));
            if (stands)
                return string.Concat(match.Value.Where(c => char.IsAsciiDigit(c) || c == '+'));
        }
        return null;
    }

    [GeneratedRegex(@"(\+86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|\+[1-9][0-9]{0,2}[ -]?(\(?[0-9]{1,4}\)?[ -]?){2,5}[0-9]{2,4}|0[0-9]{2,3}-[0-9]{7,8}|0[0-9]{3,4} [0-9]{3} ?[0-9]{3,4}|\(?[2-9][0-9]{2}\)?[ -][2-9][0-9]{2}-[0-9]{4}|400-?[0-9]{3}-?[0-9]{4}")]
    private static partial Regex Sure();

    [GeneratedRegex(@"[0-9](?:[ -]?[0-9]){6,13}")]
    private static partial Regex Dialled();
}
