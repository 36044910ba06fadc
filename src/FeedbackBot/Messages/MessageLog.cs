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

        db.Announce(Topics.Conversation(conversation.Id));
        return message;
    }
}

/// <summary>Names that live pages and sockets watch.</summary>
public static class Topics
{
    /// <summary>Any change of any ticket.</summary>
    public const string Queue = "queue";

    /// <summary>Any change of who waits for a person or talks with one.</summary>
    public const string Chats = "chats";

    public static string Conversation(Guid id) => $"conversation:{id:N}";

    public static string Ticket(long number) => $"ticket:{number}";

    /// <summary>An agent is writing to this conversation's customer.</summary>
    public static string AgentTypes(Guid conversation) => $"agent types:{conversation:N}";

    public static string CustomerTypes(Guid conversation) => $"customer types:{conversation:N}";
}
