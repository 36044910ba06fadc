using System.Text.Json;
using System.Text.Json.Serialization;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.Api;

/// <summary>A case to be opened.</summary>
public sealed record CreateTicketRequest
{
    /// <summary>Null: from the text where it is clear, else unclassified.</summary>
    [JsonConverter(typeof(Words<TicketKind>))]
    public TicketKind? Kind { get; init; }

    /// <summary>Required. What the customer said, at most 20,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Default: the text's first sentence.</summary>
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
    public string? ExternalId { get; init; }
}
