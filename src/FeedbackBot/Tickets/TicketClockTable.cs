using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>A stretch of time that a clock stood still, written when it was over and never changed: with start, target and calendar it makes the due date.</summary>
public sealed class ClockPause
{
    private ClockPause()
    {
    }

    internal ClockPause(long ticketNumber, string clock, DateTime fromAt, DateTime toAt, string why) =>
        (TicketNumber, Clock, FromAt, ToAt, Why) = (ticketNumber, clock, fromAt, toAt, why);

    public long TicketNumber { get; private set; }

    public string Clock { get; private set; } = "";

    public DateTime FromAt { get; private set; }

    public DateTime ToAt { get; private set; }

    /// <summary>waiting_on_customer, on_hold or resolved.</summary>
    public string Why { get; private set; } = "";

    public Routing.Pause AsPause => new(FromAt, ToAt, Why);
}

/// <summary>How long a team had a case, so that a hand-over hides nobody's time.</summary>
public sealed class TeamStretch
{
    private TeamStretch()
    {
    }

    internal TeamStretch(long ticketNumber, Guid teamId, DateTime fromAt)
    {
        Id = Guid.CreateVersion7(fromAt);
        (TicketNumber, TeamId, FromAt) = (ticketNumber, teamId, fromAt);
    }

    public Guid Id { get; private set; }

    public long TicketNumber { get; private set; }

    public Guid TeamId { get; private set; }

    public DateTime FromAt { get; private set; }

    /// <summary>When it was handed over or resolved; null while the team has it.</summary>
    public DateTime? ToAt { get; private set; }

    internal void End(DateTime at) => ToAt ??= at;
}

/// <summary>The tables of promises on cases.</summary>
public static class ClockTables
{
    extension(FeedbackDb db)
    {
        public DbSet<ClockPause> ClockPauses => db.Set<ClockPause>();

        public DbSet<TeamStretch> TeamStretches => db.Set<TeamStretch>();
    }
}

internal sealed class TicketClockTable : IEntityTypeConfiguration<TicketClock>
{
    public void Configure(EntityTypeBuilder<TicketClock> builder)
    {
        builder.ToTable("ticket_clocks");
        builder.HasKey(c => new { c.TicketNumber, c.Name });
        builder.Ignore(c => c.IsRunning);
        builder.Ignore(c => c.IsRegulatory);
        builder.Ignore(c => c.Target);
        builder.Property(c => c.Name).HasMaxLength(40);
        builder.Property(c => c.Policy).HasMaxLength(100);
        builder.Property(c => c.Calendar).HasMaxLength(100);
        builder.Property(c => c.TimeZone).HasMaxLength(60);
        builder.Property(c => c.Unit).AsWord().HasDefaultValue(Routing.TargetUnit.WorkingMinutes);
        builder.Property(c => c.DayOff).AsWord().HasDefaultValue(Routing.DayOffRule.Stays);
        builder.Property(c => c.Extension).HasDefaultValue(0);
        builder.Property(c => c.ExtensionReason).HasMaxLength(1000);
        builder.Property(c => c.NeverPauses).HasDefaultValue(false);
        builder.Property(c => c.PausedWhy).HasMaxLength(40);
        builder.Property(c => c.WarnMinutes).HasDefaultValue(0);
        builder.Property(c => c.Escalated).HasDefaultValue(0);
        builder.Property(c => c.AcknowledgedBy).HasMaxLength(200);
        builder.HasIndex(c => c.DueAt).HasFilter("stopped_at IS NULL");
        builder.HasIndex(c => c.NextLookAt).HasFilter("next_look_at IS NOT NULL");
    }
}

internal sealed class ClockPauseTable : IEntityTypeConfiguration<ClockPause>
{
    public void Configure(EntityTypeBuilder<ClockPause> builder)
    {
        builder.ToTable("clock_pauses");
        builder.HasKey(p => new { p.TicketNumber, p.Clock, p.FromAt });
        builder.Ignore(p => p.AsPause);
        builder.Property(p => p.Clock).HasMaxLength(40);
        builder.Property(p => p.Why).HasMaxLength(40);
    }
}

internal sealed class TeamStretchTable : IEntityTypeConfiguration<TeamStretch>
{
    public void Configure(EntityTypeBuilder<TeamStretch> builder)
    {
        builder.ToTable("team_stretches");
        builder.HasKey(s => s.Id);
        builder.HasIndex(s => s.TicketNumber);
    }
}
