using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>Something a flow wants to know, and how it asks for it.</summary>
internal sealed record Need
{
    public required string Id { get; init; }

    public required AnswerType Type { get; init; }

    /// <summary>The customer's message itself is the answer when it tells something: what the matter is about.</summary>
    public bool FromMessage { get; init; }

    public bool Optional { get; init; }

    /// <summary>What is known of the contact is the answer.</summary>
    public bool KnownFromContact { get; init; }

    /// <summary>Only what the host page or the customer's order says is the answer.</summary>
    public bool KnownFromPage { get; init; }

    /// <summary>Null when it is only kept where said, never asked.</summary>
    public Wording? Ask { get; init; }

    /// <summary>Asked a second time in other words, with an example.</summary>
    public Wording? Again { get; init; }

    /// <summary>Why it is asked.</summary>
    public Wording? Why { get; init; }

    /// <summary>Its name in the summary.</summary>
    public Wording? Label { get; init; }

    public Condition? When { get; init; }

    /// <summary>What happens as soon as it is answered.</summary>
    public IReadOnlyList<EffectPlan> Do { get; init; } = [];
}
