using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>A reply that was sent and can still be taken back. The row is the queue: it becomes a message when it is due, whatever process is there then.</summary>
public sealed class HeldReply
{
    private HeldReply()
    {
    }

    internal HeldReply(Ticket ticket, Actor author, string text, DateTime at, DateTime dueAt)
    {
        Id = Guid.CreateVersion7(at);
        (TicketNumber, ConversationId, Text, At, DueAt) = (ticket.Number, ticket.ConversationId, text, at, dueAt);
        (AuthorId, AuthorName) = (author.Id!.Value, author.Name ?? "");
    }

    public Guid Id { get; private set; }

    public long TicketNumber { get; private set; }

    public Guid ConversationId { get; private set; }

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public string Text { get; private set; } = "";

    public IReadOnlyList<MessageAttachment>? Attachments { get; internal init; }

    /// <summary>The bot had the chat's turn before: it gets it back if this is taken back.</summary>
    public bool TookTurn { get; internal set; }

    public DateTime At { get; private set; }

    public DateTime DueAt { get; private set; }

    /// <summary>It could not be sent: it is tried again then, and holds up no other.</summary>
    internal void PutOff(DateTime until) => DueAt = until;
}

/// <summary>The table of replies that wait.</summary>
public static class HeldReplyTables
{
    extension(FeedbackDb db)
    {
        public DbSet<HeldReply> HeldReplies => db.Set<HeldReply>();
    }
}

internal sealed class HeldReplyTable : IEntityTypeConfiguration<HeldReply>
{
    public void Configure(EntityTypeBuilder<HeldReply> builder)
    {
        builder.ToTable("held_replies");
        builder.HasKey(h => h.Id);
        builder.Property(h => h.AuthorName).HasMaxLength(200);
        builder.Property(h => h.Attachments).AsJson();
        builder.HasIndex(h => h.DueAt);
        builder.HasIndex(h => h.TicketNumber);
    }
}
