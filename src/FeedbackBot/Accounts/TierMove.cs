using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Accounts;

/// <summary>An account's step from one tier to another, as the cut of a night found it. Never changed.</summary>
public sealed class TierMove
{
    private TierMove()
    {
    }

    public TierMove(Account account, TierPlace place, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (AccountId, FromTier, ToTier, Share, At) = (account.Id, account.Tier, place.Tier, place.Share, at);
    }

    public Guid Id { get; private set; }

    public Guid AccountId { get; private set; }

    public AccountTier FromTier { get; private set; }

    public AccountTier ToTier { get; private set; }

    /// <summary>What the account and those above it make up of all value, 0…1; null where it has no value.</summary>
    public double? Share { get; private set; }

    public DateTime At { get; private set; }
}

internal sealed class TierMoveTable : IEntityTypeConfiguration<TierMove>
{
    public void Configure(EntityTypeBuilder<TierMove> builder)
    {
        builder.ToTable("account_tier_moves");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.FromTier).AsWord();
        builder.Property(m => m.ToTier).AsWord();
        builder.HasIndex(m => new { m.AccountId, m.At });
    }
}
