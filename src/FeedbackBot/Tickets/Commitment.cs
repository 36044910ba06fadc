using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

public enum CommitmentKind { Refund, CallBack, Repair, Replacement, ApologyLetter, Other }

/// <summary>What is to be done after a case is closed, by when and by whom.</summary>
/// <param name="Amount">In minor units of the currency; null where no money was promised.</param>
/// <param name="IsPromised">The customer was told of it, and is told when it is done.</param>
public sealed record NewCommitment(
    CommitmentKind Kind, string? Text, DateTime DueAt, long? Amount = null, string? Currency = null, Guid? OwnerId = null, bool IsPromised = true);

/// <summary>A promise made at closing, such as a refund or a call back, tracked until it is done.</summary>
public sealed class Commitment
{
    private const int MostText = 1000;
    private const int MostYearsAhead = 5;
    private const int MorningHour = 8;

    private Commitment()
    {
    }

    internal Commitment(long ticketNumber, NewCommitment facts, Actor by, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (TicketNumber, Kind, Text) = (ticketNumber, facts.Kind, Said(facts));
        (Amount, Currency) = Money(facts);
        (DueAt, OwnerId, IsPromised) = (Day(facts.DueAt, at), facts.OwnerId, facts.IsPromised);
        (MadeAt, MadeByName) = (at, by.Name);
    }

    public Guid Id { get; private set; }

    public long TicketNumber { get; private set; }

    public CommitmentKind Kind { get; private set; }

    /// <summary>In words; may be empty where the kind says it all.</summary>
    public string Text { get; private set; } = "";

    /// <summary>In minor units; null where no money was promised.</summary>
    public long? Amount { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; private set; }

    public DateTime DueAt { get; private set; }

    /// <summary>The member of staff who sees to it; null is nobody in particular.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>The customer was told of it, and is told when it is done.</summary>
    public bool IsPromised { get; private set; }

    public DateTime MadeAt { get; private set; }

    public string? MadeByName { get; private set; }

    public DateTime? DoneAt { get; private set; }

    public string? DoneByName { get; private set; }

    /// <summary>When it was noticed that the day had passed; what is done later stays late.</summary>
    public DateTime? BrokenAt { get; private set; }

    /// <summary>When whoever sees to it was told that the day has come.</summary>
    public DateTime? RemindedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsOverdueAt(DateTime now) => DoneAt == null && DueAt < now;

    /// <returns>False where it was done already.</returns>
    internal bool Done(Actor by, DateTime at)
    {
        if (DoneAt != null)
        {
            return false;
        }

        (DoneAt, DoneByName) = (at, by.Name);
        Version++;
        return true;
    }

    /// <summary>Another day holds as the first did: what was overdue is not any more, and the day is reminded of.</summary>
    internal void Move(DateTime dueAt, DateTime at)
    {
        (DueAt, BrokenAt, RemindedAt) = (Day(dueAt, at), null, null);
        Version++;
    }

    /// <returns>False where they see to it already.</returns>
    internal bool Give(Guid? owner)
    {
        if (OwnerId == owner)
        {
            return false;
        }

        OwnerId = owner;
        Version++;
        return true;
    }

    /// <summary>In the morning of its day, by the clock of whoever sees to it; not where it was made on that very day.</summary>
    internal bool IsMorningOf(DateTime now, string timeZone)
    {
        var (local, day) = (LocalTime.Of(now, timeZone), LocalTime.DayOf(DueAt, timeZone));
        return now < DueAt && DateOnly.FromDateTime(local) == day && local.Hour >= MorningHour && LocalTime.DayOf(MadeAt, timeZone) < day;
    }

    internal void Reminded(DateTime at)
    {
        RemindedAt = at;
        Version++;
    }

    /// <returns>False where there is nothing (more) to mark.</returns>
    internal bool Break(DateTime at)
    {
        if (BrokenAt != null || !IsOverdueAt(at))
        {
            return false;
        }

        BrokenAt = at;
        Version++;
        return true;
    }

    private static string Said(NewCommitment facts) => (facts.Text ?? "").Trim() switch
    {
        "" when facts.Kind == CommitmentKind.Other => throw new RuleViolation("required", "Say what was promised.", "commitment"),
        { Length: > MostText } => throw new RuleViolation("too_long", $"What was promised is longer than {MostText} characters.", "commitment"),
        var said => said,
    };

    private static (long? Amount, string? Currency) Money(NewCommitment facts) => (facts.Amount, facts.Currency?.Trim().ToUpperInvariant()) switch
    {
        (null, _) => (null, null),
        ( <= 0, _) => throw new RuleViolation("malformed", "The amount promised must be more than nothing.", "amount"),
        (var amount, { Length: 3 } currency) when currency.All(char.IsAsciiLetterUpper) => (amount, currency),
        _ => throw new RuleViolation("malformed", "Give the currency as three letters, such as CNY.", "currency"),
    };

    private static DateTime Day(DateTime due, DateTime now) =>
        due < now ? throw new RuleViolation("in_the_past", "The day by which it is promised has passed.", "due")
        : due > now.AddYears(MostYearsAhead) ? throw new RuleViolation("too_far", $"A promise cannot be due more than {MostYearsAhead} years ahead.", "due")
        : due;
}

/// <summary>The table of promises made at closing.</summary>
public static class CommitmentsTable
{
    extension(FeedbackDb db)
    {
        public DbSet<Commitment> Commitments => db.Set<Commitment>();
    }
}

internal sealed class CommitmentTable : IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<Commitment> builder)
    {
        builder.ToTable("commitments");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Kind).AsWord();
        builder.Property(c => c.Currency).HasMaxLength(3);
        builder.Property(c => c.MadeByName).HasMaxLength(200);
        builder.Property(c => c.DoneByName).HasMaxLength(200);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.TicketNumber);
        builder.HasIndex(c => c.DueAt).HasFilter("done_at IS NULL");
        builder.HasIndex(c => new { c.OwnerId, c.DueAt }).HasFilter("done_at IS NULL");
    }
}
