using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Webhooks;

/// <summary>Something that happened, as it is told: a CloudEvent, written in the commit of the fact and never changed.</summary>
public sealed class WebhookEvent
{
    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private WebhookEvent()
    {
    }

    /// <param name="data">As the API gives it.</param>
    /// <param name="about">The case it tells of, where it tells of one.</param>
    public WebhookEvent(string source, string type, string subject, JsonNode data, DateTime at, long? about = null)
    {
        Id = Guid.CreateVersion7(at);
        (Type, Subject, TicketNumber, At) = (type, subject, about, at);
        Body = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Id.ToString(),
            ["source"] = source,
            ["type"] = type,
            ["subject"] = subject,
            ["time"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        }.ToJsonString(Readable);
    }

    /// <summary>The CloudEvent's id and the webhook-id of every delivery.</summary>
    public Guid Id { get; private set; }

    public string Type { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public long? TicketNumber { get; private set; }

    public string Body { get; private set; } = "";

    public DateTime At { get; private set; }
}

/// <summary>Where a delivery stands: withheld is what its receiver may no longer hear.</summary>
public enum WebhookDeliveryStatus { Waiting, Sent, Dead, Withheld }

/// <summary>One event on its way to one subscription.</summary>
public sealed class WebhookDelivery
{
    private WebhookDelivery()
    {
    }

    public WebhookDelivery(WebhookEvent told, Guid subscriptionId)
    {
        Id = Guid.CreateVersion7(told.At);
        (EventId, SubscriptionId, CreatedAt, Since, NextAttemptAt) = (told.Id, subscriptionId, told.At, told.At, told.At);
    }

    public Guid Id { get; private set; }

    public Guid EventId { get; private set; }

    public Guid SubscriptionId { get; private set; }

    public WebhookDeliveryStatus Status { get; private set; }

    /// <summary>Since the fact or the last replay.</summary>
    public int Attempts { get; private set; }

    /// <summary>When trying began: with the fact, or with the last replay.</summary>
    public DateTime Since { get; private set; }

    public DateTime NextAttemptAt { get; private set; }

    /// <summary>The last answer's status; null where there was none.</summary>
    public int? LastStatus { get; private set; }

    public string? LastError { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? SentAt { get; private set; }

    /// <summary>The same event under the same id once more, whatever became of it; harmless while it waits.</summary>
    internal void Replay(DateTime at)
    {
        if (Status != WebhookDeliveryStatus.Waiting)
        {
            (Status, Attempts, Since, NextAttemptAt) = (WebhookDeliveryStatus.Waiting, 0, at, at);
        }
    }
}

/// <summary>The tables of this slice.</summary>
public static class WebhookTables
{
    extension(FeedbackDb db)
    {
        public DbSet<WebhookSubscription> WebhookSubscriptions => db.Set<WebhookSubscription>();

        public DbSet<WebhookEvent> WebhookEvents => db.Set<WebhookEvent>();

        public DbSet<WebhookDelivery> WebhookDeliveries => db.Set<WebhookDelivery>();
    }
}

internal sealed class WebhookSubscriptionTable : IEntityTypeConfiguration<WebhookSubscription>
{
    public void Configure(EntityTypeBuilder<WebhookSubscription> builder)
    {
        builder.ToTable("webhook_subscriptions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Url).HasMaxLength(400);
        builder.Property(s => s.Types).AsJson();
        builder.Ignore(s => s.HostName);
        builder.Property(s => s.Description).HasMaxLength(200);
        builder.Property(s => s.DisabledBecause).HasMaxLength(40);
        builder.Property(s => s.Version).IsConcurrencyToken();
    }
}

internal sealed class WebhookEventTable : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("webhook_events");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Type).HasMaxLength(40);
        builder.Property(e => e.Subject).HasMaxLength(200);
        builder.HasIndex(e => e.At);
    }
}

internal sealed class WebhookDeliveryTable : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Status).AsWord();
        builder.Property(d => d.LastError).HasMaxLength(500);
        builder.HasIndex(d => new { d.SubscriptionId, d.Status, d.NextAttemptAt });
        builder.HasIndex(d => new { d.SubscriptionId, d.Id });
        builder.HasIndex(d => d.EventId);
    }
}
