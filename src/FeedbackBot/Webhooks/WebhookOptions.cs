using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Webhooks;

/// <summary>Settings under FeedbackBot:Webhooks. Hosts are named in FeedbackBot:Outbox:WebhookHosts.</summary>
public sealed class WebhookOptions
{
    /// <summary>Seconds within which a receiver must answer. Default 15.</summary>
    [Range(1, 60)]
    public int DeadlineSeconds { get; set; } = 15;

    /// <summary>Deliveries under way at once to one receiver, in each process. Default 4. After a failure it is one.</summary>
    [Range(1, 32)]
    public int AtOnce { get; set; } = 4;

    /// <summary>Hours for which a delivery is tried before it is given up. Default 72.</summary>
    [Range(1, 720)]
    public int TryForHours { get; set; } = 72;

    /// <summary>Failures in a row after which a receiver is left alone but for one probe at a time. Default 5.</summary>
    [Range(1, 100)]
    public int FailuresToHold { get; set; } = 5;

    /// <summary>Hours for which the secret before stays valid beside a new one. Default 24.</summary>
    [Range(0, 720)]
    public int OverlapHours { get; set; } = 24;

    /// <summary>Days for which events and their deliveries are kept, and can be replayed. Default 30.</summary>
    [Range(4, 365)]
    public int KeepDays { get; set; } = 30;
}
