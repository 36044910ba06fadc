using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Satisfaction;

/// <summary>When a nightly work was last begun and ended: what says that it is due, and keeps two processes from doing it at once.</summary>
public sealed class NightlyRun
{
    /// <summary>Whoever began so long ago and did not end has died; another may begin.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private NightlyRun()
    {
    }

    public NightlyRun(string name) => Name = name;

    public string Name { get; private set; } = "";

    public DateTime? BegunAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    /// <summary>Due once in each day of the reporting time zone.</summary>
    public bool IsDueAt(DateTime now, TimeZoneInfo zone) =>
        !(now - BegunAt < Longest && !(EndedAt >= BegunAt)) && !(EndedAt >= Period.Of(PeriodLength.Day, now, zone).From);

    public void Begin(DateTime at) => BegunAt = at;

    public void End(DateTime at) => EndedAt = at;
}

internal sealed class NightlyRunTable : IEntityTypeConfiguration<NightlyRun>
{
    public void Configure(EntityTypeBuilder<NightlyRun> builder)
    {
        builder.ToTable("nightly_runs");
        builder.HasKey(r => r.Name);
        builder.Property(r => r.Name).HasMaxLength(60);
        builder.Property(r => r.BegunAt).IsConcurrencyToken();
    }
}
