using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Accounts;

/// <summary>A person who talks to us; anonymous until something more is told or proved.</summary>
public sealed class Contact
{
    private Contact()
    {
    }

    public Contact(DateTime createdAt) => (Id, CreatedAt, UpdatedAt) = (Guid.CreateVersion7(createdAt), createdAt, createdAt);

    public Guid Id { get; private set; }

    /// <summary>The contact's key in the customer's own systems, from a verified token or the API.</summary>
    public string? ExternalId { get; private set; }

    public string? Name { get; private set; }

    public string? Email { get; private set; }

    public string? Phone { get; private set; }

    /// <summary>zh-Hans or en where known.</summary>
    public string? Language { get; private set; }

    public string? TimeZone { get; private set; }

    public Guid? AccountId { get; private set; }

    /// <summary>How and how often this person wants to hear from us.</summary>
    public ContactPreferences Preferences { get; private set; } = new();

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public static Contact WithExternalId(string externalId, DateTime at) => new(at) { ExternalId = externalId };

    /// <summary>Takes over what is given and keeps what is not.</summary>
    public void Update(ContactDetails details, DateTime at)
    {
        Name = details.Name ?? Name;
        Email = details.Email ?? Email;
        Phone = details.Phone ?? Phone;
        Language = details.Language ?? Language;
        TimeZone = details.TimeZone ?? TimeZone;
        Preferences = details.Preferences ?? Preferences;
        UpdatedAt = at;
    }

    public void BelongTo(Account account, DateTime at) => (AccountId, UpdatedAt) = (account.Id, at);
}

/// <summary>What may be told about a contact; null leaves it as it is.</summary>
public sealed record ContactDetails(
    string? Name = null, string? Email = null, string? Phone = null, string? Language = null, string? TimeZone = null,
    ContactPreferences? Preferences = null);

/// <summary>Wishes about being contacted.</summary>
public sealed record ContactPreferences
{
    /// <summary>chat, email or phone; null is no wish.</summary>
    public string? Channel { get; init; }

    /// <summary>Never send a survey or a check-in.</summary>
    public bool OptedOut { get; init; }

    /// <summary>Local hours in which not to write, such as 20-8.</summary>
    public string? QuietHours { get; init; }
}

internal sealed class ContactTable : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("contacts");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.ExternalId).HasMaxLength(200);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Email).HasMaxLength(320);
        builder.Property(c => c.Phone).HasMaxLength(40);
        builder.Property(c => c.Language).HasMaxLength(10);
        builder.Property(c => c.TimeZone).HasMaxLength(60);
        builder.Property(c => c.Preferences).AsJson();
        builder.HasIndex(c => c.ExternalId).IsUnique();
        builder.HasIndex(c => c.AccountId);
    }
}
