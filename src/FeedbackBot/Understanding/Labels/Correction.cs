using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Understanding.Labels;

/// <summary>What a reading claims about a message: the questions that people may answer otherwise.</summary>
public static class ReadingHead
{
    public const string Kind = "kind";

    /// <summary>Topics are written best first, with commas; the first is the main one.</summary>
    public const string Topic = "topic";

    public const string Sentiment = "sentiment";
    public const string Urgency = "urgency";

    public static readonly IReadOnlyList<string> All = [Kind, Topic, Sentiment, Urgency];
}

/// <summary>
/// What a member of staff says about one claim of a reading: a correction, or a confirmation where both are the same. Appended, never changed;
/// of several on one case and head the last one counts.
/// </summary>
public sealed class Correction
{
    private Correction()
    {
    }

    internal Correction(long ticketNumber, ClaimRead read, string corrected, string text, Guid? by, DateTime at)
    {
        (TicketNumber, Corrected, Text, ById, At) = (ticketNumber, corrected, text, by, at);
        (Head, Said, Confidence, Abstained, Reader, Language) = (read.Head, read.Said, read.Confidence, read.Abstained, read.Reader, read.Language);
    }

    /// <summary>Order of writing; given by the database.</summary>
    public long Id { get; private set; }

    public long TicketNumber { get; private set; }

    /// <summary>One of <see cref="ReadingHead"/>.</summary>
    public string Head { get; private set; } = "";

    /// <summary>What the reader said; null where it read nothing.</summary>
    public string? Said { get; private set; }

    public string Corrected { get; private set; } = "";

    /// <summary>The probability (0…1) that the reader gave; null where it gives none.</summary>
    public double? Confidence { get; private set; }

    /// <summary>The reader was too uncertain for the product to act on it.</summary>
    public bool Abstained { get; private set; }

    /// <summary>Name and version; null where the case was never read.</summary>
    public string? Reader { get; private set; }

    public string Language { get; private set; } = "und";

    /// <summary>What was read, with everything personal covered.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The line of business, where a site says it.</summary>
    public string? Trade { get; private set; }

    /// <summary>The member of staff; null for a program.</summary>
    public Guid? ById { get; private set; }

    public DateTime At { get; private set; }
}

/// <summary>One claim of a reading, as it is kept beside what people say.</summary>
public sealed record ClaimRead(string Head, string? Said, double? Confidence, bool Abstained, string? Reader, string Language);

/// <summary>The table of this slice.</summary>
public static class CorrectionsTables
{
    extension(FeedbackDb db)
    {
        public DbSet<Correction> Corrections => db.Set<Correction>();
    }
}

internal sealed class CorrectionTable : IEntityTypeConfiguration<Correction>
{
    public void Configure(EntityTypeBuilder<Correction> builder)
    {
        builder.ToTable("corrections");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Head).HasMaxLength(20);
        builder.Property(c => c.Said).HasMaxLength(400);
        builder.Property(c => c.Corrected).HasMaxLength(400);
        builder.Property(c => c.Reader).HasMaxLength(100);
        builder.Property(c => c.Language).HasMaxLength(10);
        builder.Property(c => c.Trade).HasMaxLength(60);
        builder.HasIndex(c => c.TicketNumber);
        builder.HasIndex(c => c.At);
    }
}
