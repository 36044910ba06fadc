namespace FeedbackBot.Routing;

/// <summary>When a promise falls due: a pure function of start, target, calendar and pauses.</summary>
public static class DueDate
{
    private const int MostDays = 3660;

    /// <summary>
    /// The due date (UTC) of <paramref name="target"/> counted from <paramref name="start"/>, without the time of <paramref name="pauses"/>.
    /// Working and clock time is left out to the second; a day is left out where all of it (of its working time, for working days) was paused.
    /// A deadline by days is the end of the day: of its working hours, or 23:59.
    /// </summary>
    public static DateTime Of(DateTime start, Target target, WorkHours hours, TimeZoneInfo zone, IReadOnlyList<Pause>? pauses = null)
    {
        var quiet = pauses is { Count: > 0 } ? pauses.OrderBy(p => p.From).ToArray() : [];
        var due = target.Unit switch
        {
            TargetUnit.WorkingDays => AfterDays(start, target.Amount, date => Working(hours, date, zone), zone, quiet)
                ?? AfterDays(start, target.Amount, date => WholeDay(date, zone), zone, quiet)!.Value,
            TargetUnit.CalendarDays => AfterDays(start, target.Amount, date => WholeDay(date, zone), zone, quiet)!.Value,
            TargetUnit.Minutes => AfterTime([(start, DateTime.MaxValue)], TimeSpan.FromMinutes(target.Amount), quiet)!.Value,
            _ => After(start, TimeSpan.FromMinutes(target.Amount), hours, zone, quiet),
        };
        return target.DayOff == DayOffRule.Stays ? due : OnWorkingDay(due, target.DayOff == DayOffRule.NextWorkingDay ? 1 : -1, hours, zone);
    }

    /// <summary>
    /// The moment at which <paramref name="target"/> of working time has passed since <paramref name="start"/> (UTC).
    /// Local periods are turned into UTC one by one, so a day on which the clocks change has the hours it really has.
    /// A calendar without any working time within ten years counts wall-clock time instead.
    /// </summary>
    public static DateTime After(DateTime start, TimeSpan target, WorkHours hours, TimeZoneInfo zone, IReadOnlyList<Pause>? pauses = null) =>
        AfterTime(Worked(start, hours, zone), target, pauses ?? []) ?? AfterTime([(start, DateTime.MaxValue)], target, pauses ?? [])!.Value;

    /// <summary>Working time between two moments; what a pause took from a promise, for example.</summary>
    public static TimeSpan WorkingTime(DateTime from, DateTime to, WorkHours hours, TimeZoneInfo zone)
    {
        var sum = TimeSpan.Zero;
        foreach (var period in Worked(from, hours, zone).TakeWhile(p => p.From < to))
        {
            sum += (period.To < to ? period.To : to) - period.From;
        }

        return sum;
    }

    private static DateTime? AfterTime(IEnumerable<(DateTime From, DateTime To)> stretches, TimeSpan target, IReadOnlyList<Pause> pauses)
    {
        var left = target;
        foreach (var (from, to) in stretches.SelectMany(s => Without(s, pauses)))
        {
            if (to - from >= left)
            {
                return from + left;
            }

            left -= to - from;
        }

        return null;
    }

    private static DateTime? AfterDays(
        DateTime start, int days, Func<DateOnly, IReadOnlyList<(DateTime From, DateTime To)>> of, TimeZoneInfo zone, IReadOnlyList<Pause> pauses)
    {
        var left = days;
        var date = LocalDate(start, zone);
        for (var day = 0; day < MostDays && left > 0; day++)
        {
            date = date.AddDays(1);
            var periods = of(date);
            if (periods.SelectMany(p => Without(p, pauses)).Any() && --left == 0)
            {
                return EndOf(date, periods, zone);
            }
        }

        return left <= 0 ? start : null;
    }

    private static DateTime OnWorkingDay(DateTime due, int step, WorkHours hours, TimeZoneInfo zone)
    {
        var date = LocalDate(due, zone);
        if (Working(hours, date, zone).Count > 0)
        {
            return due;
        }

        for (var day = 0; day < MostDays; day++)
        {
            date = date.AddDays(step);
            if (Working(hours, date, zone) is { Count: > 0 } periods)
            {
                return EndOf(date, periods, zone);
            }
        }

        return due;
    }

    private static IEnumerable<(DateTime From, DateTime To)> Worked(DateTime start, WorkHours hours, TimeZoneInfo zone)
    {
        var date = LocalDate(start, zone);
        for (var day = 0; day < MostDays; day++, date = date.AddDays(1))
        {
            foreach (var (from, to) in Working(hours, date, zone).Where(p => p.To > start))
            {
                yield return (from > start ? from : start, to);
            }
        }
    }

    private static List<(DateTime From, DateTime To)> Working(WorkHours hours, DateOnly date, TimeZoneInfo zone) =>
        [.. hours.On(date).Select(p => (From: Utc(date, p.From, zone), To: Utc(date, p.To, zone))).Where(p => p.To > p.From)];

    private static (DateTime From, DateTime To)[] WholeDay(DateOnly date, TimeZoneInfo zone) => [(Utc(date, 0, zone), Utc(date, 1440, zone))];

    /// <summary>The end of a day's last period; a day that ends at midnight ends at 23:59, so that it is still called by its own date.</summary>
    private static DateTime EndOf(DateOnly date, IReadOnlyList<(DateTime From, DateTime To)> periods, TimeZoneInfo zone)
    {
        var last = Utc(date, 1440, zone).AddMinutes(-1);
        return periods[^1].To < last ? periods[^1].To : last;
    }

    private static IEnumerable<(DateTime From, DateTime To)> Without((DateTime From, DateTime To) stretch, IReadOnlyList<Pause> pauses)
    {
        var from = stretch.From;
        foreach (var pause in pauses)
        {
            if (pause.To <= from || pause.From >= stretch.To)
            {
                continue;
            }

            if (pause.From > from)
            {
                yield return (from, pause.From);
            }

            from = pause.To;
        }

        if (from < stretch.To)
        {
            yield return (from, stretch.To);
        }
    }

    private static DateOnly LocalDate(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    /// <summary>A time that the clocks skip is the moment they skip at.</summary>
    private static DateTime Utc(DateOnly date, int minutes, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
