using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>The number of a case as the receipt writes it, or its digits when it was asked for.</summary>
internal sealed partial class TicketNumberAnswer : AnswerType
{
    public override bool CanSpot => true;

    public override string? Parse(Heard heard)
    {
        if (Spot(heard) is { } written)
            return written;
        var digits = Digits().Match(heard.Plain);
        return digits.Success ? Number(digits.Groups["d"].Value) : null;
    }

    public override string? Spot(Heard heard) => Find(heard.Plain);

    public static string? Find(string plain)
    {
        var match = Written().Match(plain);
        return match.Success ? Number(match.Groups["d"].Value) : null;
    }

    public static bool Looks(string text) => Written().IsMatch(text.ToLowerInvariant());

    private static string Number(string digits) => "FB-" + digits.TrimStart('0').PadLeft(6, '0');

    [GeneratedRegex(@"\bfb *[-#]? *(?<d>[0-9]{1,9})\b")]
    private static partial Regex Written();

    [GeneratedRegex(@"(?<![a-z0-9])#?(?<d>[0-9]{1,9})(?![0-9])")]
    private static partial Regex Digits();
}
