namespace FeedbackBot.Conversations.Answers;

/// <summary>Free words. A pattern, where given, finds them in a message that was not asked for them.</summary>
internal sealed class TextAnswer(Phrases spot) : AnswerType
{
    public override bool CanSpot => spot != Phrases.None;

    public override string? Parse(Heard heard) => heard.IsEmpty ? null : heard.Text;

    /// <summary>A correction of free words is added to them, not put in their place.</summary>
    public override string? Correct(Heard heard, string present) => null;

    public override string? Spot(Heard heard)
    {
        var (start, length) = spot.Find(heard.Plain);
        return start < 0 ? null : heard.Plain.Substring(start, length).Trim(' ', ',', '.');
    }
}
