using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Messages;

/// <summary>The append-only log of conversations: every slice may append, nobody edits.</summary>
public static class MessageLog
{
    extension(FeedbackDb db)
    {
        public DbSet<Conversation> Conversations => db.Set<Conversation>();

        public DbSet<Message> Messages => db.Set<Message>();

        public DbSet<ConversationReference> ConversationReferences => db.Set<ConversationReference>();

        public DbSet<Attachment> Attachments => db.Set<Attachment>();
    }

    /// <summary>Appends a message with the next number and wakes whoever watches the conversation.</summary>
    public static Message Append(this FeedbackDb db, Conversation conversation, Draft draft, DateTime now)
    {
        var message = new Message(conversation, draft, now);
        if (db.Database.IsSqlite())
        {
            MessageInsert.Run(db, message);
        }
        else
        {
            db.Messages.Add(message);
        }

        if (message.Speaker == Speaker.Agent || (message.Speaker == Speaker.Customer && conversation.TicketCount > 0))
        {
            db.HasWritten(message);
        }

        if (conversation.IsPushed && message.Speaker != Speaker.Customer)
        {
            db.Announce(Topics.Push);
        }

        db.Announce(Topics.Conversation(conversation.Id));
        return message;
    }

    /// <summary>Files that are said in a conversation belong to it too, wherever they were uploaded: a reader of one conversation gets no other's files.</summary>
    public static async Task ShareAsync(this FeedbackDb db, IReadOnlyList<MessageAttachment>? files, Guid conversation)
    {
        if (files is not { Count: > 0 })
        {
            return;
        }

        var ids = files.Select(f => f.Id).ToList();
        var kept = await db.Attachments.Where(a => ids.Contains(a.Id)).ToListAsync();
        db.Attachments.AddRange(kept.ExceptBy(kept.Where(a => a.ConversationId == conversation).Select(a => a.Id), a => a.Id).DistinctBy(a => a.Id).Select(a => a.In(conversation)));
    }

    /// <summary>Notes the case to which a message of the present commit belongs, where that is found only when it was heard.</summary>
    public static async Task BelongsToAsync(this FeedbackDb db, Message message, long number)
    {
        message.BelongsTo(number);
        if (db.Database.IsSqlite())
        {
            // Written past the change tracker.
            await db.Messages.Where(m => m.ConversationId == message.ConversationId && m.Sequence == message.Sequence)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.TicketNumber, number));
        }
    }
}

/// <summary>Names that live pages and sockets watch.</summary>
public static class Topics
{
    /// <summary>Any change of any ticket.</summary>
    public const string Queue = "queue";

    /// <summary>Any change of who waits for a person or talks with one.</summary>
    public const string Chats = "chats";

    /// <summary>Something was said that must be sent to its channel.</summary>
    public const string Push = "push";

    public static string Conversation(Guid id) => $"conversation:{id:N}";

    public static string Ticket(long number) => $"ticket:{number}";

    /// <summary>An agent is writing to this conversation's customer.</summary>
    public static string AgentTypes(Guid conversation) => $"agent types:{conversation:N}";

    public static string CustomerTypes(Guid conversation) => $"customer types:{conversation:N}";
}
