using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Conversations;

/// <summary>A copy of a chat that is mailed only when the link in an e-mail is followed: until then the address is only what somebody typed.</summary>
public sealed class HeldTranscript
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private HeldTranscript()
    {
    }

    internal HeldTranscript(string token, string email, TurnScene scene, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (TokenHash, Email, ConversationId) = (LinkToken.HashOf(token), email, scene.Conversation.Id);
        (Language, CreatedAt, ExpiresAt) = (scene.State.Language ?? scene.Conversation.Locale, at, at + Lifetime);
    }

    public Guid Id { get; private set; }

    /// <summary>The link's token itself is kept nowhere but in the e-mail.</summary>
    public string TokenHash { get; private set; } = "";

    public string Email { get; private set; } = "";

    public Guid ConversationId { get; private set; }

    public string Language { get; private set; } = Languages.English;

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    /// <summary>From then on the address is proved for this conversation.</summary>
    public DateTime? ConfirmedAt { get; private set; }

    public void Confirm(DateTime at) => ConfirmedAt = at;
}

/// <summary>The table of this slice.</summary>
public static class HeldTranscriptsTables
{
    extension(FeedbackDb db)
    {
        public DbSet<HeldTranscript> HeldTranscripts => db.Set<HeldTranscript>();
    }
}

internal sealed class HeldTranscriptTable : IEntityTypeConfiguration<HeldTranscript>
{
    public void Configure(EntityTypeBuilder<HeldTranscript> builder)
    {
        builder.ToTable("held_transcripts");
        builder.HasKey(h => h.Id);
        builder.Property(h => h.TokenHash).HasMaxLength(64);
        builder.Property(h => h.Email).HasMaxLength(320);
        builder.Property(h => h.Language).HasMaxLength(10);
        builder.HasIndex(h => h.TokenHash).IsUnique();
        builder.HasIndex(h => new { h.Email, h.CreatedAt });
        builder.HasIndex(h => h.ConversationId);
    }
}
