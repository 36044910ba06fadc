using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>What somebody can ask for at any point of any other flow.</summary>
internal enum AsksFor { Human }

/// <summary>A kind of matter: what opens it, what it needs to know, what comes of it (one file in dialogs/).</summary>
internal sealed record Flow
{
    public required string Name { get; init; }

    /// <summary>Changes with the file, so that a conversation knows which it began with.</summary>
    public required string Version { get; init; }

    /// <summary>What the matter is called in a sentence.</summary>
    public required Wording Title { get; init; }

    /// <summary>A message of this kind opens it.</summary>
    public FeedbackKind? Kind { get; init; }

    /// <summary>Words that open it, whatever the reader thinks.</summary>
    public Phrases Says { get; init; } = Phrases.None;

    /// <summary>Turns of phrase that open it whatever the reader thinks, and are part of what is told.</summary>
    public Phrases Content { get; init; } = Phrases.None;

    /// <summary>Turns of phrase that open it where the reader is not certain.</summary>
    public Phrases Hints { get; init; } = Phrases.None;

    public AsksFor? AsksFor { get; init; }

    /// <summary>Its words open it in the middle of any other flow, which then goes on.</summary>
    public bool Interrupts { get; init; }

    /// <summary>Shown beside the greeting and when the kind is unclear; null keeps it off both.</summary>
    public Wording? Button { get; init; }

    /// <summary>Where its button stands.</summary>
    public int Place { get; init; } = 100;

    public required IReadOnlyList<Need> Needs { get; init; }

    /// <summary>Asked when all is known; null when nothing is to be confirmed.</summary>
    public Wording? Confirm { get; init; }

    /// <summary>Asked when the summary was not right, without saying what.</summary>
    public Wording? Change { get; init; }

    /// <summary>Said when it begins with something told.</summary>
    public Wording? Acknowledge { get; init; }

    /// <summary>When this holds, the case is filed as soon as it is told: nothing is asked first.</summary>
    public Condition? AtOnce { get; init; }

    /// <summary>The receipt of a case that was filed at once.</summary>
    public Wording? AtOnceReceipt { get; init; }

    public required IReadOnlyList<EffectPlan> Then { get; init; }

    /// <summary>What happens when the customer would rather not; null when leaving has to be confirmed first.</summary>
    public IReadOnlyList<EffectPlan>? Leave { get; init; }

    /// <summary>The need that the message itself answers.</summary>
    public Need? Main => Needs.FirstOrDefault(n => n.FromMessage);

    /// <summary>The prints of all needs, by id.</summary>
    public IReadOnlyDictionary<string, string> Prints => field ??= Needs.DistinctBy(n => n.Id).ToDictionary(n => n.Id, n => n.Print);

    /// <summary>The need that asks about somebody else's idea; null where none is looked for.</summary>
    public Need? Comparing => Needs.FirstOrDefault(n => n.When?.Known == Condition.SimilarIdea);

    public Need? Find(string? step) => Needs.FirstOrDefault(n => n.Id == step);

    public EffectPlan? Filing => Then.FirstOrDefault(e => e.Kind == EffectKind.OpenTicket);
}

/// <summary>The things a flow may make happen.</summary>
internal enum EffectKind { OpenTicket, TellStatus, AddToTicket, WithdrawTicket, RecordRating, RecordReason, DismissSurvey, JoinIdea, KeepPreference, VerifyByEmail, MailTranscript, Say }

/// <summary>An effect as written in a flow: made into an act when its turn comes.</summary>
internal sealed record EffectPlan
{
    public required EffectKind Kind { get; init; }

    public Condition? When { get; init; }

    /// <summary>The kind of case that is opened; null takes it from the reading.</summary>
    public FeedbackKind? TicketKind { get; init; }

    /// <summary>What the case is about, where the flow knows better than the reading.</summary>
    public string? Topic { get; init; }

    /// <summary>The needs whose answers are wishes about being contacted: channel, quiet_hours, messages.</summary>
    public IReadOnlyDictionary<string, string> Wishes { get; init; } = new Dictionary<string, string>();

    /// <summary>The metric of a rating.</summary>
    public string? Metric { get; init; }

    /// <summary>The need whose answer the effect is about.</summary>
    public string? From { get; init; }

    /// <summary>The need with the receipt code that proves the case.</summary>
    public string? Code { get; init; }

    /// <summary>What is said for each outcome.</summary>
    public IReadOnlyDictionary<string, Wording> Outcomes { get; init; } = new Dictionary<string, Wording>();
}
