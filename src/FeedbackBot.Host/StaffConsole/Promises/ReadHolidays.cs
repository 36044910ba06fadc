using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace FeedbackBot.Host.StaffConsole.Promises;

/// <summary>A day that a calendar file names: off, or worked in exchange for another.</summary>
public sealed record NamedDay(DateOnly Date, string Name, bool Works);

/// <summary>Reads the days of an iCalendar file (RFC 5545): every event is a day off, except those that say they are make-up working days.</summary>
public static class ReadHolidays
{
    private const int MostDays = 2000;

    /// <summary>How far events that come back every year are followed.</summary>
    private const int Years = 3;

    private static readonly string[] WorkWords = ["班", "调休上班", "上班", "补班", "working day", "workday", "work day", "make-up"];

    private static readonly string[] RestWords = ["休", "假", "holiday", "day off"];

    /// <summary>In the order of days; a make-up day wins over a day off of the same date.</summary>
    public static IReadOnlyList<NamedDay> From(string text)
    {
        Ical.Net.Calendar? calendar;
        try
        {
            calendar = Ical.Net.Calendar.Load(text);
        }
        catch (Exception fault) when (fault is System.Runtime.Serialization.SerializationException or FormatException or ArgumentException or InvalidOperationException)
        {
            calendar = null;
        }

        var days = (calendar?.Events.AsEnumerable() ?? []).SelectMany(Days).Take(MostDays).ToList();
        return days.Count > 0
            ? [.. days.GroupBy(d => d.Date).Select(g => g.FirstOrDefault(d => d.Works) ?? g.First()).OrderBy(d => d.Date)]
            : throw new RuleViolation("ical_empty", "There are no days in this file; it must be an iCalendar file with events.", "file");
    }

    /// <summary>“春节（班）”, “国庆节调休上班” and “Working day (make-up)” are worked; “调休” alone is off.</summary>
    public static bool IsWorked(string summary)
    {
        var plain = summary.Replace("non-working", "holiday", StringComparison.OrdinalIgnoreCase);
        return WorkWords.Any(w => plain.Contains(w, StringComparison.OrdinalIgnoreCase))
            || (plain.Contains("调休", StringComparison.Ordinal) && !RestWords.Any(w => plain.Replace("调休", "", StringComparison.Ordinal).Contains(w, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<NamedDay> Days(CalendarEvent happens)
    {
        if (happens.Start is not { } start)
        {
            yield break;
        }

        var (name, length) = (happens.Summary?.Trim() ?? "", Length(start, happens.End));
        var worked = IsWorked(name);
        foreach (var from in Starts(happens, start))
        {
            for (var day = 0; day < length; day++)
            {
                yield return new(from.AddDays(day), name, worked);
            }
        }
    }

    /// <summary>The end of an all-day event is the first day after it.</summary>
    private static int Length(CalDateTime start, CalDateTime? end)
    {
        if (end == null)
        {
            return 1;
        }

        var days = end.Date.DayNumber - start.Date.DayNumber;
        return Math.Clamp(end.HasTime && end.Time != TimeOnly.MinValue ? days + 1 : days, 1, 366);
    }

    private static IEnumerable<DateOnly> Starts(CalendarEvent happens, CalDateTime start)
    {
        var last = start.Date.AddYears(Years);
        return happens.RecurrenceRule == null
            ? [start.Date]
            : happens.GetOccurrences(start, null).Select(o => o.Period.StartTime.Date).TakeWhile(d => d < last);
    }
}
