using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>What a member of staff has begun to write on a case and not sent: kept on the server, whatever others do to the case.</summary>
public sealed class TicketDraft
{
    private TicketDraft()
    {
    }

    public TicketDraft(long ticketNumber, Guid staffId, string box, string text, DateTime at) =>
        (TicketNumber, StaffId, Box, Text, UpdatedAt) = (ticketNumber, staffId, box, text, at);

    public long TicketNumber { get; private set; }

    public Guid StaffId { get; private set; }

    /// <summary>reply or note.</summary>
    public string Box { get; private set; } = "";

    public string Text { get; private set; } = "";

    public DateTime UpdatedAt { get; private set; }

    /// <summary>Files that will go with it; null where there are none.</summary>
    public IReadOnlyList<MessageAttachment>? Attachments { get; private set; }

    public bool IsEmpty => Text.Length == 0 && Attachments == null;

    public void Become(string text, DateTime at) => (Text, UpdatedAt) = (text, at);

    public void Carry(IReadOnlyList<MessageAttachment> files) => Attachments = files.Count == 0 ? null : files;
}

/// <summary>A member of staff who is told what happens on a case without having it.</summary>
public sealed class TicketWatcher
{
    public const string Asked = "asked";
    public const string Mentioned = "mentioned";

    private TicketWatcher()
    {
    }

    public TicketWatcher(long ticketNumber, Guid staffId, string why, DateTime at) =>
        (TicketNumber, StaffId, Why, At) = (ticketNumber, staffId, why, at);

    public long TicketNumber { get; private set; }

    public Guid StaffId { get; private set; }

    /// <summary>A code: asked, mentioned or merged.</summary>
    public string Why { get; private set; } = "";

    public DateTime At { get; private set; }
}

/// <summary>A member of staff whom a case is about: it is hidden from them, and they can neither be given it nor resolve it.</summary>
public sealed class Recusal
{
    private Recusal()
    {
    }

    public Recusal(long ticketNumber, Guid staffId, string reason, DateTime at) =>
        (TicketNumber, StaffId, Reason, At) = (ticketNumber, staffId, reason, at);

    public long TicketNumber { get; private set; }

    public Guid StaffId { get; private set; }

    /// <summary>A code: subject (the complaint is about them) or first_stage (they handled it before it was escalated).</summary>
    public string Reason { get; private set; } = "";

    public DateTime At { get; private set; }
}

/// <summary>The tables of who has to do with a case.</summary>
public static class CasePeopleTables
{
    extension(FeedbackDb db)
    {
        public DbSet<TicketDraft> TicketDrafts => db.Set<TicketDraft>();

        public DbSet<TicketWatcher> TicketWatchers => db.Set<TicketWatcher>();

        public DbSet<Recusal> Recusals => db.Set<Recusal>();
    }
}

internal sealed class TicketDraftTable : IEntityTypeConfiguration<TicketDraft>
{
    public void Configure(EntityTypeBuilder<TicketDraft> builder)
    {
        builder.ToTable("ticket_drafts");
        builder.HasKey(d => new { d.TicketNumber, d.StaffId, d.Box });
        builder.Ignore(d => d.IsEmpty);
        builder.Property(d => d.Box).HasMaxLength(20);
        builder.Property(d => d.Attachments).AsJson();
        builder.HasIndex(d => d.StaffId);
    }
}

internal sealed class TicketWatcherTable : IEntityTypeConfiguration<TicketWatcher>
{
    public void Configure(EntityTypeBuilder<TicketWatcher> builder)
    {
        builder.ToTable("ticket_watchers");
        builder.HasKey(w => new { w.TicketNumber, w.StaffId });
        builder.Property(w => w.Why).HasMaxLength(20);
        builder.HasIndex(w => w.StaffId);
    }
}

internal sealed class RecusalTable : IEntityTypeConfiguration<Recusal>
{
    public void Configure(EntityTypeBuilder<Recusal> builder)
    {
        builder.ToTable("recusals");
        builder.HasKey(r => new { r.TicketNumber, r.StaffId });
        builder.Property(r => r.Reason).HasMaxLength(20);
        builder.HasIndex(r => r.StaffId);
    }
}
