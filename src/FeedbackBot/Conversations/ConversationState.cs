using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Where a conversation stands between turns; stored as JSON with the conversation, so every field has a default.</summary>
public sealed record ConversationState
{
    public static readonly ConversationState Start = new();

    /// <summary>zh-Hans or en: what the bot answers in; null until something was said.</summary>
    public string? Language { get; init; }

    /// <summary>The customer asked for this language in so many words, so it stays.</summary>
    public bool LanguageSticks { get; init; }

    /// <summary>Running flow last, interrupted ones before it; at most three deep.</summary>
    public IReadOnlyList<RunningFlow> Flows { get; init; } = [];

    /// <summary>Numbers of the cases filed here, oldest first.</summary>
    public IReadOnlyList<string> Tickets { get; init; } = [];

    /// <summary>Answers that later matters of the conversation may take over (how to reach the customer; the order, if it is said to be the same), by need id.</summary>
    public IReadOnlyDictionary<string, string> Lasting { get; init; } = new Dictionary<string, string>();

    /// <summary>What the page around the chat said, by need id, with its address and title (<see cref="PageFacts"/>).</summary>
    public IReadOnlyDictionary<string, string> Page { get; init; } = new Dictionary<string, string>();

    /// <summary>Customer turns so far.</summary>
    public int Turns { get; init; }

    /// <summary>What was said last, so that the same sentence is never said twice in a row.</summary>
    public IReadOnlyList<string> LastSaid { get; init; } = [];

    /// <summary>Turns in a row that nothing could be made of.</summary>
    public int NotUnderstood { get; init; }

    /// <summary>Turns in a row that were abuse, spam or gibberish.</summary>
    public int Noise { get; init; }

    /// <summary>What was cancelled last; for a while the customer may still change their mind.</summary>
    public RunningFlow? Draft { get; init; }

    /// <summary>The customer's local time until which <see cref="Draft"/> is kept.</summary>
    public DateTime? DraftUntil { get; init; }

    /// <summary>The matter that was filed last: what was told of it can still be corrected.</summary>
    public RunningFlow? LastFiled { get; init; }

    /// <summary>Numbers of cases filed elsewhere whose receipt code was shown here.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>Numbers and codes tried here that did not belong together.</summary>
    public int FailedLookups { get; init; }

    /// <summary>It was said that numbers are hidden; once is enough.</summary>
    public bool ToldOfHiding { get; init; }
}

/// <summary>A flow in progress. Steps are kept by name, so an edited file does not move the customer.</summary>
public sealed record RunningFlow
{
    public required string Flow { get; init; }

    /// <summary>The version of the flow file it began with.</summary>
    public string? Version { get; init; }

    /// <summary>The need that the matter itself answers, by which its story is found again in an edited file.</summary>
    public string? Main { get; init; }

    /// <summary>What each need of the file asked, by id, so that one that was only renamed is known again.</summary>
    public IReadOnlyDictionary<string, string> Prints { get; init; } = new Dictionary<string, string>();

    /// <summary>The step whose answer is awaited; null when the flow has only begun.</summary>
    public string? Step { get; init; }

    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>Needs that were asked and not given; they are not asked again.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>How often the present step was asked without an answer.</summary>
    public int Tries { get; init; }

    /// <summary>The case was filed as soon as it was told, as this one of <see cref="ConversationState.Tickets"/>; what is answered afterwards goes into it.</summary>
    public int? FiledAt { get; init; }

    /// <summary>The step whose reason was told; asked once more, it is let go.</summary>
    public string? Explained { get; init; }

    /// <summary>What the messages of this matter amounted to so far.</summary>
    public ReadingFlags Flags { get; init; }

    public Urgency Urgency { get; init; } = Urgency.Normal;

    public FeedbackKind? Kind { get; init; }

    /// <summary>The turn (counted from 1) whose message began this matter.</summary>
    public int FirstTurn { get; init; }

    /// <summary>The customer asked for a person: it is filed as soon as it is told.</summary>
    public bool WantsHuman { get; init; }

    /// <summary>The story told back in a few of its own lines, where it is long.</summary>
    public IReadOnlyList<string> Gist { get; init; } = [];

    /// <summary>What was said beside the answers; it goes into the case's description.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Somebody else's suggestion that this one was found to be like.</summary>
    public SimilarIdea? Similar { get; init; }

    /// <summary>What the flow is about, set by what started it: an invitation id for a survey.</summary>
    public string? Subject { get; init; }
}
