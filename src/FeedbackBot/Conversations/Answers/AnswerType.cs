namespace FeedbackBot.Conversations.Answers;

/// <summary>A kind of answer: how it is recognised, kept, and shown again. The list of kinds is closed.</summary>
internal abstract class AnswerType
{
    /// <summary>The answer in a message that was asked for it, normalised; null when it is none.</summary>
    public abstract string? Parse(Heard heard);

    /// <summary>Something in the message may be meant for the answer, though it is none: then the question is worth putting differently.</summary>
    public virtual bool Resembles(Heard heard) => false;

    /// <summary>The answer in a message that was not asked for it; only what can be told for certain.</summary>
    public virtual string? Spot(Heard heard) => null;

    /// <summary>The answer that the host page supplies; null where it is none.</summary>
    public virtual string? Given(Heard heard) => Parse(heard);

    /// <summary>The new answer in a message that corrects the present one; null when it holds no other.</summary>
    public virtual string? Correct(Heard heard, string present) => Parse(heard) is { } other && other != present ? other : null;

    /// <summary>Whether <see cref="Spot"/> can ever find something.</summary>
    public virtual bool CanSpot => false;

    /// <summary>How a kept answer is shown to the customer.</summary>
    public virtual string Show(string value, string language) => value;

    public virtual IReadOnlyList<Choice> Buttons(string language) => [];

    /// <summary>The only values it can have; null when it is open.</summary>
    public virtual IReadOnlyList<string>? Values => null;
}
