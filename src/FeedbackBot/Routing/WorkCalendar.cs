using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Routing;

/// <summary>When a team works: weekly hours in a time zone, with days that differ. A change makes a new version; promises keep the one they were made by.</summary>
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

    public int Version { get; private set; } = 1;

    /// <summary>When a newer version took its place; null for the one in use.</summary>
    public DateTime? ReplacedAt { get; private set; }

    public TimeZoneInfo Zone => LocalTime.Zone(TimeZone);

    /// <summary>The next version; this one stays for the promises made by it.</summary>
    public WorkCalendar ReplaceWith(string name, string timeZone, WorkHours hours, DateTime at)
    {
        if (ReplacedAt != null)
        {
            throw new RuleViolation("changed_meanwhile", "Somebody has changed this calendar meanwhile; look at it again.");
        }

        ReplacedAt = at;
        return new(name, timeZone, hours, at) { Version = Version + 1 };
    }
}

/// <summary>Working hours by weekday, and the dates that are different: closed, other hours, or a make-up working day (调休).</summary>
public sealed record WorkHours
{
    /// <summary>Periods of each weekday, Sunday first as in <see cref="DayOfWeek"/>; an empty list is a day off.</summary>
    public IReadOnlyList<IReadOnlyList<WorkPeriod>> Week { get; init; } = [[], [], [], [], [], [], []];

    /// <summary>Dates with periods of their own; none means closed.</summary>
    public IReadOnlyDictionary<DateOnly, IReadOnlyList<WorkPeriod>> Days { get; init; } = new Dictionary<DateOnly, IReadOnlyList<WorkPeriod>>();

    /// <summary>What those dates are called, where they have a name.</summary>
    public IReadOnlyDictionary<DateOnly, string> Names { get; init; } = new Dictionary<DateOnly, string>();

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

    /// <summary>What kind of exception a date is.</summary>
    public DayKind KindOf(DateOnly date) =>
        !Days.TryGetValue(date, out var own) ? DayKind.Usual
        : own.Count == 0 ? DayKind.Closed
        : Week[(int)date.DayOfWeek].Count == 0 ? DayKind.Extra : DayKind.Changed;

    /// <summary>With one more exception, or another in place of the one there was.</summary>
    public WorkHours With(DateOnly date, IReadOnlyList<WorkPeriod> periods, string? name) => this with
    {
        Days = new SortedDictionary<DateOnly, IReadOnlyList<WorkPeriod>>(Days.ToDictionary()) { [date] = periods },
        Names = string.IsNullOrWhiteSpace(name)
            ? Names.Where(n => n.Key != date).ToDictionary()
            : new Dictionary<DateOnly, string>(Names) { [date] = name.Trim() },
    };

    public WorkHours Without(DateOnly date) => this with
    {
        Days = Days.Where(d => d.Key != date).ToDictionary(),
        Names = Names.Where(n => n.Key != date).ToDictionary(),
    };

    /// <summary>The hours of an ordinary day of work: what a make-up day gets where nothing else is said.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<WorkPeriod> OrdinaryDay => Week.Skip(1).FirstOrDefault(d => d.Count > 0) ?? Week[0];
}

/// <summary>An ordinary date, or one of the three kinds of exceptions: closed, changed hours, an extra working day.</summary>
public enum DayKind { Usual, Closed, Changed, Extra }

/// <summary>From (inclusive) to (exclusive) in minutes after local midnight, 0…1440.</summary>
public readonly record struct WorkPeriod(int From, int To);

internal sealed class WorkCalendarTable : IEntityTypeConfiguration<WorkCalendar>
{
    public void Configure(EntityTypeBuilder<WorkCalendar> builder)
    {
        builder.ToTable("calendars");
        builder.HasKey(c => c.Id);
        builder.Ignore(c => c.Zone);
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.Property(c => c.TimeZone).HasMaxLength(60);
        builder.Property(c => c.Hours).AsJson();
        builder.Property(c => c.Version).HasDefaultValue(1);
        builder.Property(c => c.ReplacedAt).IsConcurrencyToken();
    }
}
