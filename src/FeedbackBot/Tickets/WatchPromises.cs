using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>What was found when promises were looked at.</summary>
public sealed record PromisesSeen(int Warned, int Broken, int Escalated);

/// <summary>
/// Finds the promises that run out or are broken and not noted yet, notes it on the case, and raises alerts along the policy's chain.
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
        var policy = await PolicyAsync(db, ticket, clock);
        if (clock.BrokenAt == null && now < clock.DueAt)
        {
            ticket.PromiseWarned(clock, now);
            await RaiseAsync(db, ticket, clock, PromiseAlert.Warned, EscalationStep.Assignee, now);
            return seen with { Warned = seen.Warned + 1 };
        }

        if (clock.BrokenAt == null)
        {
            ticket.PromiseBroken(clock, now);
            seen = seen with { Broken = seen.Broken + 1 };
        }

        return clock.AcknowledgedAt != null ? seen : await EscalateAsync(db, ticket, clock, policy.AlertsInForce, seen, now);
    }

    /// <summary>Every rung whose time has come, the next one later; what comes at once with the breach is the breach's own alert.</summary>
    private static async Task<PromisesSeen> EscalateAsync(FeedbackDb db, Ticket ticket, TicketClock clock, AlertRules rules, PromisesSeen seen, DateTime now)
    {
        var chain = rules.Chain.OrderBy(s => s.AfterMinutes).ToList();
        var rung = clock.Escalated;
        for (; rung < chain.Count && clock.DueAt.AddMinutes(chain[rung].AfterMinutes) <= now; rung++)
        {
            var step = chain[rung];
            if (step.AfterMinutes == 0)
            {
                await RaiseAsync(db, ticket, clock, PromiseAlert.Broken, step.To, now);
                continue;
            }

            ticket.Escalated(clock, step.To, now);
            await RaiseAsync(db, ticket, clock, PromiseAlert.Escalated, step.To, now);
            seen = seen with { Escalated = seen.Escalated + 1 };
        }

        clock.EscalateTo(rung, rung < chain.Count ? clock.DueAt.AddMinutes(chain[rung].AfterMinutes) : null);
        return seen;
    }

    /// <summary>A regulator's clock is told of as the case's own policy says.</summary>
    private static async Task<PromisePolicy> PolicyAsync(FeedbackDb db, Ticket ticket, TicketClock clock) =>
        (clock.PolicyId is { } id ? await db.PromisePolicies.FindAsync(id) : await SettlePromises.PolicyAsync(db, ticket))
        ?? await db.PromisePolicies.OrderByDescending(p => p.ReplacedAt == null).ThenByDescending(p => p.Position).FirstAsync();

    private static async Task RaiseAsync(FeedbackDb db, Ticket ticket, TicketClock clock, string what, string to, DateTime now)
    {
        foreach (var recipient in (await RecipientsAsync(db, ticket, to)).Distinct())
        {
            db.PromiseAlerts.Add(new PromiseAlert(clock, what, recipient, now));
        }
    }

    /// <summary>Where there is no assignee the lead is told, where there is no lead the managers; never somebody whom the case is hidden from.</summary>
    private static async Task<IReadOnlyList<string>> RecipientsAsync(FeedbackDb db, Ticket ticket, string to)
    {
        if (to.Contains('@', StringComparison.Ordinal))
        {
            return [StaffMember.Normalize(to)];
        }

        var recusals = db.Recusals;
        var staff = db.Staff.AsNoTracking().Where(s => !recusals.Any(r => r.TicketNumber == ticket.Number && r.StaffId == s.Id));
        List<string> found = [];
        if (to == EscalationStep.Assignee)
        {
            found = await staff.Where(s => s.Id == ticket.AssigneeId).Select(s => s.Email).ToListAsync();
        }

        if (found.Count == 0 && to != EscalationStep.Managers)
        {
            var leads = db.TeamMembers.Where(m => m.TeamId == ticket.TeamId && m.IsLead);
            found = await staff.Where(s => leads.Any(l => l.StaffId == s.Id)).Select(s => s.Email).ToListAsync();
        }

        return found.Count > 0 ? found : await staff.Where(s => s.Roles.HasFlag(StaffRoles.Manager)).Select(s => s.Email).ToListAsync();
    }
}
