using System.Text.Json.Serialization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Api;

/// <summary>A case as lists and verbs give it.</summary>
public record TicketJson
{
    /// <summary>FB-000123.</summary>
    public required string Number { get; init; }

    /// <summary>Null is unclassified.</summary>
    [JsonConverter(typeof(Words<TicketKind>))]
    public required TicketKind? Kind { get; init; }

    [JsonConverter(typeof(Words<TicketStatus>))]
    public required TicketStatus Status { get; init; }

    [JsonConverter(typeof(Words<TicketPriority>))]
    public required TicketPriority Priority { get; init; }

    public required string Subject { get; init; }

    public required string Description { get; init; }

    public required string? Summary { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    public required TicketSentimentJson? Sentiment { get; init; }

    public required IReadOnlyList<string> Flags { get; init; }

    public required string Language { get; init; }

    public required string ListeningPost { get; init; }

    public required string Channel { get; init; }

    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public required TicketContactJson Contact { get; init; }

    public required TicketAccountJson? Account { get; init; }

    /// <summary>The team's key.</summary>
    public required string? Team { get; init; }

    /// <summary>The e-mail address of the member of staff who has it.</summary>
    public required string? Assignee { get; init; }

    public required string? AssigneeName { get; init; }

    public required RoutingJson Routing { get; init; }

    public required IReadOnlyList<ClockJson> Clocks { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required string? ExternalReference { get; init; }

    public required string? Cause { get; init; }

    public required string? Remedy { get; init; }

    [JsonConverter(typeof(Words<Responsibility>))]
    public required Responsibility? Responsibility { get; init; }

    /// <summary>The number of the case this one became a part of.</summary>
    public required string? MergedInto { get; init; }

    public required int ReopenCount { get; init; }

    /// <summary>How many customers joined this suggestion, beside the one who told it; 0 for other kinds.</summary>
    public required int Voices { get; init; }

    public required DateTime OccurredAt { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required DateTime? FirstRespondedAt { get; init; }

    public required DateTime? ResolvedAt { get; init; }

    public required Guid ConversationId { get; init; }
}

/// <summary>A case with everything about it.</summary>
public sealed record TicketDetailJson : TicketJson
{
    /// <summary>What was said in the conversation, in order.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<MessageJson> Messages { get; init; }

    /// <summary>What happened, in order.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<EventJson> Events { get; init; }

    /// <summary>Private notes of staff.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<NoteJson> Notes { get; init; }

    [JsonPropertyOrder(1)]
    public required IReadOnlyList<LinkJson> Links { get; init; }

    /// <summary>Promises made at closing, what is due first.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<CommitmentJson> Commitments { get; init; }

    /// <summary>What understanding made of the description.</summary>
    [JsonPropertyOrder(1)]
    public required ReadingJson? Reading { get; init; }
}

/// <summary>How the customer felt: a label and −1…1.</summary>
public sealed record TicketSentimentJson([property: JsonConverter(typeof(Words<Sentiment>))] Sentiment Label, double Value);

/// <summary>The person who said it.</summary>
public sealed record TicketContactJson(Guid Id, string? ExternalId, string? Name, string? Email, string? Phone, string? Language);

/// <summary>The account and its owner as they were when the case was opened.</summary>
public sealed record TicketAccountJson(
    string ExternalId,
    string? Name,
    [property: JsonConverter(typeof(Words<AccountTier>))] AccountTier? Tier,
    string? Owner,
    string? OwnerName);

/// <summary>The rule that chose the team, and why, as a sentence and as the conditions that were met.</summary>
public sealed record RoutingJson(string Rule, string Reason, IReadOnlyList<string> Conditions);

/// <summary>A promise, with its due date explained in a sentence.</summary>
public sealed record ClockJson(
    string Name,
    DateTime StartedAt,
    DateTime DueAt,
    DateTime? StoppedAt,
    [property: JsonConverter(typeof(Words<ClockState>))] ClockState State,
    string Explanation);

/// <summary>One thing said; mergedFrom is the merged case in whose conversation it was said, where that is not this case's own.</summary>
public sealed record MessageJson(
    int Sequence,
    [property: JsonConverter(typeof(Words<Speaker>))] Speaker Speaker,
    string Text,
    string? Language,
    string? SenderName,
    string? Step,
    string? Ticket,
    IReadOnlyList<AttachmentJson> Attachments,
    DateTime SentAt,
    string? MergedFrom = null);

/// <summary>A file that came with a message.</summary>
public sealed record AttachmentJson(Guid Id, string Name, string ContentType, long Size);

/// <summary>Something that happened to a case: a code and its arguments.</summary>
public sealed record EventJson(string Code, IReadOnlyDictionary<string, string> Arguments, ActorJson Actor, DateTime At);

/// <summary>Who did it: customer, staff, api or system.</summary>
public sealed record ActorJson(string Kind, Guid? Id, string? Name);

/// <summary>A private note.</summary>
public sealed record NoteJson(Guid Id, string Text, string? Author, DateTime At);

/// <summary>A promise made at closing; amount in units of the currency.</summary>
public sealed record CommitmentJson(
    Guid Id,
    [property: JsonConverter(typeof(Words<CommitmentKind>))] CommitmentKind Kind,
    string Text,
    decimal? Amount,
    string? Currency,
    DateTime DueAt,
    DateTime? DoneAt,
    bool Broken);

/// <summary>One case points to another.</summary>
public sealed record LinkJson(string From, string To, string Type, DateTime At);

/// <summary>A page of a list; next is null on the last.</summary>
public sealed record PageJson<T>(IReadOnlyList<T> Items, string? Next);
