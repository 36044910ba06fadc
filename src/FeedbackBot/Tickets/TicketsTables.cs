using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>The tables of this slice.</summary>
public static class TicketsTables
{
    extension(FeedbackDb db)
    {
        public DbSet<Ticket> Tickets => db.Set<Ticket>();

        public DbSet<TicketEvent> TicketEvents => db.Set<TicketEvent>();

        public DbSet<TicketClock> TicketClocks => db.Set<TicketClock>();

        public DbSet<TicketNote> TicketNotes => db.Set<TicketNote>();

        public DbSet<TicketLink> TicketLinks => db.Set<TicketLink>();
    }
}

internal sealed class TicketTable : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.ToTable("tickets");
        builder.HasKey(t => t.Number);
        builder.Ignore(t => t.Id);
        builder.Ignore(t => t.IsOpen);
        builder.Ignore(t => t.HeldBecause);
        builder.Ignore(t => t.WaitsSince);
        builder.Ignore(t => t.HeardAt);
        builder.Property(t => t.Number).ValueGeneratedNever();
        builder.Property(t => t.Kind).AsWord();
        builder.Property(t => t.Status).AsWord();
        builder.Property(t => t.SentimentLabel).AsWord();
        builder.Property(t => t.Urgency).AsWord();
        builder.Property(t => t.AccountTier).AsWord();
        builder.Property(t => t.Responsibility).AsWord();
        builder.Property(t => t.Subject).HasMaxLength(200);
        builder.Property(t => t.Topics).AsJson();
        builder.Property(t => t.Tags).AsJson();
        builder.Property(t => t.Fields).AsJson();
        builder.Property(t => t.RoutingReason).AsJson();
        builder.Property(t => t.Language).HasMaxLength(10);
        builder.Property(t => t.ListeningPost).HasMaxLength(40);
        builder.Property(t => t.Channel).HasMaxLength(20);
        builder.Property(t => t.AccountName).HasMaxLength(200);
        builder.Property(t => t.RoutingRule).HasMaxLength(100);
        builder.Property(t => t.ExternalReference).HasMaxLength(200);
        builder.Property(t => t.ReceiptCode).HasMaxLength(64);
        builder.Property(t => t.NextPromise).HasMaxLength(40);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasMany(t => t.Events).WithOne().HasForeignKey(e => e.TicketNumber);
        builder.HasMany(t => t.Clocks).WithOne().HasForeignKey(c => c.TicketNumber);
        builder.HasIndex(t => new { t.Status, t.Number });
        builder.HasIndex(t => new { t.TeamId, t.Status, t.Number });
        builder.HasIndex(t => new { t.AssigneeId, t.Status, t.Number });
        builder.HasIndex(t => new { t.AccountId, t.Number });
        builder.HasIndex(t => new { t.ContactId, t.Number });
        builder.HasIndex(t => new { t.TeamId, t.Priority, t.Number }).HasFilter("assignee_id IS NULL");
        builder.HasIndex(t => t.ConversationId);
        builder.HasIndex(t => new { t.UpdatedAt, t.Number });
        builder.HasIndex(t => t.ExternalReference);
        builder.HasIndex(t => new { t.Language, t.Number }).HasFilter("kind = 'suggestion'");
        builder.HasIndex(t => new { t.Voices, t.Number }).HasFilter("kind = 'suggestion' AND merged_into IS NULL");
        builder.HasIndex(t => t.SurveyDueAt).HasFilter("survey_due_at IS NOT NULL");
        QueueIndexes.Configure(builder);
        builder.Property(t => t.Declined).HasDefaultValue(false);
        builder.Property(t => t.Returns).HasDefaultValue(0);
        builder.Property(t => t.Handovers).HasDefaultValue(0);
        builder.HasIndex(t => t.MergedInto).HasFilter("merged_into IS NOT NULL");
        builder.HasIndex(t => t.ResolvedAt).HasFilter("status = 'resolved'");
    }
}

internal sealed class TicketEventTable : IEntityTypeConfiguration<TicketEvent>
{
    public void Configure(EntityTypeBuilder<TicketEvent> builder)
    {
        builder.ToTable("ticket_events");
        builder.HasKey(e => e.Sequence);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Code).HasMaxLength(40);
        builder.Property(e => e.Arguments).AsJson();
        builder.Property(e => e.ActorKind).HasMaxLength(20);
        builder.Property(e => e.ActorName).HasMaxLength(200);
        builder.HasIndex(e => new { e.TicketNumber, e.Sequence });
    }
}

internal sealed class TicketNoteTable : IEntityTypeConfiguration<TicketNote>
{
    public void Configure(EntityTypeBuilder<TicketNote> builder)
    {
        builder.ToTable("ticket_notes");
        builder.HasKey(n => n.Id);
        builder.Property(n => n.AuthorName).HasMaxLength(200);
        builder.HasIndex(n => n.TicketNumber);
    }
}

internal sealed class TicketLinkTable : IEntityTypeConfiguration<TicketLink>
{
    public void Configure(EntityTypeBuilder<TicketLink> builder)
    {
        builder.ToTable("ticket_links");
        builder.HasKey(l => new { l.FromNumber, l.ToNumber, l.Type });
        builder.Property(l => l.Type).HasMaxLength(40);
        builder.HasIndex(l => l.ToNumber);
    }
}
