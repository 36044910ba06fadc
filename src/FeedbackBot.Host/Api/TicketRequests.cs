using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Api;

/// <summary>A case to be opened.</summary>
public sealed record CreateTicketRequest
{
    /// <summary>Null: from the text where it is clear, else unclassified.</summary>
    [JsonConverter(typeof(Words<TicketKind>))]
    public TicketKind? Kind { get; init; }

    /// <summary>Required. What the customer said, at most 20,000 characters.</summary>
    [Required, MaxLength(20_000)]
    public string? Text { get; init; }

    /// <summary>Default: the text's first sentence.</summary>
    [MaxLength(200)]
    public string? Subject { get; init; }

    /// <summary>A hint; the text itself wins where it is clear.</summary>
    public string? Language { get; init; }

    /// <summary>Where it came in: api (default), email, phone, counter, postcard, import…</summary>
    public string? ListeningPost { get; init; }

    public ContactReference? Contact { get; init; }

    public AccountReference? Account { get; init; }

    /// <summary>Answers by need id, such as order_number; at most 50.</summary>
    public Dictionary<string, JsonElement>? Fields { get; init; }

    /// <summary>The case's number in the caller's own system.</summary>
    public string? ExternalReference { get; init; }

    /// <summary>When it happened; default now.</summary>
    public DateTime? OccurredAt { get; init; }
}

/// <summary>A contact named by another program; made when its external id is not known.</summary>
public sealed record ContactReference
{
    public string? ExternalId { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Name { get; init; }
}

/// <summary>An account named by another program; made when it is not known.</summary>
public sealed record AccountReference
{
    [Required, MaxLength(200)]
    public string? ExternalId { get; init; }
}

/// <summary>What is said to the customer, or noted privately.</summary>
public sealed record TextRequest
{
    /// <summary>Required. At most 20,000 characters.</summary>
    [Required, MaxLength(20_000)]
    public string? Text { get; init; }
}

/// <summary>Whom a case is given to; at least one of the two.</summary>
public sealed record AssignRequest
{
    /// <summary>A team's key.</summary>
    public string? Team { get; init; }

    /// <summary>A member of staff by e-mail address or id; an empty text is nobody.</summary>
    public string? Assignee { get; init; }
}

/// <summary>How a case ended.</summary>
public sealed record ResolveRequest
{
    /// <summary>Required. Why it happened.</summary>
    [Required, MaxLength(4000)]
    public string? Cause { get; init; }

    /// <summary>Required. What was done about it.</summary>
    [Required, MaxLength(4000)]
    public string? Remedy { get; init; }

    /// <summary>Required. Whose issue it turned out to be.</summary>
    [Required]
    [JsonConverter(typeof(Words<Responsibility>))]
    public Responsibility? Responsibility { get; init; }

    /// <summary>Said to the customer, where given.</summary>
    public string? Message { get; init; }
}

/// <summary>Why a case is opened again.</summary>
public sealed record ReopenRequest
{
    /// <summary>Required. At most 1,000 characters.</summary>
    [Required, MaxLength(1000)]
    public string? Reason { get; init; }
}

/// <summary>Why a case has to wait.</summary>
public sealed record HoldRequest
{
    /// <summary>Required. At most 1,000 characters.</summary>
    [Required, MaxLength(1000)]
    public string? Reason { get; init; }
}

/// <summary>The case that this one becomes a part of.</summary>
public sealed record MergeRequest
{
    /// <summary>Required. A case's number.</summary>
    [Required]
    [JsonConverter(typeof(TextOrNumber))]
    public string? Into { get; init; }
}

/// <summary>The case that this one points to, and as what.</summary>
public sealed record LinkRequest
{
    /// <summary>Required. A case's number.</summary>
    [Required]
    [JsonConverter(typeof(TextOrNumber))]
    public string? To { get; init; }

    /// <summary>Required. duplicate_of, caused_by, follow_up_of or related_to.</summary>
    [Required]
    public string? Type { get; init; }
}

/// <summary>What people say the customer's words are; at least one. What agrees with the reading confirms it.</summary>
public sealed record ReadingRequest
{
    /// <summary>other: none of the four; the case is unclassified then.</summary>
    [JsonConverter(typeof(Words<FeedbackKind>))]
    public FeedbackKind? Kind { get; init; }

    /// <summary>Of the topic list, the main one first.</summary>
    public IReadOnlyList<string?>? Topics { get; init; }

    [JsonConverter(typeof(Words<Sentiment>))]
    public Sentiment? Sentiment { get; init; }

    /// <summary>Decides the case's priority.</summary>
    [JsonConverter(typeof(Words<Urgency>))]
    public Urgency? Urgency { get; init; }
}
