using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FeedbackBot.Tickets;

/// <summary>
/// Brings the clocks of a case into line with what became of it, in the commit in which it did. It goes by the case's state and not by the verb,
/// so that no way of resolving, waiting or handing over can forget a clock.
/// </summary>
internal static class SettlePromises
{
    public static async Task RunAsync(FeedbackDb db, Ticket ticket)
    {
        var entry = db.Entry(ticket);
        var unanswered = ticket.TakeUnanswered();
        var isNew = entry.State == EntityState.Added;
        var before = isNew ? ticket.Status : entry.Property(t => t.Status).OriginalValue;
        var status = isNew || before != ticket.Status;
        var moved = isNew || entry.Property(t => t.TeamId).OriginalValue != ticket.TeamId;
        var answered = !isNew && ticket.FirstRespondedAt != null && entry.Property(t => t.FirstRespondedAt).OriginalValue == null;
        var judged = isNew || HasChanged(entry, t => t.Kind) || HasChanged(entry, t => t.Priority) || HasChanged(entry, t => t.Flags) || HasChanged(entry, t => t.Topics);
        if (!status && !moved && !answered && !judged && unanswered == null)
        {
            return;
        }

        if (!isNew && !entry.Collection(t => t.Clocks).IsLoaded)
        {
            await entry.Collection(t => t.Clocks).LoadAsync();
        }

        var at = ticket.UpdatedAt;
        if (status && ticket.IsOpen && before is TicketStatus.Resolved or TicketStatus.Closed)
        {
            Restart(ticket, entry.Property(t => t.ResolvedAt).OriginalValue);
        }

        if (moved || status)
        {
            await CountTeamAsync(db, ticket, isNew, moved, at);
        }

        if (answered)
        {
            StopPackClocks(ticket, PackStop.Reply, at);
        }

        if (unanswered is { } since && ticket.IsOpen && ticket.FirstRespondedAt != null)
        {
            await PromiseAnswerAsync(db, ticket, since);
        }

        if (judged || answered || unanswered != null)
        {
            await StartPacks.RunAsync(db, ticket);
        }

        await PauseOrResumeAsync(db, ticket, at);
    }

    /// <summary>The calendar a clock counts by; where it was made before calendars had versions, the one of its name.</summary>
    internal static async Task<WorkCalendar?> CalendarAsync(FeedbackDb db, TicketClock clock) =>
        clock.CalendarId is { } id
            ? await db.Calendars.FindAsync(id)
            : await db.Calendars.Where(c => c.Name == clock.Calendar).OrderByDescending(c => c.Version).FirstOrDefaultAsync();

    internal static async Task<List<Pause>> PausesAsync(FeedbackDb db, TicketClock clock)
    {
        var stored = await db.ClockPauses.AsNoTracking().Where(p => p.TicketNumber == clock.TicketNumber && p.Clock == clock.Name).ToListAsync();
        return [.. stored.Select(p => p.AsPause)];
    }

    internal static async Task<PromisePolicy?> PolicyAsync(FeedbackDb db, Ticket ticket)
    {
        var made = ticket.Clock(ClockName.Resolution);
        return made == null ? null
            : made.PolicyId is { } id ? await db.PromisePolicies.FindAsync(id)
            : await db.PromisePolicies.FirstOrDefaultAsync(p => p.Name == made.Policy && p.Version == made.PolicyVersion);
    }

    internal static void StopPackClocks(Ticket ticket, PackStop by, DateTime at)
    {
        foreach (var clock in ticket.Clocks.Where(c => c.IsRunning && RegulatoryPacks.OfClock(c.Name)?.Step.Stops == by))
        {
            clock.Stop(at);
        }
    }

    private static bool HasChanged<T>(EntityEntry<Ticket> entry, System.Linq.Expressions.Expression<Func<Ticket, T>> property)
    {
        var (was, now) = (entry.Property(property).OriginalValue, entry.Property(property).CurrentValue);
        return !ReferenceEquals(was, now) && !EqualityComparer<T>.Default.Equals(was, now);
    }

