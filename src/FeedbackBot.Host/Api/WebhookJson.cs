using System.Text.Json.Serialization;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Webhooks;

namespace FeedbackBot.Host.Api;

/// <summary>All webhooks.</summary>
public sealed record WebhooksJson(IReadOnlyList<WebhookJson> Items);

/// <summary>Another system that is told what happens.</summary>
public sealed record WebhookJson
{
    public required Guid Id { get; init; }

    public required string Url { get; init; }

    public required IReadOnlyList<string> Types { get; init; }

    public required string? Description { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>"gone" where the receiver answered 410; null where a person switched it off, or where it is on.</summary>
    public required string? DisabledBecause { get; init; }

    /// <summary>Whether it hears of cases that somebody is kept away from.</summary>
    public required bool IncludesRestricted { get; init; }

    /// <summary>Told only in the answer to the request that made it; null otherwise.</summary>
    public string? Secret { get; init; }

    /// <summary>Until then what is sent carries a signature with the secret before, too.</summary>
    public required DateTime? PreviousSecretUntil { get; init; }

    public required int FailuresInARow { get; init; }

    /// <summary>After several failures in a row: until then nothing is sent.</summary>
    public required DateTime? HeldUntil { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public static WebhookJson Of(WebhookSubscription webhook) => new()
    {
        Id = webhook.Id,
        Url = webhook.Url,
        Types = webhook.Types,
        Description = webhook.Description,
        Enabled = webhook.Enabled,
        DisabledBecause = webhook.DisabledBecause,
        IncludesRestricted = webhook.IncludesRestricted,
        PreviousSecretUntil = webhook.PreviousUntil,
        FailuresInARow = webhook.FailuresInARow,
        HeldUntil = webhook.HeldUntil,
        CreatedAt = webhook.CreatedAt,
        UpdatedAt = webhook.UpdatedAt,
    };
}

/// <summary>A webhook to be made, or what is to change of one: what is left out stays.</summary>
public sealed record WebhookRequest
{
    /// <summary>Needed for a new one. https at a public address, unless the settings name the host.</summary>
    public string? Url { get; init; }

    /// <summary>Needed for a new one: ticket.created, ticket.updated, ticket.resolved, ticket.reopened, survey.answered, score.published, digest.sent.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    public string? Description { get; init; }

    /// <summary>Default true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Default false.</summary>
    public bool? IncludesRestricted { get; init; }
}

/// <summary>A new secret.</summary>
public sealed record RotationRequest
{
    /// <summary>Hours for which the secret before stays valid; default is what the settings say.</summary>
    public int? OverlapHours { get; init; }
}

/// <summary>What to send once more: one delivery, or all that were given up since a moment. One of the two.</summary>
public sealed record ReplayRequest
{
    public Guid? Delivery { get; init; }

    public DateTime? FailedSince { get; init; }
}

/// <summary>How many deliveries wait again.</summary>
public sealed record ReplayedJson(int Replayed);

/// <summary>One event on its way; eventId is the webhook-id of every attempt.</summary>
public sealed record WebhookDeliveryJson(
    Guid Id,
    Guid EventId,
    string Type,
    string Subject,
    [property: JsonConverter(typeof(Words<WebhookDeliveryStatus>))] WebhookDeliveryStatus Status,
    int Attempts,
    DateTime? NextAttemptAt,
    int? LastStatus,
    string? LastError,
    DateTime CreatedAt,
    DateTime? SentAt)
{
    public static WebhookDeliveryJson Of(WebhookDelivery delivery, string type, string subject) => new(
        delivery.Id, delivery.EventId, type, subject, delivery.Status, delivery.Attempts, delivery.Status == WebhookDeliveryStatus.Waiting ? delivery.NextAttemptAt : null,
        delivery.LastStatus, delivery.LastError, delivery.CreatedAt, delivery.SentAt);
}
