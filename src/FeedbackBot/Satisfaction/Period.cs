using System.Globalization;

namespace FeedbackBot.Satisfaction;

/// <summary>How long a period is.</summary>
public enum PeriodLength { Day, Week, Month }

/// <summary>A stretch of time with a name people know it by: from inclusive, to exclusive, in UTC.</summary>
public sealed record Period(string Name, DateTime From, DateTime To)
{
    /// <summary>All of time; without a name.</summary>
    public static readonly Period Ever = new("", DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc), DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));

    /// <summary>2026-11-16, 2026-W47 or 2026-11, by the calendar of <paramref name="zone"/>.</summary>
    public static Period Of(PeriodLength length, DateTime moment, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(moment, zone));
        return length switch
        {
            PeriodLength.Day => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Start(day, zone), Start(day.AddDays(1), zone)),
            PeriodLength.Week => Week(MondayOf(day), zone),
            _ => Month(new(day.Year, day.Month, 1), zone),
        };
    }

    /// <summary>The periods that touch <paramref name="from"/>…<paramref name="to"/> (exclusive), in order.</summary>
    public static IEnumerable<Period> Cut(PeriodLength length, DateTime from, DateTime to, TimeZoneInfo zone)
    {
        for (var at = from; at < to;)
        {
            var period = Of(length, at, zone);
            yield return period;
            at = period.To;
        }
    }

    /// <summary>The week (ISO 8601) that begins on <paramref name="monday"/>.</summary>
    internal static Period Week(DateOnly monday, TimeZoneInfo zone)
    {
        var day = monday.ToDateTime(TimeOnly.MinValue);
        return new($"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}", Start(monday, zone), Start(monday.AddDays(7), zone));
    }

    /// <summary>The month that begins on <paramref name="first"/>.</summary>
    internal static Period Month(DateOnly first, TimeZoneInfo zone) =>
        new(first.ToString("yyyy-MM", CultureInfo.InvariantCulture), Start(first, zone), Start(first.AddMonths(1), zone));

    internal static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>Local midnight as UTC; on days whose midnight is skipped, the first moment there is.</summary>
    internal static DateTime Start(DateOnly day, TimeZoneInfo zone) => LocalTime.StartOf(day, zone);
}
