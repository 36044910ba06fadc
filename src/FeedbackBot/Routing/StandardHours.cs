namespace FeedbackBot.Routing;

/// <summary>The hours that count where no promise names its own calendar: those of the policy that takes what no other does.</summary>
public static class StandardHours
{
    public static WorkCalendar? StandardCalendar(this RoutingBook.Page book) =>
        book.Policies.Count == 0 ? null : book.Calendars.GetValueOrDefault(book.Policies[^1].CalendarId);

    public static bool IsAtWork(this RoutingBook.Page book, DateTime now) =>
        book.StandardCalendar() is not { } calendar || calendar.Hours.IsOpenAt(LocalTime.Of(now, calendar.TimeZone));

    /// <summary>The moment at which so many working minutes have passed.</summary>
    public static DateTime AfterWork(this RoutingBook.Page book, DateTime from, int minutes) =>
        book.StandardCalendar() is { } calendar
            ? DueDate.After(from, TimeSpan.FromMinutes(minutes), calendar.Hours, TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone))
            : from.AddMinutes(minutes);
}
