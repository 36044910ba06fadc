using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Outbox;

public enum OutboxStatus { Waiting, Sent, Dead }

/// <summary>Something to be sent: recorded in the commit that decided it, delivered at least once under a stable id.</summary>
public sealed class OutboxItem
{
    public const string EmailKind = "email";
    public const string TeamsKind = "teams";

    /// <summary>JSON for the webhook of an owner; signed when it is sent.</summary>
    public const string WebhookKind = "webhook";

    /// <summary>A text file; its destination is its name.</summary>
    public const string FileKind = "file";

    private OutboxItem()
    {
    }

    public OutboxItem(string kind, string destination, string payload, DateTime createdAt)
    {
        Id = Guid.CreateVersion7(createdAt);
        (Kind, Destination, Payload, CreatedAt, NextAttemptAt) = (kind, destination, payload, createdAt, createdAt);
    }

    /// <summary>Stable over retries, so that a receiver can tell a repeat.</summary>
    public Guid Id { get; private set; }

    /// <summary><see cref="EmailKind"/>, <see cref="TeamsKind"/>, <see cref="WebhookKind"/> or <see cref="FileKind"/>.</summary>
    public string Kind { get; private set; } = "";

    public string Destination { get; private set; } = "";

    /// <summary>JSON, in the form its kind prescribes.</summary>
    public string Payload { get; private set; } = "";

    public OutboxStatus Status { get; private set; }

    public int Attempts { get; private set; }

    public DateTime NextAttemptAt { get; private set; }

    public string? LastError { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? SentAt { get; private set; }

    /// <summary>Nobody else takes it up before <paramref name="until"/>; two that try at once collide on the column, and one tries again.</summary>
    public void ClaimUntil(DateTime until) => NextAttemptAt = until;

    /// <summary>What was given up is due again; harmless for anything else.</summary>
    public void Retry(DateTime at)
    {
        if (Status == OutboxStatus.Dead)
        {
            (Status, Attempts, NextAttemptAt) = (OutboxStatus.Waiting, 0, at);
        }
    }

    public void Sent(DateTime at) => (Status, SentAt, LastError, Attempts) = (OutboxStatus.Sent, at, null, Attempts + 1);

    /// <summary>Waits twice as long after each failure, from 30 seconds to 6 hours; after <paramref name="mostAttempts"/> it is dead until somebody retries it.</summary>
    public void Failed(string error, DateTime at, int mostAttempts)
    {
        Attempts++;
        LastError = TextCleaning.Cut(error, 500);
        Status = Attempts >= mostAttempts ? OutboxStatus.Dead : OutboxStatus.Waiting;
        NextAttemptAt = at + TimeSpan.FromSeconds(Math.Min(30 * Math.Pow(2, Attempts - 1), 6 * 3600));
    }
}

/// <summary>An e-mail message, as it waits in the outbox.</summary>
public sealed record Email(string To, string ToName, string Subject, string Text, string Html)
{
    /// <summary>Null where none go with it.</summary>
    public IReadOnlyList<EmailFile>? Files { get; init; }
}

/// <summary>A file that goes with an e-mail.</summary>
/// <param name="Name">In ASCII.</param>
public sealed record EmailFile(string Name, string MediaType, byte[] Content);

/// <summary>Delivers e-mail; throws where it could not.</summary>
public interface IMailer
{
    Task SendAsync(Guid id, Email email, CancellationToken cancellation);
}

/// <summary>The table of this slice.</summary>
public static class OutboxTables
{
    extension(FeedbackDb db)
    {
        public DbSet<OutboxItem> Outbox => db.Set<OutboxItem>();
    }

    /// <summary>Puts an e-mail into the outbox of the present commit.</summary>
    public static OutboxItem Post(this FeedbackDb db, Email email, DateTime now)
    {
        var item = new OutboxItem(OutboxItem.EmailKind, email.To, System.Text.Json.JsonSerializer.Serialize(email, StoredJson.Options), now);
        db.Outbox.Add(item);
        return item;
    }

    /// <summary>Puts a card for Teams into the outbox of the present commit.</summary>
    public static OutboxItem PostCard(this FeedbackDb db, string address, string card, DateTime now)
    {
        var item = new OutboxItem(OutboxItem.TeamsKind, address, card, now);
        db.Outbox.Add(item);
        return item;
    }
}

/// <summary>Where cards may be posted to.</summary>
public static class CardAddress
{
    /// <summary>Hosts of Microsoft under which Teams takes cards, themselves or anything below them.</summary>
    private static readonly string[] Known = ["webhook.office.com", "logic.azure.com", "api.powerplatform.com", "powerautomate.com"];

    /// <summary>Empty, or an address of Teams, or of a host that the settings name. Anything else would let staff make this server call whom they like.</summary>
    public static void Check(string address, OutboxOptions options)
    {
        if (address.Length > 0 && !IsAllowed(address, options))
        {
            throw new RuleViolation("bad_card_address", "This is no incoming webhook of Teams.", "teams_url");
        }
    }

    public static bool IsAllowed(string address, OutboxOptions options) =>
        address.Length <= 400 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && ((uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && Array.Exists(Known, k => uri.Host == k || uri.Host.EndsWith("." + k, StringComparison.OrdinalIgnoreCase)))
            || (uri.Scheme is "http" or "https" && options.CardHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase)));
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxItem>
{
    public void Configure(EntityTypeBuilder<OutboxItem> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Kind).HasMaxLength(20);
        builder.Property(o => o.Destination).HasMaxLength(400);
        builder.Property(o => o.Status).AsWord();
        builder.Property(o => o.NextAttemptAt).IsConcurrencyToken();
        builder.Property(o => o.LastError).HasMaxLength(500);
        builder.HasIndex(o => new { o.Status, o.NextAttemptAt });
    }
}
