using System.Globalization;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Satisfaction;

/// <summary>The message that carries an owner's scores for one period; there is exactly one for an owner and a period that is over.</summary>
public sealed class Digest
{
    private Digest()
    {
    }

    public Digest(Guid ownerId, DigestPeriod period, string language, Guid outboxId, DateTime createdAt)
    {
        Id = Guid.CreateVersion7(createdAt);
        (OwnerId, Period, From, To, Language) = (ownerId, period.Name, period.From, period.To, language);
        (OutboxId, CreatedAt) = (outboxId, createdAt);
        Interim = createdAt < period.To;
    }

    public Guid Id { get; private set; }

    public Guid OwnerId { get; private set; }

    /// <summary>2026-W47.</summary>
    public string Period { get; private set; } = "";

    /// <summary>Inclusive.</summary>
    public DateTime From { get; private set; }

    /// <summary>Exclusive.</summary>
    public DateTime To { get; private set; }

    /// <summary>Asked for while the period was still running; the whole period's digest follows all the same.</summary>
    public bool Interim { get; private set; }

    public string Language { get; private set; } = Languages.English;

    /// <summary>The outbox item that carries it; says whether it was delivered.</summary>
    public Guid OutboxId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>The accounts that were watched then, and why: what the next digest tells changes by.</summary>
    public IReadOnlyDictionary<Guid, WatchReasons> Watched { get; private set; } = new Dictionary<Guid, WatchReasons>();

    public DateTime? AcknowledgedAt { get; private set; }

    public Guid? AcknowledgedById { get; private set; }

    /// <summary>Harmless when somebody has already.</summary>
    public void Acknowledge(Guid staffId, DateTime at)
    {
        if (AcknowledgedAt == null)
        {
            (AcknowledgedById, AcknowledgedAt) = (staffId, at);
        }
    }

    internal void Saw(IReadOnlyDictionary<Guid, WatchReasons> watched) => Watched = watched;
}

/// <summary>A week (ISO 8601: Monday to Monday) in the reporting time zone.</summary>
public sealed record DigestPeriod(string Name, DateTime From, DateTime To)
{
    /// <summary>The ISO week that <paramref name="moment"/> lies in.</summary>
    public static DigestPeriod WeekOf(DateTime moment, TimeZoneInfo zone) =>
        Of(Satisfaction.Period.Of(PeriodLength.Week, moment, zone));

    /// <summary>The last week that was over at <paramref name="moment"/>.</summary>
    public static DigestPeriod LastComplete(DateTime moment, TimeZoneInfo zone) =>
        WeekOf(WeekOf(moment, zone).From.AddTicks(-1), zone);

    /// <summary>2026-W47 as a week; null for anything else.</summary>
    public static DigestPeriod? Parse(string text, TimeZoneInfo zone)
    {
        var parts = text.Split("-W");
        return parts.Length == 2 && int.TryParse(parts[0], out var year) && int.TryParse(parts[1], out var week)
            && year is > 2000 and < 3000 && week >= 1 && week <= ISOWeek.GetWeeksInYear(year)
            ? Of(Satisfaction.Period.Week(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)), zone))
            : null;
    }

    private static DigestPeriod Of(Period week) => new(week.Name, week.From, week.To);
}

/// <summary>The table of this slice.</summary>
public static class SatisfactionTables
{
    extension(FeedbackDb db)
    {
        public DbSet<Digest> Digests => db.Set<Digest>();
    }
}

internal sealed class DigestTable : IEntityTypeConfiguration<Digest>
{
    public void Configure(EntityTypeBuilder<Digest> builder)
    {
        builder.ToTable("digests");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Period).HasMaxLength(20);
        builder.Property(d => d.Language).HasMaxLength(10);
        builder.Property(d => d.Watched).AsJson();
        builder.HasIndex(d => new { d.OwnerId, d.Period, d.Interim }).IsUnique();
    }
}
