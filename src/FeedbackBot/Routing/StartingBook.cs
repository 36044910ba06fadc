using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Routing;

/// <summary>What an empty installation starts with: one team, one calendar, policies by priority. Everything can be changed later.</summary>
public static class StartingBook
{
    public const string DefaultTeam = "customer_care";

    public static async Task WriteAsync(FeedbackDb db, DateTime now)
    {
        if (await db.Teams.AnyAsync())
        {
            return;
        }

        db.Teams.Add(new Team(DefaultTeam, new("客服团队", "Customer care"), now));
        var allDay = new WorkCalendar("around the clock", "UTC", WorkHours.EveryDay(new WorkPeriod(0, 1440)), now);
        var office = new WorkCalendar("office hours", "Asia/Shanghai", WorkHours.EveryWeekday(new(9 * 60, 12 * 60), new(13 * 60, 18 * 60)), now);
        db.Calendars.AddRange(allDay, office);
        db.PromisePolicies.AddRange(
            new PromisePolicy(10, "urgent", new() { Priorities = ["urgent"] }, new(30, 8 * 60), allDay.Id, now),
            new PromisePolicy(20, "high", new() { Priorities = ["high"] }, new(2 * 60, 16 * 60), office.Id, now),
            new PromisePolicy(30, "complaint", new() { Kinds = ["complaint"] }, new(4 * 60, 24 * 60), office.Id, now),
            new PromisePolicy(90, "standard", new(), new(8 * 60, 40 * 60), office.Id, now));
    }
}
