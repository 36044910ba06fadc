using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>Something to tell one person about one promise; waits until the next digest to them.</summary>
public sealed class PromiseAlert
{
    public const string Warned = "warned";
    public const string Broken = "broken";
    public const string Escalated = "escalated";

    private PromiseAlert()
    {
    }

    internal PromiseAlert(TicketClock clock, string what, string recipient, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (TicketNumber, Clock, DueAt) = (clock.TicketNumber, clock.Name, clock.DueAt);
        (What, Recipient, RaisedAt) = (what, recipient, at);
    }

    public Guid Id { get; private set; }

    public long TicketNumber { get; private set; }

    public string Clock { get; private set; } = "";

    /// <summary>warned, broken or escalated.</summary>
    public string What { get; private set; } = "";

    /// <summary>E-mail address.</summary>
    public string Recipient { get; private set; } = "";

    public DateTime DueAt { get; private set; }

    public DateTime RaisedAt { get; private set; }

    /// <summary>When it was told, or became needless; two that tell at once collide on it.</summary>
    public DateTime? ToldAt { get; private set; }

    internal void Tell(DateTime at) => ToldAt = at;
}

/// <summary>The one digest that somebody got in a period; its key keeps a second one from being sent.</summary>
public sealed class AlertDigest
{
    private AlertDigest()
    {
    }

    internal AlertDigest(string recipient, DateTime periodAt, Guid outboxId) => (Recipient, PeriodAt, OutboxId) = (recipient, periodAt, outboxId);

    public string Recipient { get; private set; } = "";

    public DateTime PeriodAt { get; private set; }

    public Guid OutboxId { get; private set; }
}

/// <summary>The tables of alerts.</summary>
public static class AlertTables
{
    extension(FeedbackDb db)
    {
        public DbSet<PromiseAlert> PromiseAlerts => db.Set<PromiseAlert>();

        public DbSet<AlertDigest> AlertDigests => db.Set<AlertDigest>();
    }
}

internal sealed class PromiseAlertTable : IEntityTypeConfiguration<PromiseAlert>
{
    public void Configure(EntityTypeBuilder<PromiseAlert> builder)
    {
        builder.ToTable("promise_alerts");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Clock).HasMaxLength(40);
        builder.Property(a => a.What).HasMaxLength(20);
        builder.Property(a => a.Recipient).HasMaxLength(320);
        builder.Property(a => a.ToldAt).IsConcurrencyToken();
        builder.HasIndex(a => a.Recipient).HasFilter("told_at IS NULL");
    }
}

internal sealed class AlertDigestTable : IEntityTypeConfiguration<AlertDigest>
{
    public void Configure(EntityTypeBuilder<AlertDigest> builder)
    {
        builder.ToTable("alert_digests");
        builder.HasKey(d => new { d.Recipient, d.PeriodAt });
        builder.Property(d => d.Recipient).HasMaxLength(320);
    }
}