    /// <summary>What had been done before the case was over, such as an acknowledgement, stays done; after a merge or a withdrawal that was taken back, all that was not done is open again.</summary>
    private static void Restart(Ticket ticket, DateTime? resolvedAt)
    {
        foreach (var clock in ticket.Clocks)
        {
            var again = clock.Name switch
            {
                ClockName.NextResponse => false,
                ClockName.FirstResponse => resolvedAt == null && ticket.FirstRespondedAt == null,
                ClockName.Resolution => true,
                _ => (resolvedAt == null || clock.StoppedAt >= resolvedAt) && IsStillOpen(ticket, clock),
            };
            if (again)
            {
                clock.Restart();
            }
        }
    }

    /// <summary>An acknowledgement that was given is given, and a first stage is over once the second has begun.</summary>
    private static bool IsStillOpen(Ticket ticket, TicketClock clock) => RegulatoryPacks.OfClock(clock.Name) is not { } found
        || !((found.Step.Stops == PackStop.Reply && ticket.FirstRespondedAt != null)
            || (found.Step != found.Pack.SecondStage && found.Pack.SecondStage is { } second && ticket.Clock(second.ClockOf(found.Pack)) != null));

    /// <summary>Ends the stretch of the team that had the case, begins that of the team that has it, and the promise for it where the policy makes one.</summary>
    private static async Task CountTeamAsync(FeedbackDb db, Ticket ticket, bool isNew, bool moved, DateTime at)
    {
        if (!isNew)
        {
            await db.TeamStretches.Where(s => s.TicketNumber == ticket.Number).LoadAsync();
        }

        var stretches = db.TeamStretches.Local.Where(s => s.TicketNumber == ticket.Number).ToList();
        var running = stretches.Find(s => s.ToAt == null);
        if (running != null && (!ticket.IsOpen || running.TeamId != ticket.TeamId))
        {
            running.End(at);
            running = null;
        }

        if (!ticket.IsOpen || running != null || ticket.TeamId is not { } team)
        {
            return;
        }

        db.TeamStretches.Add(new TeamStretch(ticket.Number, team, at));
        if (moved && await PolicyAsync(db, ticket) is { Targets.Handling: { } target } policy && await db.Calendars.FindAsync(policy.CalendarId) is { } calendar)
        {
            foreach (var clock in ticket.Clocks.Where(c => ClockName.FamilyOf(c.Name) == ClockName.Handling))
            {
                clock.Stop(at);
            }

            ticket.StartClock(new TicketClock(ticket.Number, $"{ClockName.Handling}_{stretches.Count + 1}", at, target, calendar).By(policy));
        }
    }

    /// <summary>The oldest message nobody has answered starts the clock; later ones do not.</summary>
    private static async Task PromiseAnswerAsync(FeedbackDb db, Ticket ticket, DateTime since)
    {
        var clock = ticket.Clock(ClockName.NextResponse);
        if (clock is { IsRunning: true } || await PolicyAsync(db, ticket) is not { Targets.NextResponse: { } target } policy
            || await db.Calendars.FindAsync(policy.CalendarId) is not { } calendar)
        {
            return;
        }

        if (clock == null)
        {
            ticket.StartClock(new TicketClock(ticket.Number, ClockName.NextResponse, since, target, calendar).By(policy));
        }
        else
        {
            clock.StartAgain(since, calendar);
        }
    }

    private static async Task PauseOrResumeAsync(FeedbackDb db, Ticket ticket, DateTime at)
    {
        var why = ticket.Status switch
        {
            TicketStatus.WaitingOnCustomer => "waiting_on_customer",
            TicketStatus.OnHold => "on_hold",
            _ => null,
        };
        foreach (var clock in ticket.Clocks.Where(c => c.IsRunning).ToList())
        {
            if (!ticket.IsOpen)
            {
                clock.Stop(at);
            }
            else if (clock.PausedAt is { } from && clock.PausedWhy != why)
            {
                await ResumeAsync(db, clock, from, at);
            }

            if (why != null)
            {
                clock.PauseFrom(at, why);
            }
        }
    }

    private static async Task ResumeAsync(FeedbackDb db, TicketClock clock, DateTime from, DateTime at)
    {
        var pauses = await PausesAsync(db, clock);
        if (at > from)
        {
            var pause = new ClockPause(clock.TicketNumber, clock.Name, from, at, clock.PausedWhy!);
            db.ClockPauses.Add(pause);
            pauses.Add(pause.AsPause);
        }

        if (await CalendarAsync(db, clock) is { } calendar)
        {
            clock.Resume(pauses, calendar);
        }
    }
}
