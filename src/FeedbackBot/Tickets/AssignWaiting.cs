using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Gives out what waits in the queues of teams that push: most urgent first, oldest first among those. The queue is the state, so nothing is lost by a crash.</summary>
public sealed class AssignWaiting(IDbContextFactory<FeedbackDb> contexts, UnitOfWork unitOfWork, RoutingBook routing, PickAssignee pick, TimeProvider time)
{
    /// <summary>Most cases of a team looked at in one run; the next run goes on.</summary>
    private const int MostOfTeam = 200;

    public async Task RunAsync(CancellationToken cancellation = default)
    {
        var book = await routing.OpenAsync();
        foreach (var team in await TeamsAsync(book, cancellation))
        {
            await OfTeamAsync(team, cancellation);
        }
    }

    private async Task<IReadOnlyList<Team>> TeamsAsync(RoutingBook.Page book, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var manned = await db.TeamMembers.AsNoTracking().Select(m => m.TeamId).Distinct().ToListAsync(cancellation);
        return [.. book.Teams.Where(t => t.Pushes && manned.Contains(t.Id))];
    }

    private async Task OfTeamAsync(Team team, CancellationToken cancellation)
    {
        var someoneIsThere = await IsAnyoneThereAsync(team, cancellation);
        foreach (var waiting in await WaitingAsync(team, cancellation))
        {
            // What already says that nobody is there need not be asked again while that is so.
            if (someoneIsThere || !waiting.Reason.Contains("holding=" + Held.NobodyAvailable))
            {
                await unitOfWork.RunAsync(db => pick.RunAsync(db, waiting.Number), cancellation);
            }
        }
    }

    private async Task<bool> IsAnyoneThereAsync(Team team, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var members = db.TeamMembers.Where(m => m.TeamId == team.Id);
        var staff = await db.Staff.AsNoTracking().Where(s => members.Any(m => m.StaffId == s.Id)).ToListAsync(cancellation);
        return staff.Exists(s => s.PresenceAt(now) == Presence.Available);
    }

    private async Task<List<Waiting>> WaitingAsync(Team team, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Tickets.AsNoTracking()
            .Where(t => t.TeamId == team.Id && t.AssigneeId == null && (t.Status == TicketStatus.New || t.Status == TicketStatus.Open))
            .OrderByDescending(t => t.Priority).ThenBy(t => t.Number).Take(MostOfTeam)
            .Select(t => new Waiting(t.Number, t.RoutingReason)).ToListAsync(cancellation);
    }

    private sealed record Waiting(long Number, IReadOnlyList<string> Reason);
}
