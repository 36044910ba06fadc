using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>A customer was told news of the cause of their case; the same words are never said to them twice.</summary>
public sealed class ToldCustomer
{
    private ToldCustomer()
    {
    }

    internal ToldCustomer(long parentNumber, Guid contactId, string words, long ticketNumber, DateTime at) =>
        (ParentNumber, ContactId, Words, TicketNumber, At) = (parentNumber, contactId, words, ticketNumber, at);

    /// <summary>The case that is the cause.</summary>
    public long ParentNumber { get; private set; }

    public Guid ContactId { get; private set; }

    /// <summary>A hash of what was said.</summary>
    public string Words { get; private set; } = "";

    /// <summary>The case in whose chat it was said.</summary>
    public long TicketNumber { get; private set; }

    public DateTime At { get; private set; }
}

/// <summary>The table of those told.</summary>
public static class ToldCustomersTable
{
    extension(FeedbackDb db)
    {
        public DbSet<ToldCustomer> ToldCustomers => db.Set<ToldCustomer>();
    }
}

internal sealed class ToldCustomerTable : IEntityTypeConfiguration<ToldCustomer>
{
    public void Configure(EntityTypeBuilder<ToldCustomer> builder)
    {
        builder.ToTable("told_customers");
        builder.HasKey(t => new { t.ParentNumber, t.ContactId, t.Words });
        builder.Property(t => t.Words).HasMaxLength(64);
    }
}
