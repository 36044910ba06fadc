namespace FeedbackBot.Accounts;

/// <summary>What a contact's wishes say about writing to them now.</summary>
public enum ContactAnswer { Yes, OptedOut, OtherChannel, Quiet }

/// <summary>The answer, and where it is a quiet hour the moment from which it is none.</summary>
public sealed record ContactVerdict(ContactAnswer Answer, DateTime? QuietUntil = null);

/// <summary>The one place that says whether something we want (a survey, a check-in) may be sent to a contact: a pure function of their wishes.</summary>
public static class MayContact
{
    /// <param name="timeZone">The contact's, by which quiet hours are counted.</param>
    /// <param name="channel">chat, email or phone: where it would be sent.</param>
    public static ContactVerdict Decide(ContactPreferences? wishes, string timeZone, string channel, DateTime now) => wishes switch
    {
        null => new(ContactAnswer.Yes),
        { OptedOut: true } => new(ContactAnswer.OptedOut),
        { Channel: { } wanted } when wanted != channel => new(ContactAnswer.OtherChannel),
        _ when QuietUntil(wishes.QuietHours, timeZone, now) is { } until => new(ContactAnswer.Quiet, until),
        _ => new(ContactAnswer.Yes),
    };

    /// <summary>Null where it is no quiet hour.</summary>
    private static DateTime? QuietUntil(string? hours, string timeZone, DateTime now)
    {
        if (QuietHours.Read(hours) is not var (from, to))
        {
            return null;
        }

        var zone = LocalTime.Zone(timeZone);
        var local = LocalTime.Of(now, zone);
        var quiet = from < to ? local.Hour >= from && local.Hour < to : local.Hour >= from || local.Hour < to;
        return quiet ? EndOf(to, local, zone) : null;
    }

    private static DateTime EndOf(int hour, DateTime local, TimeZoneInfo zone)
    {
        var end = local.Date.AddHours(hour);
        end = end > local ? end : end.AddDays(1);
        // An hour that the clocks jump over in spring ends with the jump.
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(end) ? end.AddHours(1) : end, zone);
    }
}
