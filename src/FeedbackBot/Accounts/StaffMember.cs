using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Accounts;

/// <summary>What a member of staff may do; a person may have several roles.</summary>
[Flags]
public enum StaffRoles
{
    None = 0,
    Agent = 1,
    Manager = 2,
    AccountOwner = 4,
    Administrator = 8,
}

/// <summary>How often an owner wants to hear how their accounts are.</summary>
public enum DigestRhythm { Weekly, Monthly, None }

/// <summary>An agent, manager, account owner or administrator. Sign-in is kept apart, under the same e-mail address.</summary>
public sealed partial class StaffMember
{
    /// <summary>Any of these opens every account and every case, and lets one work on them.</summary>
    public const StaffRoles Workers = StaffRoles.Agent | StaffRoles.Manager | StaffRoles.Administrator;

    private StaffMember()
    {
    }

    public StaffMember(string email, string name, StaffRoles roles, DateTime createdAt) =>
        (Id, Email, Name, Roles, CreatedAt) = (Guid.CreateVersion7(createdAt), Normalize(email), name, roles, createdAt);

    public Guid Id { get; private set; }

    /// <summary>Lower case; unique.</summary>
    public string Email { get; private set; } = "";

    public string Name { get; private set; } = "";

    public StaffRoles Roles { get; private set; }

    /// <summary>zh-Hans or en: the language of digests and of the console until changed there.</summary>
    public string Language { get; private set; } = Languages.English;

    public string TimeZone { get; private set; } = "UTC";

    /// <summary>Which digests of their accounts this member is sent.</summary>
    public DigestRhythm DigestRhythm { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Changes what all of the staff use.</summary>
    public bool Manages => (Roles & (StaffRoles.Manager | StaffRoles.Administrator)) != 0;

    public static string Normalize(string email) => email.Trim().ToLowerInvariant();

    public void Update(string? name, string? language, string? timeZone)
    {
        Name = name ?? Name;
        Language = language ?? Language;
        TimeZone = timeZone ?? TimeZone;
    }

    public void HearOfAccounts(DigestRhythm rhythm) => DigestRhythm = rhythm;

    public void Grant(StaffRoles roles) => Roles |= roles;
}

internal sealed class StaffTable : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.ToTable("staff");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Email).HasMaxLength(320);
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.Language).HasMaxLength(10);
        builder.Property(s => s.TimeZone).HasMaxLength(60);
        builder.Property(s => s.Skills).AsJson();
        builder.Property(s => s.Speaks).AsJson();
        builder.Property(s => s.Presence).AsWord();
        builder.Property(s => s.DigestRhythm).AsWord();
        builder.HasIndex(s => s.Email).IsUnique();
    }
}
