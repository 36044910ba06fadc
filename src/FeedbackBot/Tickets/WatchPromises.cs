using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>What was found when promises were looked at.</summary>
public sealed record PromisesSeen(int Warned, int Broken, int Escalated);

/// <summary>
/// Finds the promises that run out or are broken and not noted yet, notes it on the case, and tells people along the policy's chain.
/// A case's version and the clock's next look change in the same commit, so that run twice or on two nodes nothing is noted or told twice.
/// </summary>
public sealed class WatchPromises(UnitOfWork unitOfWork, TimeProvider time)
{
    private const int MostAtATime = 50;

    /// <summary>Works until nothing is due.</summary>
    public async Task<PromisesSeen> RunAsync(CancellationToken cancellation = default)
    {
        var sum = new PromisesSeen(0, 0, 0);
        int looked;
        do
        {
            (looked, var seen) = await unitOfWork.RunAsync(LookAsync, cancellation);
            sum = new(sum.Warned + seen.Warned, sum.Broken + seen.Broken, sum.Escalated + seen.Escalated);
        }
        while (looked == MostAtATime);

        return sum;
    }

    private async Task<(int Looked, PromisesSeen Seen)> LookAsync(FeedbackDb db)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var numbers = await db.TicketClocks.AsNoTracking().Where(c => c.NextLookAt <= now).OrderBy(c => c.NextLookAt)
            .Select(c => c.TicketNumber).Take(MostAtATime).ToListAsync();
        var seen = new PromisesSeen(0, 0, 0);
        foreach (var number in numbers.Distinct())
        {
            var ticket = await db.TicketAsync(number);
            foreach (var clock in ticket.Clocks.Where(c => c.NextLookAt <= now).ToList())
            {
                seen = await LookAsync(db, ticket, clock, seen, now);
            }

            db.AnnounceTicket(ticket);
        }

        return (numbers.Count, seen);
    }

    private static async Task<PromisesSeen> LookAsync(FeedbackDb db, Ticket ticket, TicketClock clock, PromisesSeen seen, DateTime now)
    {
        if (clock.BrokenAt == null && now < clock.DueAt)
        {
            ticket.PromiseWarned(clock, now);
            await db.TellOfPromiseAsync(ticket, clock, NotificationCode.PromiseWarned, [EscalationStep.Assignee], watchers: true, now);
            return seen with { Warned = seen.Warned + 1 };
        }

        var breaks = clock.BrokenAt == null;
        if (breaks)
        {
            ticket.PromiseBroken(clock, now);
            seen = seen with { Broken = seen.Broken + 1 };
        }

        if (clock.AcknowledgedAt != null)
        {
            return seen;
        }

        var chain = (await PolicyAsync(db, ticket, clock)).AlertsInForce.Chain.OrderBy(s => s.AfterMinutes).ToList();
        if (breaks)
        {
            await db.TellOfPromiseAsync(ticket, clock, NotificationCode.PromiseBroken, chain.Where(s => s.AfterMinutes == 0).Select(s => s.To), watchers: true, now);
        }

        return await EscalateAsync(db, ticket, clock, chain, seen, now);
    }

    /// <summary>Every rung whose time has come, the next one later; what comes at once with the breach was told as the breach.</summary>
    private static async Task<PromisesSeen> EscalateAsync(FeedbackDb db, Ticket ticket, TicketClock clock, List<EscalationStep> chain, PromisesSeen seen, DateTime now)
    {
        var rung = clock.Escalated;
        for (; rung < chain.Count && clock.DueAt.AddMinutes(chain[rung].AfterMinutes) <= now; rung++)
        {
            var step = chain[rung];
            if (step.AfterMinutes > 0)
            {
                ticket.Escalated(clock, step.To, now);
                await db.TellOfPromiseAsync(ticket, clock, NotificationCode.Escalated, [step.To], watchers: false, now);
                seen = seen with { Escalated = seen.Escalated + 1 };
            }
        }

        clock.EscalateTo(rung, rung < chain.Count ? clock.DueAt.AddMinutes(chain[rung].AfterMinutes) : null);
        return seen;
    }

    /// <summary>A regulator's clock is told of as the case's own policy says.</summary>
    private static async Task<PromisePolicy> PolicyAsync(FeedbackDb db, Ticket ticket, TicketClock clock) =>
        (clock.PolicyId is { } id ? await db.PromisePolicies.FindAsync(id) : await SettlePromises.PolicyAsync(db, ticket))
        ?? await db.PromisePolicies.OrderByDescending(p => p.ReplacedAt == null).ThenByDescending(p => p.Position).FirstAsync();
}
