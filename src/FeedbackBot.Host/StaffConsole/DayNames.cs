using System.Globalization;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>Days as people name them: Monday, 23 November 2026.</summary>
public static class DayNames
{
    public static DateOnly Of(DateTime utc, string timeZone) => LocalTime.DayOf(utc, timeZone);

    /// <summary>Monday, 星期一.</summary>
    public static string Of(DayOfWeek day, string language) => CultureInfo.GetCultureInfo(Languages.IsChinese(language) ? "zh-CN" : "en-GB").DateTimeFormat.GetDayName(day);

    public static string Say(DateOnly day, string language)
    {
        var culture = CultureInfo.GetCultureInfo(Languages.IsChinese(language) ? "zh-CN" : "en-GB");
        return day.ToString(culture.DateTimeFormat.LongDatePattern, culture);
    }
}
