using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Conversations;

/// <summary>A case that is filed only when the link in an e-mail is followed: until then nobody sees it and nothing is done about it.</summary>
public sealed class HeldCase
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private HeldCase()
    {
    }

    internal HeldCase(string token, string email, TurnScene scene, HeldFacts facts, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (TokenHash, Email, Facts) = (LinkToken.HashOf(token), email, facts);
        (ConversationId, Sequence, Language) = (scene.Conversation.Id, scene.Heard?.Sequence ?? 1, scene.State.Language ?? scene.Conversation.Locale);
        (CreatedAt, ExpiresAt) = (at, at + Lifetime);
    }

    public Guid Id { get; private set; }

    /// <summary>The link's token itself is kept nowhere but in the e-mail.</summary>
    public string TokenHash { get; private set; } = "";

    public string Email { get; private set; } = "";

    public Guid ConversationId { get; private set; }

    /// <summary>The message that began the matter.</summary>
    public int Sequence { get; private set; }

    public string Language { get; private set; } = Languages.English;

    public HeldFacts Facts { get; private set; } = new();

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? ConfirmedAt { get; private set; }

    public long? TicketNumber { get; private set; }

    public void Confirm(long ticketNumber, DateTime at) => (TicketNumber, ConfirmedAt) = (ticketNumber, at);
}

/// <summary>What the case will say.</summary>
public sealed record HeldFacts
{
    public FeedbackKind? Kind { get; init; }

    public string? Topic { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}

/// <summary>The table of this slice.</summary>
public static class HeldCasesTables
{
    extension(FeedbackDb db)
    {
        public DbSet<HeldCase> HeldCases => db.Set<HeldCase>();
    }
}

internal sealed class HeldCaseTable : IEntityTypeConfiguration<HeldCase>
{
    public void Configure(EntityTypeBuilder<HeldCase> builder)
    {
        builder.ToTable("held_cases");
        builder.HasKey(h => h.Id);
        builder.Property(h => h.TokenHash).HasMaxLength(64);
        builder.Property(h => h.Email).HasMaxLength(320);
        builder.Property(h => h.Language).HasMaxLength(10);
        builder.Property(h => h.Facts).AsJson();
        builder.HasIndex(h => h.TokenHash).IsUnique();
        builder.HasIndex(h => new { h.Email, h.CreatedAt });
        builder.HasIndex(h => h.ConversationId);
    }
}
