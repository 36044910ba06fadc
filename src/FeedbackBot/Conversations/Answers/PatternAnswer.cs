using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>Something that is written in a fixed way, given by a pattern over upper-case half-width text.</summary>
internal sealed class PatternAnswer(IReadOnlyList<Regex> patterns) : AnswerType
{
    public override bool CanSpot => true;

    public override bool Resembles(Heard heard) => heard.Plain.Any(char.IsAsciiDigit);

    public override string? Parse(Heard heard) => Find(heard.Plain);

    public override string? Spot(Heard heard) => Find(heard.Plain);

    private string? Find(string plain)
    {
        var upper = plain.ToUpperInvariant();
        return patterns.Select(p => p.Match(upper)).FirstOrDefault(m => m.Success)?.Value;
    }
}
