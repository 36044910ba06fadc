using System.Globalization;
using FeedbackBot.Satisfaction;

namespace FeedbackBot.Host.StaffConsole.Accounts;

/// <summary>Small forms in which standings are said. Pure.</summary>
public static class WatchText
{
    /// <summary>The single reasons of a set, the most pressing first.</summary>
    public static IEnumerable<WatchReasons> Of(WatchReasons reasons) =>
        Enum.GetValues<WatchReasons>().Where(r => r != WatchReasons.None && reasons.HasFlag(r)).OrderDescending();

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0}%");
}
