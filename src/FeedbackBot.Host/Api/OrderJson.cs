using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Host.Api;

/// <summary>What is told about an order; what is left out stays as it is.</summary>
public sealed record OrderRequest
{
    /// <summary>Who bought it, by external id; required for a new order, made when it is not known.</summary>
    public AnsweringContact? Contact { get; init; }

    public AccountReference? Account { get; init; }

    /// <summary>What was bought, as customers call it.</summary>
    [MaxLength(200)]
    public string? Product { get; init; }

    /// <summary>Required for a new order.</summary>
    public DateTime? PlacedAt { get; init; }

    /// <summary>In units of the currency, not rounded: 12.50.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217, such as CNY.</summary>
    public string? Currency { get; init; }

    /// <summary>A word of your own, such as shipped.</summary>
    [MaxLength(40)]
    public string? Status { get; init; }
}

/// <summary>An order.</summary>
public sealed record OrderJson
{
    public required string Number { get; init; }

    /// <summary>The external id of who bought it.</summary>
    public required string? Contact { get; init; }

    /// <summary>The account's external id.</summary>
    public required string? Account { get; init; }

    public required string? Product { get; init; }

    public required DateTime PlacedAt { get; init; }

    public required decimal? Amount { get; init; }

    public required string? Currency { get; init; }

    public required string? Status { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }
}
