using FeedbackBot.Accounts;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tickets;

public enum TicketKind { Complaint, Suggestion, Praise, Question }

public enum TicketStatus { New, Open, WaitingOnCustomer, OnHold, Resolved, Closed }

/// <summary>In rising order.</summary>
public enum TicketPriority { Low, Normal, High, Urgent }

/// <summary>Whose issue it turned out to be.</summary>
public enum Responsibility { Customer, Us, ThirdParty }

/// <summary>A case. Its state changes only through the verbs here, each of which appends an event and is harmless when already true.</summary>
public sealed partial class Ticket
{
    private readonly List<TicketEvent> _events = [];
    private readonly List<TicketClock> _clocks = [];

    private Ticket()
    {
    }

    internal Ticket(long number, NewTicket facts, DateTime at)
    {
        Number = number;
        (Kind, Priority, Subject, Description, Language) = (facts.Kind, facts.Priority, facts.Subject, facts.Description, facts.Language);
        (Topics, SentimentLabel, SentimentValue, Flags) = (facts.Topics, facts.Sentiment?.Label, facts.Sentiment?.Value, facts.Flags);
        (ListeningPost, Channel, ConversationId, FirstSequence) = (facts.ListeningPost, facts.Channel, facts.ConversationId, facts.FirstSequence);
        (ContactId, Fields, ExternalReference, Reading) = (facts.ContactId, facts.Fields, facts.ExternalReference, facts.Reading);
        (CreatedAt, UpdatedAt, OccurredAt) = (at, at, facts.OccurredAt ?? at);
        (ReceiptCode, WaitingSince, StartedAt, LastSequence) = (facts.ReceiptCode, at, facts.StartedAt, facts.LastSequence);
        Record("opened", Actor.Customer, at, ("listening_post", facts.ListeningPost));
    }

    public long Number { get; private set; }

    /// <summary>Null is unclassified, for people to triage.</summary>
    public TicketKind? Kind { get; private set; }

    public TicketStatus Status { get; private set; }

    public TicketPriority Priority { get; private set; }

    public string Subject { get; private set; } = "";

    /// <summary>The customer's own account of it, masked.</summary>
    public string Description { get; private set; } = "";

    /// <summary>A few lines for staff, where a summary was made.</summary>
    public string? Summary { get; private set; }

    /// <summary>Labels of the topic list, best first.</summary>
    public IReadOnlyList<string> Topics { get; private set; } = [];

    public Sentiment? SentimentLabel { get; private set; }

    /// <summary>−1…1.</summary>
    public double? SentimentValue { get; private set; }

    /// <summary>As people said; null where nobody corrected the reading's.</summary>
    public Urgency? Urgency { get; private set; }

    public ReadingFlags Flags { get; private set; }

    public string Language { get; private set; } = "und";

    /// <summary>Where the feedback came in: webchat, teams, api, email, phone, counter, postcard, import…</summary>
    public string ListeningPost { get; private set; } = "";

    public string Channel { get; private set; } = "";

    public Guid ConversationId { get; private set; }

    /// <summary>The message of the conversation that began this matter.</summary>
    public int FirstSequence { get; private set; }

    /// <summary>The last message of a matter that was split off another; null where the matter goes on until the next begins.</summary>
    public int? LastSequence { get; private set; }

    public Guid ContactId { get; private set; }

    /// <summary>Account and owner as they were when the case was opened.</summary>
    public Guid? AccountId { get; private set; }

    public string? AccountName { get; private set; }

    public AccountTier? AccountTier { get; private set; }

    public Guid? OwnerId { get; private set; }

    public Guid? TeamId { get; private set; }

    public Guid? AssigneeId { get; private set; }

    /// <summary>When that last changed.</summary>
    public DateTime? HandedAt { get; private set; }

    /// <summary>The name of the rule that chose the team, and the conditions it met.</summary>
    public string RoutingRule { get; private set; } = "";

    public IReadOnlyList<string> RoutingReason { get; private set; } = [];

    /// <summary>Answers by need id, as the flow collected them.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Tags { get; private set; } = [];

    public string? ExternalReference { get; private set; }

    /// <summary>Lets an anonymous customer come back to the case; kept as a hash.</summary>
    public string? ReceiptCode { get; private set; }

    /// <summary>What understanding made of the description, as JSON.</summary>
    public string? Reading { get; private set; }

    public string? Cause { get; private set; }

    public string? Remedy { get; private set; }

    public Responsibility? Responsibility { get; private set; }

    /// <summary>The case this one was merged into.</summary>
    public long? MergedInto { get; private set; }

    public int ReopenCount { get; private set; }

    /// <summary>How often the customer had to come back: wrote after half an hour or more in which nothing had happened.</summary>
    public int Returns { get; private set; }

    /// <summary>How often it went from one person or team to another.</summary>
    public int Handovers { get; private set; }

    public DateTime OccurredAt { get; private set; }

    /// <summary>When the matter was first brought to us, where that was before this case: in the case it follows, or in the message it was split off with.</summary>
    public DateTime? StartedAt { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public DateTime? FirstRespondedAt { get; private set; }

    public DateTime? ResolvedAt { get; private set; }

    /// <summary>Since when the customer waits for a person's word: their first message that nobody has answered; null when we do not owe one.</summary>
    public DateTime? WaitingSince { get; private set; }

    /// <summary>When the first of the running promises runs out, and which; kept by <see cref="KeepQueue"/> in the commit that changes a promise.</summary>
    public DateTime? NextDueAt { get; private set; }

    public string? NextPromise { get; private set; }

    /// <summary>When the customer is to be asked how it went; null when not (yet, or any more).</summary>
    public DateTime? SurveyDueAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<TicketEvent> Events => _events;

    public IReadOnlyList<TicketClock> Clocks => _clocks;

    /// <summary>FB-000123.</summary>
    public string Id => TicketNumber.Format(Number);

    public bool IsOpen => Status is not (TicketStatus.Resolved or TicketStatus.Closed);
}

/// <summary>The number people read out: FB-000123.</summary>
public static class TicketNumber
{
    public static string Format(long number) => $"FB-{number:000000}";

    /// <summary>Understands FB-000123, fb 123 and 123; null for anything else.</summary>
    public static long? Parse(string? text)
    {
        var digits = (text ?? "").Trim();
        if (digits.StartsWith("FB", StringComparison.OrdinalIgnoreCase))
        {
            digits = digits[2..].TrimStart('-', ' ');
        }

        return digits.Length is > 0 and <= 12 && digits.All(char.IsAsciiDigit)
            ? long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }
}

/// <summary>What is known of a case when it is opened.</summary>
public sealed record NewTicket
{
    public TicketKind? Kind { get; init; }

    public TicketPriority Priority { get; init; } = TicketPriority.Normal;

    public required string Subject { get; init; }

    public required string Description { get; init; }

    public required string Language { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];

    public SentimentClaim? Sentiment { get; init; }

    public ReadingFlags Flags { get; init; }

    public string? Reading { get; init; }

    public required string ListeningPost { get; init; }

    public required string Channel { get; init; }

    public required Guid ConversationId { get; init; }

    public int FirstSequence { get; init; }

    public required Guid ContactId { get; init; }

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public string? ExternalReference { get; init; }

    public string? ReceiptCode { get; init; }

    public DateTime? OccurredAt { get; init; }

    /// <summary>When the matter was first brought to us, where that was before this case.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>From when our own promises count; null is the moment of filing.</summary>
    public DateTime? PromisedFrom { get; init; }

    public int? LastSequence { get; init; }
}
