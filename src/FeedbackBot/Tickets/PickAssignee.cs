using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tickets;

/// <summary>Settings under FeedbackBot:Routing.</summary>
public sealed class RoutingOptions
{
    /// <summary>How long a case waits for somebody with the skills its rule asks for; after that whoever speaks its language gets it. Default: 10 minutes.</summary>
    public TimeSpan SkillPatience { get; set; } = TimeSpan.FromMinutes(10);
}

/// <summary>Gives a case that nobody has to the right person of its team, or leaves it in the team's queue and says on it why.</summary>
public sealed class PickAssignee(RoutingBook routing, TimeProvider time, IOptions<RoutingOptions> options)
{
    /// <returns>Null where the case was given to somebody or needs nobody; else why it waits.</returns>
    public async Task<string?> RunAsync(FeedbackDb db, long number)
    {
        var ticket = await db.TicketAsync(number);
        var now = time.GetUtcNow().UtcDateTime;
        var book = await routing.OpenAsync();
        if (ticket.AssigneeId != null || !ticket.IsOpen || book.TeamOf(ticket.TeamId) is not { Pushes: true } team)
        {
            return null;
        }

        var candidates = await CandidatesAsync(db, team, now);
        var wanted = await WantedAsync(db, book, ticket, candidates, now);
        var order = AssigneeChoice.InOrder(wanted, candidates, now - ticket.WaitsSince < options.Value.SkillPatience, now);
        foreach (var chosen in order.Members)
        {
            if (await db.HeldMemberAsync(chosen.Id) is { } member && member.PresenceAt(now) == Presence.Available
                && (await db.LoadsAsync([member.Id], now))[member.Id].LeavesRoom(member, wanted.IsChat))
            {
                ticket.Assign(member, Actor.System, now);
                member.WasGivenWork(now);
                db.AnnounceTicket(ticket);
                return null;
            }
        }

        var because = order.HeldBecause ?? Held.NobodyHasRoom;
        if (ticket.HeldBecause != because)
        {
            ticket.WaitInQueue(because, now);
            db.AnnounceTicket(ticket);
        }

        return because;
    }

    /// <summary>Whether giving the case out now would give it to somebody, or say another reason why it waits; only reads.</summary>
    internal async Task<bool> WouldChangeAsync(FeedbackDb db, RoutingBook.Page book, Ticket ticket, IReadOnlyList<Candidate> candidates, DateTime now)
    {
        var order = AssigneeChoice.InOrder(await WantedAsync(db, book, ticket, candidates, now), candidates, now - ticket.WaitsSince < options.Value.SkillPatience, now);
        return order.Members.Count > 0 || order.HeldBecause != ticket.HeldBecause;
    }

    internal static async Task<IReadOnlyList<Candidate>> CandidatesAsync(FeedbackDb db, Team team, DateTime now)
    {
        var members = await db.TeamMembers.AsNoTracking().Where(m => m.TeamId == team.Id)
            .Join(db.Staff.AsNoTracking(), m => m.StaffId, s => s.Id, (m, s) => new { s, m.Line }).ToListAsync();
        var loads = await db.LoadsAsync([.. members.Select(m => m.s.Id)], now);
        return [.. members.Where(m => (m.s.Roles & StaffMember.Workers) != 0)
            .Select(m => new Candidate(m.s, m.Line, loads[m.s.Id]))];
    }

    private static async Task<Wanted> WantedAsync(FeedbackDb db, RoutingBook.Page book, Ticket ticket, IReadOnlyList<Candidate> team, DateTime now)
    {
        var recusals = await db.Recusals.AsNoTracking().Where(r => r.TicketNumber == ticket.Number).ToListAsync();
        var last = await db.Tickets.AsNoTracking().Where(t => t.ContactId == ticket.ContactId && t.Number != ticket.Number && t.AssigneeId != null)
            .OrderByDescending(t => t.Number).Select(t => t.AssigneeId).FirstOrDefaultAsync();
        return new(ticket.Language, book.Rules.FirstOrDefault(r => r.Name == ticket.RoutingRule)?.Skills ?? [], await db.IsChatAsync(ticket, now))
        {
            LastAgent = team.FirstOrDefault(c => c.Member.Id == last)?.Member is { } absent && absent.IsAbsentAt(now) ? absent.ReplacementId : last,
            Recused = [.. recusals.Select(r => r.StaffId)],
            IsSecondStage = recusals.Exists(r => r.Reason == RecusalReason.FirstStage),
        };
    }
}
