namespace FeedbackBot.Routing;

/// <summary>When a promise falls due: a pure function of start, target and calendar.</summary>
public static class DueDate
{
    private const int MostDays = 3660;

    /// <summary>
    /// The moment at which <paramref name="target"/> of working time has passed since <paramref name="start"/> (UTC).
    /// Local periods are turned into UTC one by one, so a day on which the clocks change has the hours it really has.
    /// A calendar without any working time within ten years counts wall-clock time instead.
    /// </summary>
    public static DateTime After(DateTime start, TimeSpan target, WorkHours hours, TimeZoneInfo zone)
    {
        var left = target;
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(start, zone));
        for (var day = 0; day < MostDays; day++, date = date.AddDays(1))
        {
            foreach (var period in hours.On(date))
            {
                var from = Later(start, Utc(date, period.From, zone));
                var to = Utc(date, period.To, zone);
                if (to <= from)
                {
                    continue;
                }

                if (to - from >= left)
                {
                    return from + left;
                }

                left -= to - from;
            }
        }

        return start + target;
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Utc(DateOnly date, int minutes, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        return zone.IsInvalidTime(local)
            ? TimeZoneInfo.ConvertTimeToUtc(local.AddHours(1), zone)
            : TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
