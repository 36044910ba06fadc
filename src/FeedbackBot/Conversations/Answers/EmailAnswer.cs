using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>An e-mail address.</summary>
internal sealed partial class EmailAnswer : AnswerType
{
    public override bool CanSpot => true;

    public override string? Parse(Heard heard) => Find(heard.Plain);

    public override string? Spot(Heard heard) => Find(heard.Plain);

    public static string? Find(string plain)
    {
        if (!plain.Contains('@'))
            return null;
        var match = Address().Match(plain);
        return match.Success ? match.Value.TrimEnd('.', '-') : null;
    }

    [GeneratedRegex(@"[a-z0-9][a-z0-9._%+-]{0,63} ?@ ?[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*\.[a-z]{2,24}")]
    private static partial Regex Address();
}
