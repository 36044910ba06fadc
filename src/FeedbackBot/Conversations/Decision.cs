using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>What a turn comes to: the new state, and what to say and do, in order.</summary>
public sealed record Decision(ConversationState State, IReadOnlyList<Act> Acts)
{
    /// <summary>An idea just told that is worth comparing with those of others, and deciding again when one is like it; null on any other turn.</summary>
    public string? Idea { get; init; }
}

/// <summary>One thing to say or to do.</summary>
public abstract record Act;

/// <summary>A message to the customer. Placeholders left in the text are filled by the effect that says it.</summary>
public sealed record Say : Act
{
    public required string Text { get; init; }

    public required string Language { get; init; }

    public string? Flow { get; init; }

    /// <summary>The step this message asks; null on everything that asks nothing.</summary>
    public string? Step { get; init; }

    public IReadOnlyList<Choice> Choices { get; init; } = [];
}

/// <summary>A button: what it shows and what it sends.</summary>
public sealed record Choice(string Label, string Value);

/// <summary>Something the product does in the same commit; it answers with an outcome, and the text of that outcome is said.</summary>
public abstract record Effect : Act
{
    /// <summary>What to say by outcome; placeholders are filled from the outcome's facts. An outcome without a text is silent.</summary>
    public IReadOnlyDictionary<string, Say> Outcomes { get; init; } = new Dictionary<string, Say>();
}

/// <summary>Files a case. Outcome <c>opened</c> with {ticket} {team} {first_response} {resolution} {code}, or <c>opened_later</c> where the team is not at work now and there is a text for it,
/// or <c>opened_live</c> with {line} as well, where there is a text for it and the customer now waits in the line for a person.</summary>
public sealed record FileCase : Effect
{
    /// <summary>Null leaves the case unclassified, for people to triage.</summary>
    public FeedbackKind? Kind { get; init; }

    /// <summary>What it is about, where the flow says; null leaves it to the reading.</summary>
    public string? Topic { get; init; }

    public required string Description { get; init; }

    /// <summary>Answers by need id, as the customer gave them (normalised).</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public ReadingFlags Flags { get; init; }

    public Urgency Urgency { get; init; } = Urgency.Normal;

    /// <summary>The turn (counted from 1) whose message began this matter.</summary>
    public int? FirstTurn { get; init; }
}

/// <summary>Tells how a case stands. Outcomes <c>found</c> with {ticket} {status} {last_event} {team} {next_promise}, <c>none</c>, and <c>limited</c> after too many tries.</summary>
/// <param name="Code">The receipt code, with which anybody's case may be asked about.</param>
public sealed record TellStatus(string? Number, string? Code = null) : Effect;

/// <summary>Adds what was said to a case of this customer. Outcomes <c>added</c> with {ticket}, <c>added_live</c> with {line} as well where there is a text for it and the customer now waits in the line for a person, and <c>none</c>.</summary>
public sealed record AddToTicket(string? Number, string Text) : Effect
{
    /// <summary>Answers that the case may still lack, by need id; what it has stays.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}

/// <summary>Mails a copy of the chat. Outcomes <c>sent</c> where the address was proved here, and <c>confirm</c> where a link goes there first.</summary>
public sealed record MailTranscript(string Email) : Effect;

/// <summary>Leaves the line for a person; the promise of the case stands, and is said by the effect itself.</summary>
public sealed record LeaveLine : Effect;

/// <summary>Puts answers that were given after filing into the case, also such as changed. Outcome <c>added</c> with {ticket}, and <c>none</c>.</summary>
public sealed record AmendCase(string Number, IReadOnlyDictionary<string, string> Fields) : Effect;

/// <summary>Takes back a case filed in this conversation. Outcomes <c>withdrawn</c> with {ticket}, and <c>none</c>.</summary>
public sealed record WithdrawTicket(string? Number) : Effect;

/// <summary>Adds the customer's voice to somebody else's suggestion. Outcomes <c>joined</c> with {voices}, all who stand behind it, and <c>gone</c>.</summary>
public sealed record AddVoice(string Number, string Words) : Effect;

/// <summary>Keeps a rating for the invitation that the flow was started with. Outcomes <c>recorded</c>, <c>expired</c>.</summary>
public sealed record KeepRating(string Metric, int Value) : Effect;

/// <summary>Keeps the words beside the rating just given. Outcome <c>recorded</c>.</summary>
public sealed record KeepReason(string Text) : Effect;

/// <summary>Stores what was given to a question of a made survey. Outcomes <c>recorded</c>, and <c>followed</c> with {ticket} where a low rating opened a case.</summary>
/// <param name="Survey">The id of the invitation.</param>
/// <param name="Value">Null where the question was passed over.</param>
/// <param name="Words">What was said beside it.</param>
public sealed record KeepResponse(string Survey, string Question, string? Value, string? Words) : Effect;

/// <summary>The customer would rather not answer. Outcome <c>dismissed</c>.</summary>
public sealed record DismissSurvey : Effect;

/// <summary>Keeps an e-mail address or phone told in a message on this conversation's own contact, unverified.</summary>
public sealed record RememberContact(string? Name, string? Email, string? Phone) : Effect;

/// <summary>Keeps how this person wants to be contacted. Null leaves a wish as it is. Outcomes <c>kept</c>, and <c>nothing</c> where nothing was told.</summary>
/// <param name="Channel">chat, email or phone.</param>
/// <param name="QuietHours">Such as 20-8; told together with a stop they are what stops, with an again what is lifted.</param>
/// <param name="Messages"><see cref="Stop"/> or <see cref="Again"/>.</param>
public sealed record KeepPreference(string? Channel, string? QuietHours, string? Messages) : Effect
{
    public const string Stop = "stop";
    public const string Again = "again";
}

/// <summary>Files a case only after the link in an e-mail to this address was followed. Outcome <c>sent</c>, whoever the address belongs to.</summary>
public sealed record VerifyThenFile(FileCase Case, string Email) : Effect;
