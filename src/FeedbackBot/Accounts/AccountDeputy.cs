using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Accounts;

/// <summary>A member of staff who stands in for the owner of an account: sees what the owner sees, and is told what the owner is told while the owner is absent.</summary>
public sealed class AccountDeputy
{
    private AccountDeputy()
    {
    }

    public AccountDeputy(Guid accountId, Guid staffId, DateTime since) => (AccountId, StaffId, Since) = (accountId, staffId, since);

    public Guid AccountId { get; private set; }

    public Guid StaffId { get; private set; }

    public DateTime Since { get; private set; }
}

internal sealed class AccountDeputyTable : IEntityTypeConfiguration<AccountDeputy>
{
    public void Configure(EntityTypeBuilder<AccountDeputy> builder)
    {
        builder.ToTable("account_deputies");
        builder.HasKey(d => new { d.AccountId, d.StaffId });
        builder.HasIndex(d => d.StaffId);
    }
}
