using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Routing;

/// <summary>When a team works: weekly hours in a time zone, with days that differ.</summary>
public sealed class WorkCalendar
{
    private WorkCalendar()
    {
    }

    public WorkCalendar(string name, string timeZone, WorkHours hours, DateTime createdAt) =>
        (Id, Name, TimeZone, Hours) = (Guid.CreateVersion7(createdAt), name, timeZone, hours);

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>IANA name.</summary>
    public string TimeZone { get; private set; } = "UTC";

    public WorkHours Hours { get; private set; } = new();
}

/// <summary>Working hours by weekday, and the dates that are different: closed, other hours, or a make-up working day (调休).</summary>
public sealed record WorkHours
{
    /// <summary>Periods of each weekday, Sunday first as in <see cref="DayOfWeek"/>; an empty list is a day off.</summary>
    public IReadOnlyList<IReadOnlyList<WorkPeriod>> Week { get; init; } = [[], [], [], [], [], [], []];

    /// <summary>Dates with periods of their own; none means closed.</summary>
    public IReadOnlyDictionary<DateOnly, IReadOnlyList<WorkPeriod>> Days { get; init; } = new Dictionary<DateOnly, IReadOnlyList<WorkPeriod>>();

    public static WorkHours EveryWeekday(params IReadOnlyList<WorkPeriod> periods) =>
        new() { Week = [[], periods, periods, periods, periods, periods, []] };

    public static WorkHours EveryDay(params IReadOnlyList<WorkPeriod> periods) =>
        new() { Week = [periods, periods, periods, periods, periods, periods, periods] };

    /// <summary>Whether somebody works at this moment of the calendar's local time.</summary>
    public bool IsOpenAt(DateTime local)
    {
        var minute = (int)local.TimeOfDay.TotalMinutes;
        return On(DateOnly.FromDateTime(local)).Any(p => p.From <= minute && minute < p.To);
    }

    public IReadOnlyList<WorkPeriod> On(DateOnly date) => Days.TryGetValue(date, out var own) ? own : Week[(int)date.DayOfWeek];
}

/// <summary>From (inclusive) to (exclusive) in minutes after local midnight, 0…1440.</summary>
public readonly record struct WorkPeriod(int From, int To);

internal sealed class WorkCalendarTable : IEntityTypeConfiguration<WorkCalendar>
{
    public void Configure(EntityTypeBuilder<WorkCalendar> builder)
    {
        builder.ToTable("calendars");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.Property(c => c.TimeZone).HasMaxLength(60);
        builder.Property(c => c.Hours).AsJson();
    }
}
