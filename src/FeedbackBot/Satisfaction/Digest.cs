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

    /// <param name="id">Known before, for the e-mail leads to it; null makes one.</param>
    public Digest(Guid ownerId, DigestPeriod period, string language, Guid outboxId, DateTime createdAt, Guid? id = null)
    {
        Id = id ?? Guid.CreateVersion7(createdAt);
        (OwnerId, Period, From, To, Language) = (ownerId, period.Name, period.From, period.To, language);
        (OutboxId, CreatedAt) = (outboxId, createdAt);
        Interim = createdAt < period.To;
    }

    public Guid Id { get; private set; }

    public Guid OwnerId { get; private set; }

    /// <summary>2026-W47 or 2026-11.</summary>
    public string Period { get; private set; } = "";

    /// <summary>Inclusive.</summary>
    public DateTime From { get; private set; }

    /// <summary>Exclusive.</summary>
    public DateTime To { get; private set; }

    /// <summary>Asked for while the period was still running; the whole period's digest follows all the same.</summary>
    public bool Interim { get; private set; }

    public string Language { get; private set; } = Languages.English;

    /// <summary>The outbox item that carries it, of several ways the first (e-mail where that is chosen).</summary>
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

/// <summary>A week (ISO 8601: Monday to Monday) or a month in the reporting time zone.</summary>
public sealed record DigestPeriod(string Name, DateTime From, DateTime To)
{
    public PeriodLength Length => Name.Contains('W', StringComparison.Ordinal) ? PeriodLength.Week : PeriodLength.Month;

    /// <summary>The ISO week that <paramref name="moment"/> lies in.</summary>
    public static DigestPeriod WeekOf(DateTime moment, TimeZoneInfo zone) => At(PeriodLength.Week, moment, zone);

    /// <summary>The last week that was over at <paramref name="moment"/>.</summary>
    public static DigestPeriod LastComplete(DateTime moment, TimeZoneInfo zone) => Last(PeriodLength.Week, moment, zone);

    /// <summary>The last week or month that was over at <paramref name="moment"/>.</summary>
    public static DigestPeriod Last(PeriodLength length, DateTime moment, TimeZoneInfo zone) => At(length, At(length, moment, zone).From.AddTicks(-1), zone);

    /// <summary>2026-W47 as a week, 2026-11 as a month; null for anything else.</summary>
    public static DigestPeriod? Parse(string text, TimeZoneInfo zone)
    {
        var parts = text.Split('-');
        if (parts.Length != 2 || parts[0].Length != 4 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is <= 2000 or >= 3000)
        {
            return null;
        }

        var isWeek = parts[1].StartsWith('W');
        var digits = isWeek ? parts[1][1..] : parts[1];
        var last = isWeek ? ISOWeek.GetWeeksInYear(year) : 12;
        return digits.Length is not (1 or 2) || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > last ? null
            : isWeek ? Of(Satisfaction.Period.Week(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number, DayOfWeek.Monday)), zone))
            : digits.Length == 2 ? Of(Satisfaction.Period.Month(new(year, number, 1), zone)) : null;
    }

    private static DigestPeriod At(PeriodLength length, DateTime moment, TimeZoneInfo zone) => Of(Satisfaction.Period.Of(length, moment, zone));

    private static DigestPeriod Of(Period period) => new(period.Name, period.From, period.To);
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
