using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Messages;

/// <summary>Who answers next: while an agent has the turn the bot is silent.</summary>
public enum TurnOwner { Bot, Agent }

/// <summary>One contact on one channel. Its log only grows; the row keeps the flow state and the last sequence number.</summary>
public sealed class Conversation
{
    /// <summary>The channel of Teams and of whatever else speaks the Bot Framework's protocol.</summary>
    public const string Teams = "teams";

    private Conversation()
    {
    }

    public Conversation(string channel, string key, Guid contactId, string locale, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (Channel, Key, ContactId, Locale) = (channel, key, contactId, locale);
        (CreatedAt, LastMessageAt) = (at, at);
    }

    public Guid Id { get; private set; }

    /// <summary>webchat, teams or api.</summary>
    public string Channel { get; private set; } = "";

    /// <summary>The channel's own id of the conversation; on web chat the public id, of [A-Za-z0-9_-] only.</summary>
    public string Key { get; private set; } = "";

    public Guid ContactId { get; private set; }

    /// <summary>The page's language when the conversation began: zh-Hans or en.</summary>
    public string Locale { get; private set; } = Languages.English;

    /// <summary>The flow state as JSON; the Conversations slice alone reads it.</summary>
    public string? State { get; private set; }

    public TurnOwner TurnOwner { get; private set; }

    /// <summary>The last number given to a message here; the watermark of a reader who has seen all.</summary>
    public int LastSequence { get; private set; }

    /// <summary>How many cases were filed here.</summary>
    public int TicketCount { get; private set; }

    public int Version { get; private set; }

    /// <summary>The channel does not read the log: what is said here must be sent to it.</summary>
    public bool IsPushed => Channel == Teams;

    /// <summary>The number of the last message that the channel has been sent, or that needed no sending.</summary>
    public int PushedTo { get; private set; }

    /// <summary>Until then nobody takes up what waits to be sent: it is being sent, or its next attempt comes then.</summary>
    public DateTime PushHeldUntil { get; private set; } = DateTime.UnixEpoch;

    /// <summary>Others hear what is said here, as in a team's channel: nothing private of the contact is told here.</summary>
    public bool IsShared { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime LastMessageAt { get; private set; }

    public void KeepState(string state) => State = state;

    public void Share() => IsShared = true;

    public void CountTicket() => TicketCount++;

    /// <summary>A turn that is being decided meanwhile collides with it and is decided again: the bot never answers over a person.</summary>
    public void GiveTurnTo(TurnOwner owner)
    {
        if (TurnOwner != owner)
        {
            TurnOwner = owner;
            Version++;
        }
    }

    /// <summary>The next message's number and time; times within a conversation rise by at least a millisecond, for clients sort by them.</summary>
    internal (int Sequence, DateTime At) Next(DateTime now)
    {
        LastSequence++;
        Version++;
        var milliseconds = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        LastMessageAt = milliseconds > LastMessageAt ? milliseconds : LastMessageAt.AddMilliseconds(1);
        return (LastSequence, LastMessageAt);
    }
}

internal sealed class ConversationTable : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.ToTable("conversations");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Channel).HasMaxLength(20);
        builder.Property(c => c.Key).HasMaxLength(200);
        builder.Property(c => c.Locale).HasMaxLength(10);
        builder.Property(c => c.TurnOwner).AsWord();
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => new { c.Channel, c.Key }).IsUnique();
        builder.Ignore(c => c.IsPushed);
        builder.HasIndex(c => c.ContactId);
        builder.HasIndex(c => c.PushHeldUntil).HasFilter("channel = 'teams' AND last_sequence > pushed_to");
    }
}
