using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>
/// What was counted of a metric in a day, week or month for one key of a grouping: answers by value and questions by what became of them, cases by how they
/// went, times by length (see <see cref="ScoreColumns"/>, <see cref="CaseColumns"/>, <see cref="TimeColumns"/>). Derived from answers, questions and
/// cases: <see cref="PendingCount"/> holds what a commit changed until it is folded in, and a rebuild gives the same figures.
/// </summary>
public sealed class ScoreRollup
{
    private ScoreRollup()
    {
    }

    /// <summary>all, topic, account+topic: <see cref="Rollups.Grouping.Name"/>.</summary>
    public string Grouping { get; private set; } = "";

    public PeriodLength Length { get; private set; }

    /// <summary>csat, nps, ces, cases, or first_response.0 and its like.</summary>
    public string Metric { get; private set; } = "";

    /// <summary>The account or owner, whose rows lie together; empty where there is none, or the grouping has no such dimension.</summary>
    public string Lead { get; private set; } = "";

    /// <summary>The period's first day, by the reporting time zone.</summary>
    public DateOnly StartsOn { get; private set; }

    public string Key { get; private set; } = "";

    public string Second { get; private set; } = "";

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

/// <summary>In which time zone the rows' periods are cut, and whether there are rows at all: one row.</summary>
public sealed class RollupState
{
    private RollupState()
    {
    }

    public int Id { get; private set; }

    public string TimeZone { get; private set; } = "UTC";

    /// <summary>Null while the rows were never built from facts that are older than they: they are not read then.</summary>
    public DateTime? BuiltAt { get; private set; }

    /// <summary>When they were last found equal to the facts.</summary>
    public DateTime? VerifiedAt { get; private set; }

    /// <summary>The run that puts the rows right at present; one that begins later takes its place.</summary>
    public Guid? Rebuild { get; private set; }

    /// <summary>Rows of another time zone are not read until all are counted by this one; else they stay in use while they are put right.</summary>
    public void Begin(Guid rebuild, string timeZone)
    {
        BuiltAt = timeZone == TimeZone ? BuiltAt : null;
        (Rebuild, TimeZone) = (rebuild, timeZone);
    }

    public void Built(DateTime at) => (Rebuild, BuiltAt, VerifiedAt) = (null, at, at);

    public void Verified(DateTime at) => VerifiedAt = at;
}

/// <summary>The tables of roll-ups.</summary>
public static class RollupTables
{
    extension(FeedbackDb db)
    {
        public DbSet<ScoreRollup> ScoreRollups => db.Set<ScoreRollup>();

        public DbSet<RollupState> RollupStates => db.Set<RollupState>();

        public DbSet<PendingCount> PendingCounts => db.Set<PendingCount>();
    }

    /// <summary>The time zone of the rows; null where there are none to rely on.</summary>
    internal static async Task<TimeZoneInfo?> RollupZoneAsync(this FeedbackDb db)
    {
        var state = await db.RollupStates.AsNoTracking().FirstOrDefaultAsync();
        return state?.BuiltAt == null ? null : LocalTime.Zone(state.TimeZone);
    }
}

internal sealed class ScoreRollupTable : IEntityTypeConfiguration<ScoreRollup>
{
    public void Configure(EntityTypeBuilder<ScoreRollup> builder)
    {
        builder.ToTable("score_rollups");
        builder.HasKey(r => new { r.Grouping, r.Length, r.Metric, r.Lead, r.StartsOn, r.Key, r.Second });
        builder.Property(r => r.Grouping).HasMaxLength(40);
        builder.Property(r => r.Length).AsWord();
        builder.Property(r => r.Metric).HasMaxLength(40);
        builder.Property(r => r.Lead).HasMaxLength(60);
        builder.Property(r => r.Key).HasMaxLength(60);
        builder.Property(r => r.Second).HasMaxLength(60);
        builder.HasIndex(r => new { r.Grouping, r.Length, r.Metric, r.StartsOn }).HasFilter("lead <> ''");
    }
}

internal sealed class RollupStateTable : IEntityTypeConfiguration<RollupState>
{
    public void Configure(EntityTypeBuilder<RollupState> builder)
    {
        builder.ToTable("rollup_states");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.TimeZone).HasMaxLength(60);
    }
}
