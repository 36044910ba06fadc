using System.Globalization;

namespace FeedbackBot.Conversations.Answers;

/// <summary>Days that go by a name: "国庆那天", "双十一", "中秋", "Christmas Eve". The last one up to today is meant.</summary>
internal static class Festivals
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    private static readonly (string Name, int Month, int Day)[] Fixed =
    [
        ("元旦", 1, 1), ("情人节", 2, 14), ("妇女节", 3, 8), ("三八节", 3, 8), ("愚人节", 4, 1), ("劳动节", 5, 1), ("五一", 5, 1), ("儿童节", 6, 1), ("六一", 6, 1),
        ("618", 6, 18), ("六一八", 6, 18), ("教师节", 9, 10), ("国庆", 10, 1), ("十一假期", 10, 1), ("万圣节", 10, 31), ("双 11", 11, 11), ("双11", 11, 11), ("双十一", 11, 11), ("光棍节", 11, 11),
        ("双 12", 12, 12), ("双12", 12, 12), ("双十二", 12, 12), ("平安夜", 12, 24), ("圣诞", 12, 25),
        ("new year's day", 1, 1), ("new years day", 1, 1), ("valentine's day", 2, 14), ("valentines day", 2, 14), ("april fools", 4, 1), ("halloween", 10, 31),
        ("christmas eve", 12, 24), ("xmas eve", 12, 24), ("christmas day", 12, 25), ("christmas", 12, 25), ("xmas", 12, 25), ("boxing day", 12, 26),
        ("new year's eve", 12, 31), ("new years eve", 12, 31), ("singles day", 11, 11), ("singles' day", 11, 11),
    ];

    /// <summary>By the month and day of the lunar year; day 0 is the day before its month.</summary>
    private static readonly (string Name, int Month, int Day)[] ByMoon =
    [
        ("除夕", 1, 0), ("大年三十", 1, 0), ("年三十", 1, 0), ("春节", 1, 1), ("大年初一", 1, 1), ("元宵", 1, 15), ("端午", 5, 5), ("七夕", 7, 7), ("中秋", 8, 15), ("重阳", 9, 9),
        ("chinese new year", 1, 1), ("lunar new year", 1, 1), ("mid-autumn", 8, 15),
    ];

    public static IEnumerable<SaidDay> In(string plain, DateTime today)
    {
        foreach (var (name, month, day) in Fixed)
        {
            if (At(plain, name) is >= 0 and var at)
                yield return new(at, name.Length, SaidDay.Last(today, month, day) ?? default, Firm: false);
        }
        foreach (var (name, month, day) in ByMoon)
        {
            if (At(plain, name) is >= 0 and var at)
                yield return new(at, name.Length, LastByMoon(today, month, day), Firm: false);
        }
    }

    private static int At(string plain, string name)
    {
        var at = plain.IndexOf(name, StringComparison.Ordinal);
        var end = at + name.Length;
        return at > 0 && char.IsAsciiLetterOrDigit(plain[at - 1]) && char.IsAscii(name[0]) || (at >= 0 && end < plain.Length && char.IsAsciiLetterOrDigit(plain[end]) && char.IsAscii(name[^1])) ? -1 : at;
    }

    private static DateTime LastByMoon(DateTime today, int month, int day)
    {
        // The calendar is made for 1901 to 2100.
        for (var year = Math.Clamp(today.Year, 1903, 2100); year > 1902; year--)
        {
            var leap = Lunar.GetLeapMonth(year);
            var date = Lunar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, Math.Max(day, 1), 0, 0, 0, 0).AddDays(day == 0 ? -1 : 0);
            if (date <= today)
                return date;
        }
        return default;
    }
}
