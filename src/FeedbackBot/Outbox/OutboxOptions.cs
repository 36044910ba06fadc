using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Outbox;

/// <summary>Settings under FeedbackBot:Outbox.</summary>
public sealed class OutboxOptions
{
    /// <summary>Seconds that one delivery may take. Default 10.</summary>
    [Range(1, 300)]
    public int DeadlineSeconds { get; set; } = 10;

    /// <summary>Failures after which an item is given up until somebody retries it. Default 12: about a day.</summary>
    [Range(1, 100)]
    public int MostAttempts { get; set; } = 12;

    /// <summary>Deliveries under way at once. Default 4.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 4;

    /// <summary>Conversations of Teams whose words are sent at once. Default 32.</summary>
    [Range(1, 256)]
    public int PushesAtOnce { get; set; } = 32;

    /// <summary>Hosts besides Microsoft's own to which cards for Teams may be posted, such as a gateway of yours; also over http.</summary>
    public string[] CardHosts { get; set; } = [];

    /// <summary>
    /// Hosts the administrator vouches for: digests may be posted to them as signed JSON, and webhooks over http, on any port and inside a private network.
    /// Default none: nobody can choose digests that way, and webhooks reach public hosts over https only.
    /// </summary>
    public string[] WebhookHosts { get; set; } = [];
}
