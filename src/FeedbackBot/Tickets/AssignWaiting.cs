using System.Collections.Concurrent;
using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>
/// Gives out what waits in the queues of teams that push: most urgent first, oldest first among those. What would change nothing is only read.
/// The queue is the state, so nothing is lost by a crash.
/// </summary>
public sealed class AssignWaiting(IDbContextFactory<FeedbackDb> contexts, UnitOfWork unitOfWork, RoutingBook routing, PickAssignee pick, TimeProvider time)
{
    /// <summary>Most cases looked at on a page; a run looks at a team's first page, and at the one after where the last run ended.</summary>
    private const int PageSize = 200;

    private readonly ConcurrentDictionary<Guid, Place> _places = new();

    public async Task RunAsync(CancellationToken cancellation = default)
    {
        var book = await routing.OpenAsync();
        foreach (var team in book.Teams.Where(t => t.Pushes))
        {
            await OfTeamAsync(book, team, cancellation);
        }
    }

    private async Task OfTeamAsync(RoutingBook.Page book, Team team, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var candidates = await PickAssignee.CandidatesAsync(db, team, Now);
        if (candidates.Count == 0)
        {
            return;
        }

        var first = await PageAsync(db, team, null, cancellation);
        await GiveOutAsync(db, book, team, candidates, first, cancellation);
        if (first.Count == PageSize)
        {
            var next = await PageAsync(db, team, _places.GetValueOrDefault(team.Id) ?? Place.Of(first[^1]), cancellation);
            await GiveOutAsync(db, book, team, candidates, next, cancellation);
            _places[team.Id] = Place.Of(next.Count == PageSize ? next[^1] : first[^1]);
        }
    }

    private async Task GiveOutAsync(
        FeedbackDb db, RoutingBook.Page book, Team team, IReadOnlyList<Candidate> candidates, IReadOnlyList<Ticket> waiting, CancellationToken cancellation)
    {
        foreach (var ticket in waiting)
        {
            // Nobody can take anything: what says why need not be asked again.
            if ((ticket.HeldBecause != null && !candidates.Any(CanTakeSome)) || !await pick.WouldChangeAsync(db, book, ticket, candidates, Now))
            {
                continue;
            }

            await unitOfWork.RunAsync(unit => pick.RunAsync(unit, ticket.Number), cancellation);
            candidates = await PickAssignee.CandidatesAsync(db, team, Now);
        }
    }

    private bool CanTakeSome(Candidate candidate) =>
        candidate.Member.PresenceAt(Now) == Presence.Available && (candidate.Load.LeavesRoom(candidate.Member, isChat: true) || candidate.Load.LeavesRoom(candidate.Member, isChat: false));

    private static Task<List<Ticket>> PageAsync(FeedbackDb db, Team team, Place? after, CancellationToken cancellation)
    {
        var waiting = db.Tickets.AsNoTracking()
            .Where(t => t.TeamId == team.Id && t.AssigneeId == null && (t.Status == TicketStatus.New || t.Status == TicketStatus.Open));
        waiting = after is not var (priority, number) ? waiting : waiting.Where(t => t.Priority < priority || (t.Priority == priority && t.Number > number));
        return waiting.OrderByDescending(t => t.Priority).ThenBy(t => t.Number).Take(PageSize).ToListAsync(cancellation);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Where a page ended.</summary>
    private sealed record Place(TicketPriority Priority, long Number)
    {
        public static Place Of(Ticket ticket) => new(ticket.Priority, ticket.Number);
    }
}
