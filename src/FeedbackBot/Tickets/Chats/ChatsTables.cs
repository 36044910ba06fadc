using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>The tables of chats with people.</summary>
public static class ChatsTables
{
    extension(FeedbackDb db)
    {
        public DbSet<AgentChat> AgentChats => db.Set<AgentChat>();

        /// <summary>Those in the line, first to be taken first.</summary>
        public IQueryable<AgentChat> ChatsInLine => db.AgentChats.Where(c => c.State == ChatState.Waiting)
            .OrderByDescending(c => c.Urgent).ThenBy(c => c.WaitingSince).ThenBy(c => c.TicketNumber);
    }

    /// <summary>The chat of a conversation that is not over, whichever of the conversation's cases it is about.</summary>
    public static Task<AgentChat?> OpenChatAsync(this FeedbackDb db, Guid conversation) =>
        db.AgentChats.FirstOrDefaultAsync(c => c.ConversationId == conversation && c.State != ChatState.Ended);

    /// <summary>The chat about a case that is not over: what is done about a chat is done about that case and no other of its conversation.</summary>
    public static async Task<AgentChat?> ChatAboutAsync(this FeedbackDb db, Ticket ticket) => (await db.ChatsAboutAsync(ticket)).FirstOrDefault();

    /// <summary>More than one only where parts of a case were told elsewhere; its own comes first.</summary>
    public static Task<List<AgentChat>> ChatsAboutAsync(this FeedbackDb db, Ticket ticket) =>
        db.AgentChats.Where(c => c.TicketNumber == ticket.Number && c.State != ChatState.Ended)
            .OrderBy(c => c.ConversationId == ticket.ConversationId ? 0 : 1).ToListAsync();
}

internal sealed class AgentChatTable : IEntityTypeConfiguration<AgentChat>
{
    public void Configure(EntityTypeBuilder<AgentChat> builder)
    {
        builder.ToTable("agent_chats");
        builder.HasKey(c => c.Id);
        builder.Ignore(c => c.IsOpen);
        builder.Property(c => c.Language).HasMaxLength(10);
        builder.Property(c => c.State).AsWord();
        builder.Property(c => c.Awaits).AsWord();
        builder.Property(c => c.EndedWhy).AsWord();
        builder.Property(c => c.EndedBy).HasMaxLength(20);
        builder.Property(c => c.AgentName).HasMaxLength(200);
        builder.Property(c => c.PassedBy).HasMaxLength(200);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.ConversationId).IsUnique().HasFilter("state <> 'ended'");
        builder.HasIndex(c => new { c.State, c.WaitingSince });
        builder.HasIndex(c => c.TicketNumber);
        builder.HasIndex(c => c.AcceptedAt).HasFilter("accepted_at IS NOT NULL");
    }
}
