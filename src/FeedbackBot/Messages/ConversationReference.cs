using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Messages;

/// <summary>In what kind of place a conversation is held: with one person, in a group chat, or in a team's channel.</summary>
public enum ConversationScope { Personal, GroupChat, Channel }

/// <summary>What a channel tells of a conversation with every activity: all that a proactive message needs.</summary>
public sealed record ReferenceFacts
{
    /// <summary>The channel's name on the wire, such as msteams.</summary>
    public required string ChannelId { get; init; }

    /// <summary>Where its Connector is called.</summary>
    public required string ServiceUrl { get; init; }

    /// <summary>The channel's own id of the conversation; in a team's channel it names the thread.</summary>
    public required string ThreadId { get; init; }

    public ConversationScope Scope { get; init; }

    public string? TenantId { get; init; }

    /// <summary>Whom the bot is to the channel.</summary>
    public required string BotId { get; init; }

    public string? BotName { get; init; }

    /// <summary>Whom the customer is to the channel; null where nobody in particular is spoken to.</summary>
    public string? UserId { get; init; }

    public string? UserName { get; init; }
}

/// <summary>Where a conversation goes on outside. Only those have one whose channel does not read the log but must be pushed to.</summary>
public sealed class ConversationReference
{
    private ConversationReference()
    {
    }

    public ConversationReference(Guid conversationId, ReferenceFacts facts, DateTime at)
    {
        ConversationId = conversationId;
        Told(facts, at);
    }

    public Guid ConversationId { get; private set; }

    public string ChannelId { get; private set; } = "";

    public string ServiceUrl { get; private set; } = "";

    public string ThreadId { get; private set; } = "";

    public ConversationScope Scope { get; private set; }

    public string? TenantId { get; private set; }

    public string BotId { get; private set; } = "";

    public string? BotName { get; private set; }

    public string? UserId { get; private set; }

    public string? UserName { get; private set; }

    /// <summary>Failures since the last message that arrived.</summary>
    public int Attempts { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>The channel takes no more: uninstalled or blocked. The next activity from there opens it again.</summary>
    public DateTime? ClosedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public ReferenceFacts Facts => new()
    {
        ChannelId = ChannelId,
        ServiceUrl = ServiceUrl,
        ThreadId = ThreadId,
        Scope = Scope,
        TenantId = TenantId,
        BotId = BotId,
        BotName = BotName,
        UserId = UserId,
        UserName = UserName,
    };

    /// <summary>Takes over what the channel says now; told again, nothing changes.</summary>
    public void Told(ReferenceFacts facts, DateTime at)
    {
        if (ClosedAt == null && Facts == facts)
        {
            return;
        }

        (ChannelId, ServiceUrl, ThreadId, Scope, TenantId) = (facts.ChannelId, facts.ServiceUrl, facts.ThreadId, facts.Scope, facts.TenantId);
        (BotId, BotName, UserId, UserName) = (facts.BotId, facts.BotName, facts.UserId, facts.UserName);
        (Attempts, LastError, ClosedAt, UpdatedAt) = (0, null, null, at);
    }

    public void Arrived()
    {
        (Attempts, LastError) = (0, null);
    }

    public void Failed(string error)
    {
        Attempts++;
        LastError = TextCleaning.Cut(error, 500);
    }

    public void Close(DateTime at) => (ClosedAt, UpdatedAt) = (at, at);
}

internal sealed class ConversationReferenceTable : IEntityTypeConfiguration<ConversationReference>
{
    public void Configure(EntityTypeBuilder<ConversationReference> builder)
    {
        builder.ToTable("conversation_references");
        builder.HasKey(r => r.ConversationId);
        builder.Property(r => r.ConversationId).ValueGeneratedNever();
        builder.Property(r => r.ChannelId).HasMaxLength(40);
        builder.Property(r => r.ServiceUrl).HasMaxLength(400);
        builder.Property(r => r.ThreadId).HasMaxLength(400);
        builder.Property(r => r.Scope).AsWord();
        builder.Property(r => r.TenantId).HasMaxLength(100);
        builder.Property(r => r.BotId).HasMaxLength(200);
        builder.Property(r => r.BotName).HasMaxLength(200);
        builder.Property(r => r.UserId).HasMaxLength(200);
        builder.Property(r => r.UserName).HasMaxLength(200);
        builder.Property(r => r.LastError).HasMaxLength(500);
        builder.Ignore(r => r.Facts);
        builder.HasIndex(r => r.ThreadId);
    }
}
