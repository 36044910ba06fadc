using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Accounts;

/// <summary>A, B or C by cumulative share of value (80 %, 95 %, 100 % by default).</summary>
public enum AccountTier { A, B, C }

/// <summary>How closely we work with an account; drives check-ins.</summary>
public enum RelationshipLevel { Basic, Reactive, Accountable, Proactive, Partnership }

/// <summary>The organisation or household a contact belongs to, with a member of staff responsible for it.</summary>
public sealed class Account
{
    /// <summary>More than these would leave nobody to turn to.</summary>
    public const int MostDeputies = 3;

    private readonly List<AccountDeputy> _deputies = [];

    private Account()
    {
    }

    public Account(string externalId, DateTime createdAt) =>
        (Id, ExternalId, Name, CreatedAt, UpdatedAt) = (Guid.CreateVersion7(createdAt), externalId, externalId, createdAt, createdAt);

    public Guid Id { get; private set; }

    public string ExternalId { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The account owner, a member of staff.</summary>
    public Guid? OwnerId { get; private set; }

    public AccountTier Tier { get; private set; } = AccountTier.C;

    public RelationshipLevel RelationshipLevel { get; private set; } = RelationshipLevel.Basic;

    /// <summary>Yearly value in minor units (cents, 分) of <see cref="Currency"/>.</summary>
    public long? AnnualValueMinor { get; private set; }

    /// <summary>Expected long-term yearly value in minor units.</summary>
    public long? PotentialValueMinor { get; private set; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; private set; }

    public DateOnly? CustomerSince { get; private set; }

    public int? OrderCount { get; private set; }

    public string? Region { get; private set; }

    public Guid? ParentId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    /// <summary>Who stands in for the owner.</summary>
    public IReadOnlyList<AccountDeputy> Deputies => _deputies;

    /// <summary>Takes over what is given and keeps what is not; told again, nothing changes.</summary>
    /// <returns>Whether anything was new.</returns>
    public bool Update(AccountDetails details, DateTime at)
    {
        var before = (Name, AnnualValueMinor, PotentialValueMinor, Currency, CustomerSince, OrderCount, Region, RelationshipLevel);
        Name = details.Name ?? Name;
        AnnualValueMinor = details.AnnualValueMinor ?? AnnualValueMinor;
        PotentialValueMinor = details.PotentialValueMinor ?? PotentialValueMinor;
        Currency = details.Currency ?? Currency;
        CustomerSince = details.CustomerSince ?? CustomerSince;
        OrderCount = details.OrderCount ?? OrderCount;
        Region = details.Region ?? Region;
        RelationshipLevel = details.RelationshipLevel ?? RelationshipLevel;
        return Changed(before != (Name, AnnualValueMinor, PotentialValueMinor, Currency, CustomerSince, OrderCount, Region, RelationshipLevel), at);
    }

    /// <returns>Whether that was somebody else.</returns>
    public bool GiveTo(StaffMember owner, DateTime at)
    {
        var before = OwnerId;
        OwnerId = owner.Id;
        return Changed(before != OwnerId, at);
    }

    /// <returns>Whether that was another.</returns>
    public bool PlaceUnder(Account parent, DateTime at)
    {
        var before = ParentId;
        ParentId = parent.Id;
        return Changed(before != ParentId, at);
    }

    /// <summary>These and nobody else; who stays keeps the day they began.</summary>
    public void Depute(IReadOnlyCollection<StaffMember> members, DateTime at)
    {
        if (members.Count > MostDeputies)
        {
            throw new RuleViolation("many_deputies", $"An account has at most {MostDeputies} deputies.", "deputies");
        }

        if (members.Any(m => m.Id == OwnerId || m.Roles == StaffRoles.None))
        {
            throw new RuleViolation("bad_deputy", "The owner needs no deputy's place, and a deputy must be able to sign in.", "deputies");
        }

        _deputies.RemoveAll(d => members.All(m => m.Id != d.StaffId));
        _deputies.AddRange(members.Where(m => _deputies.All(d => d.StaffId != m.Id)).Select(m => new AccountDeputy(Id, m.Id, at)));
    }

    public void MoveToTier(AccountTier tier, DateTime at)
    {
        if (Tier != tier)
        {
            (Tier, UpdatedAt) = (tier, at);
        }
    }

    private bool Changed(bool changed, DateTime at)
    {
        UpdatedAt = changed ? at : UpdatedAt;
        return changed;
    }
}

/// <summary>What may be told about an account; null leaves it as it is.</summary>
public sealed record AccountDetails
{
    public string? Name { get; init; }

    public long? AnnualValueMinor { get; init; }

    public long? PotentialValueMinor { get; init; }

    public string? Currency { get; init; }

    public DateOnly? CustomerSince { get; init; }

    public int? OrderCount { get; init; }

    public RelationshipLevel? RelationshipLevel { get; init; }

    public string? Region { get; init; }
}

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.ExternalId).HasMaxLength(200);
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.Tier).AsWord();
        builder.Property(a => a.RelationshipLevel).AsWord();
        builder.Property(a => a.Currency).HasMaxLength(3);
        builder.Property(a => a.Region).HasMaxLength(100);
        builder.HasIndex(a => a.ExternalId).IsUnique();
        builder.HasIndex(a => a.OwnerId);
        builder.HasIndex(a => a.ParentId).HasFilter("parent_id IS NOT NULL");
        builder.HasMany(a => a.Deputies).WithOne().HasForeignKey(d => d.AccountId);
    }
}
