using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Satisfaction.Ways;

/// <summary>How a digest gets to its owner.</summary>
public enum DigestWay { Email, Teams, Webhook, File }

/// <summary>The ways by which an owner wants to hear of their accounts; who has chosen none is sent e-mail.</summary>
public sealed class DigestWays
{
    private DigestWays()
    {
    }

    public DigestWays(Guid staffId) => (StaffId, Email) = (staffId, true);

    public Guid StaffId { get; private set; }

    public bool Email { get; private set; }

    /// <summary>An incoming webhook of Teams; null where none is wanted.</summary>
    public string? TeamsUrl { get; private set; }

    /// <summary>Takes the digest as signed JSON; null where none is wanted.</summary>
    public string? WebhookUrl { get; private set; }

    /// <summary>What the JSON is signed with. Made here, known to the owner and the receiver.</summary>
    public string? WebhookSecret { get; private set; }

    /// <summary>As a file in the folder that the settings name.</summary>
    public bool File { get; private set; }

    public IEnumerable<DigestWay> Chosen => Enum.GetValues<DigestWay>().Where(w => w switch
    {
        DigestWay.Email => Email,
        DigestWay.Teams => TeamsUrl != null,
        DigestWay.Webhook => WebhookUrl != null,
        _ => File,
    });

    /// <summary>A new address gets a new secret, and so does whoever asks for one.</summary>
    internal void Become(DigestWaysForm form)
    {
        var (teams, webhook) = (Address(form.TeamsUrl), Address(form.WebhookUrl));
        WebhookSecret = webhook == null ? null
            : form.NewSecret || webhook != WebhookUrl || WebhookSecret == null ? WebhookSignature.NewSecret() : WebhookSecret;
        (Email, TeamsUrl, WebhookUrl, File) = (form.Email, teams, webhook, form.File);
    }

    private static string? Address(string? typed) => typed?.Trim() is { Length: > 0 } address ? address : null;
}

/// <summary>What is chosen.</summary>
public sealed record DigestWaysForm(bool Email, string? TeamsUrl, string? WebhookUrl, bool File, bool NewSecret = false);

/// <summary>One way by which a digest went: the outbox item that carries it.</summary>
public sealed class DigestDelivery
{
    private DigestDelivery()
    {
    }

    public DigestDelivery(Guid digestId, DigestWay way, Guid outboxId) => (DigestId, Way, OutboxId) = (digestId, way, outboxId);

    public Guid DigestId { get; private set; }

    public DigestWay Way { get; private set; }

    public Guid OutboxId { get; private set; }
}

/// <summary>The tables of the ways of digests.</summary>
public static class DigestWaysTables
{
    extension(FeedbackDb db)
    {
        public DbSet<DigestWays> DigestWays => db.Set<DigestWays>();

        public DbSet<DigestDelivery> DigestDeliveries => db.Set<DigestDelivery>();
    }
}

internal sealed class DigestWaysTable : IEntityTypeConfiguration<DigestWays>
{
    public void Configure(EntityTypeBuilder<DigestWays> builder)
    {
        builder.ToTable("digest_ways");
        builder.HasKey(w => w.StaffId);
        builder.Ignore(w => w.Chosen);
        builder.Property(w => w.TeamsUrl).HasMaxLength(400);
        builder.Property(w => w.WebhookUrl).HasMaxLength(400);
        builder.Property(w => w.WebhookSecret).HasMaxLength(64);
    }
}

internal sealed class DigestDeliveryTable : IEntityTypeConfiguration<DigestDelivery>
{
    public void Configure(EntityTypeBuilder<DigestDelivery> builder)
    {
        builder.ToTable("digest_deliveries");
        builder.HasKey(d => new { d.DigestId, d.Way });
        builder.Property(d => d.Way).AsWord();
    }
}
