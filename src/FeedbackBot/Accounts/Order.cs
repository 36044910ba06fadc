using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Accounts;

/// <summary>Something a contact bought, as the shop's own system tells it.</summary>
public sealed class Order
{
    private Order()
    {
    }

    public Order(string number, Guid contactId, DateTime placedAt, DateTime createdAt) =>
        (Id, Number, ContactId, PlacedAt, CreatedAt, UpdatedAt) = (Guid.CreateVersion7(createdAt), number, contactId, placedAt, createdAt, createdAt);

    public Guid Id { get; private set; }

    /// <summary>The shop's own number; unique.</summary>
    public string Number { get; private set; } = "";

    public Guid ContactId { get; private set; }

    public Guid? AccountId { get; private set; }

    /// <summary>What was bought, as customers call it.</summary>
    public string? Product { get; private set; }

    public DateTime PlacedAt { get; private set; }

    /// <summary>In minor units (cents, 分) of <see cref="Currency"/>.</summary>
    public long? AmountMinor { get; private set; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; private set; }

    /// <summary>A word of the shop's, such as shipped.</summary>
    public string? Status { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    /// <summary>Takes over what is given and keeps what is not; told again, nothing changes.</summary>
    /// <returns>Whether anything was new.</returns>
    public bool Update(OrderDetails details, DateTime at)
    {
        var before = (ContactId, AccountId, Product, PlacedAt, AmountMinor, Currency, Status);
        ContactId = details.ContactId ?? ContactId;
        AccountId = details.AccountId ?? AccountId;
        Product = details.Product ?? Product;
        PlacedAt = details.PlacedAt ?? PlacedAt;
        AmountMinor = details.AmountMinor ?? AmountMinor;
        Currency = details.Currency ?? Currency;
        Status = details.Status ?? Status;
        if (before == (ContactId, AccountId, Product, PlacedAt, AmountMinor, Currency, Status))
        {
            return false;
        }

        UpdatedAt = at;
        return true;
    }
}

/// <summary>What may be told about an order; null leaves it as it is.</summary>
public sealed record OrderDetails
{
    public Guid? ContactId { get; init; }

    public Guid? AccountId { get; init; }

    public string? Product { get; init; }

    public DateTime? PlacedAt { get; init; }

    public long? AmountMinor { get; init; }

    public string? Currency { get; init; }

    public string? Status { get; init; }
}

internal sealed class OrderTable : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Number).HasMaxLength(100);
        builder.Property(o => o.Product).HasMaxLength(200);
        builder.Property(o => o.Currency).HasMaxLength(3);
        builder.Property(o => o.Status).HasMaxLength(40);
        builder.HasIndex(o => o.Number).IsUnique();
        builder.HasIndex(o => new { o.ContactId, o.PlacedAt });
        builder.HasIndex(o => o.PlacedAt);
    }
}
