using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Messages;

/// <summary>Who said a message.</summary>
public enum Speaker { Customer, Bot, Agent }

/// <summary>One thing said in a conversation. Appended, never edited; only what understanding makes of it may still get better.</summary>
public sealed class Message
{
    private Message()
    {
    }

    internal Message(Conversation conversation, Draft draft, DateTime now)
    {
        (Sequence, SentAt) = conversation.Next(now);
        ConversationId = conversation.Id;
        (Speaker, Type, Text, Language) = (draft.Speaker, draft.Type, draft.Text, draft.Language);
        (Key, SenderId, SenderName, ReplyTo) = (draft.Key, draft.SenderId, draft.SenderName, draft.ReplyTo);
        (Flow, Step, Ticket, TicketNumber) = (draft.Flow, draft.Step, draft.ReceiptOf, draft.TicketNumber);
        (Extras, Reading) = (draft.Extras, draft.Reading);
    }

    public Guid ConversationId { get; private set; }

    /// <summary>Counted from 1 within the conversation; ids, order and watermarks come from it.</summary>
    public int Sequence { get; private set; }

    public Speaker Speaker { get; private set; }

    /// <summary>message, event or another activity type of the channel.</summary>
    public string Type { get; private set; } = "message";

    public string Text { get; private set; } = "";

    public string? Language { get; private set; }

    /// <summary>The sender's own key of this message: one seen before has no second effect.</summary>
    public string? Key { get; private set; }

    /// <summary>The channel's id of the sender, or the member of staff.</summary>
    public string? SenderId { get; private set; }

    public string? SenderName { get; private set; }

    /// <summary>The sequence number of the message answered.</summary>
    public int? ReplyTo { get; private set; }

    public string? Flow { get; private set; }

    /// <summary>The step this message asks.</summary>
    public string? Step { get; private set; }

    /// <summary>The number of the case this message is the receipt of.</summary>
    public string? Ticket { get; private set; }

    /// <summary>The case this message was said on, where that is known; to which cases it belongs, a slice above decides.</summary>
    public long? TicketNumber { get; private set; }

    public MessageExtras? Extras { get; private set; }

    /// <summary>What understanding made of a customer's message, as JSON.</summary>
    public string? Reading { get; private set; }

    public DateTime SentAt { get; private set; }

    internal void BelongsTo(long number) => TicketNumber = number;

    /// <summary>A second reader has read it, after it was answered.</summary>
    public void BetterRead(string reading) => Reading = reading;
}

/// <summary>A message about to be appended.</summary>
public sealed record Draft(Speaker Speaker, string Text)
{
    public string Type { get; init; } = "message";

    public string? Language { get; init; }

    public string? Key { get; init; }

    public string? SenderId { get; init; }

    public string? SenderName { get; init; }

    public int? ReplyTo { get; init; }

    public string? Flow { get; init; }

    public string? Step { get; init; }

    public string? ReceiptOf { get; init; }

    public long? TicketNumber { get; init; }

    public MessageExtras? Extras { get; init; }

    public string? Reading { get; init; }
}

/// <summary>What a message carries beside its text.</summary>
public sealed record MessageExtras
{
    /// <summary>Buttons offered with the message.</summary>
    public IReadOnlyList<MessageChoice>? Choices { get; init; }

    public IReadOnlyList<MessageAttachment>? Attachments { get; init; }

    /// <summary>The client's channelData as it came, to be echoed untouched.</summary>
    public string? ChannelData { get; init; }

    /// <summary>The value of a tapped button.</summary>
    public string? Value { get; init; }

    /// <summary>An event's name.</summary>
    public string? Name { get; init; }

    /// <summary>The reader fell back, and why.</summary>
    public string? Note { get; init; }
}

/// <summary>A button under a message: what it shows and what it sends.</summary>
public sealed record MessageChoice(string Label, string Value);

/// <summary>A stored file that came with a message.</summary>
public sealed record MessageAttachment(Guid Id, string Name, string ContentType, long Size);

internal sealed class MessageTable : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.HasKey(m => new { m.ConversationId, m.Sequence });
        builder.Property(m => m.Speaker).AsWord();
        builder.Property(m => m.Type).HasMaxLength(40);
        builder.Property(m => m.Language).HasMaxLength(10);
        builder.Property(m => m.Key).HasMaxLength(200);
        builder.Property(m => m.SenderId).HasMaxLength(200);
        builder.Property(m => m.SenderName).HasMaxLength(200);
        builder.Property(m => m.Flow).HasMaxLength(60);
        builder.Property(m => m.Step).HasMaxLength(60);
        builder.Property(m => m.Ticket).HasMaxLength(20);
        builder.Property(m => m.Extras).AsJson();
        builder.HasIndex(m => new { m.ConversationId, m.Key }).IsUnique().HasFilter("key IS NOT NULL");
    }
}
