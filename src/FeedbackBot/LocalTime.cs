using System.Globalization;

namespace FeedbackBot;

/// <summary>Puts a moment into words for a person: day, month and time of day in their time zone and language.</summary>
public static class LocalTime
{
    public static string Say(DateTime utc, string timeZone, string language)
    {
        var local = Of(utc, timeZone);
        var culture = CultureInfo.GetCultureInfo(Languages.IsChinese(language) ? "zh-CN" : "en-GB");
        return $"{local.ToString(culture.DateTimeFormat.MonthDayPattern, culture)} {local.ToString("HH:mm", culture)}";
    }

    /// <summary>The moment on a clock there; of an unknown zone, in UTC.</summary>
    public static DateTime Of(DateTime utc, string timeZone)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);
    }
}
