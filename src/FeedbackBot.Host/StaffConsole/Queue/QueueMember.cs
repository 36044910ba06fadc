using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>The one who looks at the queue, and their teams.</summary>
public sealed record QueueMember(StaffMember Staff, IReadOnlyList<Guid> Teams)
{
    public Guid Id => Staff.Id;

    /// <summary>A member's teams are those whose cases they have; who has none is of the default team.</summary>
    public static async Task<QueueMember> OfAsync(FeedbackDb db, StaffMember staff, RoutingBook.Page book, CancellationToken cancellation)
    {
        var teams = await db.Tickets.Where(t => t.AssigneeId == staff.Id && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed && t.TeamId != null)
            .OrderByDescending(t => t.Number).Select(t => t.TeamId!.Value).Take(50).Distinct().ToListAsync(cancellation);
        return new(staff, teams.Count > 0 ? teams : [book.DefaultTeam.Id]);
    }

    public IReadOnlyList<string> TeamKeys(RoutingBook.Page book) => [.. Teams.Select(t => book.TeamOf(t)?.Key).OfType<string>()];
}
