using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;

namespace FeedbackBot.Host.Api;

/// <summary>What is told about an account; what is left out stays as it is.</summary>
public sealed record AccountRequest
{
    /// <summary>Required for a new account.</summary>
    [MaxLength(200)]
    public string? Name { get; init; }

    public OwnerRequest? Owner { get; init; }

    /// <summary>Yearly value in units of the currency, not rounded: 1250.50.</summary>
    public decimal? AnnualValue { get; init; }

    /// <summary>ISO 4217, such as CNY.</summary>
    public string? Currency { get; init; }

    /// <summary>Expected long-term yearly value.</summary>
    public decimal? PotentialValue { get; init; }

    /// <summary>A date such as 2019-05-01.</summary>
    public string? CustomerSince { get; init; }

    public int? OrderCount { get; init; }

    [JsonConverter(typeof(Words<RelationshipLevel>))]
    public RelationshipLevel? RelationshipLevel { get; init; }

    /// <summary>The external id of the account above this one; made when it is not known.</summary>
    public string? Parent { get; init; }

    public string? Region { get; init; }
}

/// <summary>The member of staff responsible; an unknown address makes one who can be invited to sign in.</summary>
public sealed record OwnerRequest
{
    /// <summary>Required.</summary>
    [Required, MaxLength(320)]
    public string? Email { get; init; }

    public string? Name { get; init; }

    /// <summary>The language of digests: zh-Hans or en.</summary>
    public string? Language { get; init; }

    /// <summary>IANA name.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>An account.</summary>
public sealed record AccountJson
{
    public required string ExternalId { get; init; }

    public required string Name { get; init; }

    public required OwnerJson? Owner { get; init; }

    [JsonConverter(typeof(Words<AccountTier>))]
    public required AccountTier Tier { get; init; }

    [JsonConverter(typeof(Words<RelationshipLevel>))]
    public required RelationshipLevel RelationshipLevel { get; init; }

    public required decimal? AnnualValue { get; init; }

    public required decimal? PotentialValue { get; init; }

    public required string? Currency { get; init; }

    public required DateOnly? CustomerSince { get; init; }

    public required int? OrderCount { get; init; }

    public required string? Parent { get; init; }

    public required string? Region { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }
}

/// <summary>The member of staff responsible for an account.</summary>
public sealed record OwnerJson(string Email, string Name, string Language, string TimeZone);

/// <summary>What is told about a contact; what is left out stays as it is.</summary>
public sealed record ContactRequest
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>zh-Hans, zh-Hant or en.</summary>
    public string? Language { get; init; }

    /// <summary>IANA name.</summary>
    public string? TimeZone { get; init; }

    public AccountReference? Account { get; init; }

    public PreferencesJson? Preferences { get; init; }
}

/// <summary>How a contact reaches us and wants to be reached.</summary>
public enum ContactChannel { Chat, Email, Phone }

/// <summary>Wishes about being contacted.</summary>
public sealed record PreferencesJson
{
    [JsonConverter(typeof(Words<ContactChannel>))]
    public ContactChannel? Channel { get; init; }

    /// <summary>Never send a survey or a check-in.</summary>
    public bool? OptedOut { get; init; }

    /// <summary>Local hours in which not to write, such as 20-8.</summary>
    public string? QuietHours { get; init; }
}

/// <summary>A contact.</summary>
public sealed record ContactJson
{
    public required Guid Id { get; init; }

    /// <summary>Null for those who came by themselves.</summary>
    public required string? ExternalId { get; init; }

    public required string? Name { get; init; }

    public required string? Email { get; init; }

    public required string? Phone { get; init; }

    public required string? Language { get; init; }

    public required string? TimeZone { get; init; }

    public required AccountNameJson? Account { get; init; }

    public required PreferencesJson Preferences { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }
}

/// <summary>The account a contact belongs to.</summary>
public sealed record AccountNameJson(string ExternalId, string Name);
