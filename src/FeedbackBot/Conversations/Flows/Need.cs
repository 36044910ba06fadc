using System.Security.Cryptography;
using System.Text;
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

    /// <summary>Kept when said and never asked: nothing is said about it but what the summary shows.</summary>
    public bool InPassing => Ask is null && (Label is null || KnownFromPage) && !FromMessage;

    /// <summary>Asked a second time in other words, with an example.</summary>
    public Wording? Again { get; init; }

    /// <summary>Why it is asked.</summary>
    public Wording? Why { get; init; }

    /// <summary>Its name in the summary.</summary>
    public Wording? Label { get; init; }

    public Condition? When { get; init; }

    /// <summary>The kind of answer and a hash of the question: the same for a need that was only given another id.</summary>
    public string Print => field ??= $"{Type.GetType().Name.Replace("Answer", "", StringComparison.Ordinal)}:{Hash((Ask ?? Label)?.Cases)}";

    /// <summary>What happens as soon as it is answered.</summary>
    public IReadOnlyList<EffectPlan> Do { get; init; } = [];

    /// <summary>Of a made survey: stored whenever it is given, put right or let go, with what is said for each outcome; null for all others.</summary>
    public IReadOnlyDictionary<string, Wording>? Kept { get; init; }

    private static string Hash(IReadOnlyList<WordingCase>? asked) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', (asked ?? []).SelectMany(c => c.Chinese.Concat(c.English))))))[..8];
}
