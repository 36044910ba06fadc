using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>
/// What a commit changed of the numbers of a moment and its keys, written in that commit and read together with the roll-ups until it is folded into them
/// (<see cref="FoldScores"/>): one row where the roll-ups would need dozens, and no two commits ever wait for each other.
/// </summary>
public sealed class PendingCount
{
    private PendingCount()
    {
    }

    internal PendingCount(ScoreFact fact, Tally numbers)
    {
        (At, Subject, Metric) = (fact.At, ColumnForms.Word(fact.Subject), fact.Metric);
        (OfAccount, OfOwner, OfTier, OfTeam) = (fact.Keys[Dimension.Account], fact.Keys[Dimension.Owner], fact.Keys[Dimension.Tier], fact.Keys[Dimension.Team]);
        (OfTopic, OfKind, OfListeningPost, OfLanguage) = (fact.Keys[Dimension.Topic], fact.Keys[Dimension.Kind], fact.Keys[Dimension.ListeningPost], fact.Keys[Dimension.Language]);
        (N0, N1, N2, N3, N4, N5, N6) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
        (N7, N8, N9, N10, N11, N12, N13) = (numbers[7], numbers[8], numbers[9], numbers[10], numbers[11], numbers[12], numbers[13]);
    }

    /// <summary>Given by the database.</summary>
    public long Sequence { get; private set; }

    /// <summary>When the fact was, not when it was written.</summary>
    public DateTime At { get; private set; }

    /// <summary>scores, cases or times.</summary>
    public string Subject { get; private set; } = "";

    public string Metric { get; private set; } = "";

    public string OfAccount { get; private set; } = "";

    public string OfOwner { get; private set; } = "";

    public string OfTier { get; private set; } = "";

    public string OfTeam { get; private set; } = "";

    public string OfTopic { get; private set; } = "";

    public string OfKind { get; private set; } = "";

    public string OfListeningPost { get; private set; } = "";

    public string OfLanguage { get; private set; } = "";

    public long N0 { get; private set; }

    public long N1 { get; private set; }

    public long N2 { get; private set; }

    public long N3 { get; private set; }

    public long N4 { get; private set; }

    public long N5 { get; private set; }

    public long N6 { get; private set; }

    public long N7 { get; private set; }

    public long N8 { get; private set; }

    public long N9 { get; private set; }

    public long N10 { get; private set; }

    public long N11 { get; private set; }

    public long N12 { get; private set; }

    public long N13 { get; private set; }
}

internal sealed class PendingCountTable : IEntityTypeConfiguration<PendingCount>
{
    public void Configure(EntityTypeBuilder<PendingCount> builder)
    {
        builder.ToTable("pending_counts");
        builder.HasKey(p => p.Sequence);
        builder.Property(p => p.Subject).HasMaxLength(10);
        builder.Property(p => p.Metric).HasMaxLength(40);
        builder.Property(p => p.OfAccount).HasMaxLength(60);
        builder.Property(p => p.OfOwner).HasMaxLength(60);
        builder.Property(p => p.OfTier).HasMaxLength(60);
        builder.Property(p => p.OfTeam).HasMaxLength(60);
        builder.Property(p => p.OfTopic).HasMaxLength(60);
        builder.Property(p => p.OfKind).HasMaxLength(60);
        builder.Property(p => p.OfListeningPost).HasMaxLength(60);
        builder.Property(p => p.OfLanguage).HasMaxLength(60);
    }
}
