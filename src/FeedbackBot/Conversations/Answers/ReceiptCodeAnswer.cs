using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>The code on a receipt: two groups of five letters and digits, however they are written down.</summary>
internal sealed partial class ReceiptCodeAnswer : AnswerType
{
    public override bool CanSpot => true;

    public override string? Parse(Heard heard) => Spot(heard) ?? Code(Loose().Match(heard.Plain));

    public override string? Spot(Heard heard) => Find(heard.Plain);

    public static string? Find(string plain) => Code(Written().Match(plain));

    private static string? Code(Match match) =>
        match.Success && match.Value.Any(char.IsAsciiDigit) ? $"{match.Groups["a"].Value}-{match.Groups["b"].Value}".ToUpperInvariant() : null;

    [GeneratedRegex(@"\b(?<a>[0-9a-z]{5})-(?<b>[0-9a-z]{5})\b")]
    private static partial Regex Written();

    // When it was asked for: run together, or with a space.
    [GeneratedRegex(@"\b(?<a>[0-9a-z]{5}) ?(?<b>[0-9a-z]{5})\b")]
    private static partial Regex Loose();
}
