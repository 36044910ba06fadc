using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Tells people of a promise: whom the policy's chain names, until somebody knows of it or it is kept.</summary>
public static class PromiseNews
{
    private const string Clock = "clock";
    private const string Due = "due";

    /// <summary>The promise that news or a notification speaks of; null where it speaks of none.</summary>
    public static string? ClockOf(IReadOnlyDictionary<string, string> arguments) => arguments.GetValueOrDefault(Clock);

    public static DateTime? DueOf(IReadOnlyDictionary<string, string> arguments) =>
        DateTime.TryParse(arguments.GetValueOrDefault(Due), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var due) ? due : null;

    /// <summary>Whether what is said of a promise has passed by: it was kept, put off, put on hold before it broke, or somebody knows of it.</summary>
    public static bool HasPassedBy(IReadOnlyDictionary<string, string> arguments, IEnumerable<TicketClock> clocks) =>
        ClockOf(arguments) is { } name
        && !clocks.Any(c => c.Name == name && c.IsRunning && c.AcknowledgedAt == null && (c.PausedAt == null || c.BrokenAt != null) && Ticket.Stamp(c.DueAt) == arguments.GetValueOrDefault(Due));

    /// <param name="steps">Steps of the chain: assignee, lead, managers or an address.</param>
    /// <param name="watchers">Whether those who watch the case are told too.</param>
    internal static async Task TellOfPromiseAsync(
        this FeedbackDb db, Ticket ticket, TicketClock clock, string code, IEnumerable<string> steps, bool watchers, DateTime now)
    {
        var arguments = new Dictionary<string, string> { [Clock] = clock.Name, [Due] = Ticket.Stamp(clock.DueAt) };
        var members = watchers ? (await db.TicketWatchers.Where(w => w.TicketNumber == ticket.Number).Select(w => w.StaffId).ToListAsync()).ToHashSet() : [];
        foreach (var step in steps.Distinct())
        {
            var address = step.Contains('@', StringComparison.Ordinal) ? StaffMember.Normalize(step) : null;
            if (address != null && !await db.Staff.AnyAsync(s => s.Email == address))
            {
                db.Notifications.Add(new(address, code, ticket, arguments, now));
                continue;
            }

            members.UnionWith(address == null ? await StaffAsync(db, ticket, step) : await db.Staff.Where(s => s.Email == address).Select(s => s.Id).ToListAsync());
        }

        foreach (var member in members)
        {
            db.Notify(member, code, ticket, now, arguments: arguments);
        }
    }

    /// <summary>Where there is no assignee the lead is told, where there is no lead the managers; never somebody whom the case is hidden from.</summary>
    private static async Task<IReadOnlyList<Guid>> StaffAsync(FeedbackDb db, Ticket ticket, string step)
    {
        var recusals = db.Recusals;
        var staff = db.Staff.AsNoTracking().Where(s => !recusals.Any(r => r.TicketNumber == ticket.Number && r.StaffId == s.Id));
        List<Guid> found = [];
        if (step == EscalationStep.Assignee)
        {
            found = await staff.Where(s => s.Id == ticket.AssigneeId).Select(s => s.Id).ToListAsync();
        }

        if (found.Count == 0 && step != EscalationStep.Managers)
        {
            var leads = db.TeamMembers.Where(m => m.TeamId == ticket.TeamId && m.IsLead);
            found = await staff.Where(s => leads.Any(l => l.StaffId == s.Id)).Select(s => s.Id).ToListAsync();
        }

        return found.Count > 0 ? found : await staff.Where(s => s.Roles.HasFlag(StaffRoles.Manager)).Select(s => s.Id).ToListAsync();
    }
}
