using System.Globalization;

namespace FeedbackBot;

/// <summary>Puts a moment into words for a person: day, month and time of day in their time zone and language.</summary>
public static class LocalTime
{
    public static string Say(DateTime utc, string timeZone, string language)
    {
        var local = Of(utc, timeZone);
        return $"{Say(DateOnly.FromDateTime(local), language)} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Month and day.</summary>
    public static string Say(DateOnly day, string language)
    {
        var culture = CultureInfo.GetCultureInfo(Languages.IsChinese(language) ? "zh-CN" : "en-GB");
        return day.ToString(culture.DateTimeFormat.MonthDayPattern, culture);
    }

    /// <summary>What the clock shows there; an unknown zone is UTC.</summary>
    public static DateTime Of(DateTime utc, string? timeZone) => Of(utc, Zone(timeZone));

    public static DateTime Of(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    /// <summary>The day it is there.</summary>
    public static DateOnly DayOf(DateTime utc, string? timeZone) => DateOnly.FromDateTime(Of(utc, timeZone));

    /// <summary>Midnight there as UTC; on days whose midnight is skipped, the first moment there is.</summary>
    public static DateTime StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }

        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }

    /// <summary>The last second of a day there.</summary>
    public static DateTime EndOf(DateOnly day, string? timeZone) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(23, 59, 59)), Zone(timeZone));

    /// <summary>By its IANA name; UTC where there is none of this name.</summary>
    public static TimeZoneInfo Zone(string? timeZone) =>
        timeZone != null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc;
}
