using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Satisfaction;

/// <summary>The message that carries an owner's scores for one period; there is exactly one for an owner and a period.</summary>
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
    }

    public Guid Id { get; private set; }

    public Guid OwnerId { get; private set; }

    /// <summary>2026-W47.</summary>
    public string Period { get; private set; } = "";

    /// <summary>Inclusive.</summary>
    public DateTime From { get; private set; }

    /// <summary>Exclusive.</summary>
    public DateTime To { get; private set; }

    public string Language { get; private set; } = Languages.English;

    /// <summary>The outbox item that carries it; says whether it was delivered.</summary>
    public Guid OutboxId { get; private set; }

    public DateTime CreatedAt { get; private set; }
}

/// <summary>A week (ISO 8601: Monday to Monday) in UTC.</summary>
public sealed record DigestPeriod(string Name, DateTime From, DateTime To)
{
    /// <summary>The ISO week that <paramref name="moment"/> lies in.</summary>
    public static DigestPeriod WeekOf(DateTime moment)
    {
        var monday = moment.Date.AddDays(-(((int)moment.DayOfWeek + 6) % 7));
        var name = $"{System.Globalization.ISOWeek.GetYear(monday)}-W{System.Globalization.ISOWeek.GetWeekOfYear(monday):00}";
        return new(name, DateTime.SpecifyKind(monday, DateTimeKind.Utc), DateTime.SpecifyKind(monday.AddDays(7), DateTimeKind.Utc));
    }

    /// <summary>2026-W47 as a week; null for anything else.</summary>
    public static DigestPeriod? Parse(string text)
    {
        var parts = text.Split("-W");
        return parts.Length == 2 && int.TryParse(parts[0], out var year) && int.TryParse(parts[1], out var week)
            && year is > 2000 and < 3000 && week >= 1 && week <= System.Globalization.ISOWeek.GetWeeksInYear(year)
            ? WeekOf(System.Globalization.ISOWeek.ToDateTime(year, week, DayOfWeek.Monday))
            : null;
    }
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
        builder.HasIndex(d => new { d.OwnerId, d.Period }).IsUnique();
    }
}
