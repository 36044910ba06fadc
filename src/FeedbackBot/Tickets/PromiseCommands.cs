using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Says that somebody knows of a case's promises; nobody is told of them any more.</summary>
public sealed class AcknowledgePromises(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, Actor by)
    {
        var (ticket, now) = (await db.TicketAsync(number), time.GetUtcNow().UtcDateTime);
        ticket.AcknowledgePromises(by, now);
        foreach (var told in await db.Notifications.Where(n => n.TicketNumber == number && n.ReadAt == null && NotificationCode.OfPromises.Contains(n.Code)).ToListAsync())
        {
            told.Read(now);
            if (told.StaffId is { } reader)
            {
                db.Announce(NotificationTables.TopicOf(reader));
            }
        }

        db.AnnounceTicket(ticket);
        return ticket;
    }
}

/// <summary>Extends a regulatory clock as far as its pack allows: with a reason, and with word to the customer in the same commit.</summary>
public sealed class ExtendPromise(ReplyToTicket reply, TimeProvider time)
{
    /// <param name="amount">How much more, in the clock's own unit.</param>
    /// <param name="message">What the customer is told.</param>
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, string? clockName, int amount, string? reason, string? message, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        if (clockName == null || ticket.Clock(clockName) is not { IsRunning: true } clock || RegulatoryPacks.OfClock(clockName) is not { } found)
        {
            throw new RuleViolation("no_clock", "There is no such regulatory clock running on this case.", "clock");
        }

        if (found.Step.Extension is not { } rule)
        {
            throw new RuleViolation("no_extension", "The rule allows no extension of this time.", "clock");
        }

        var most = rule.Most - clock.Target.Amount;
        if (amount < 1 || amount > most)
        {
            throw new RuleViolation("extension_range", most < 1 ? "This time has been extended as far as the rule allows." : $"The rule allows {most} more at most.", "amount");
        }

        var why = Required.Text(reason, "reason", 1000);
        var said = Required.Text(message, "message", ReplyToTicket.MostLength);
        var calendar = await SettlePromises.CalendarAsync(db, clock)
            ?? throw new RuleViolation("no_calendar", "The calendar of this clock is gone.", "clock");
        var now = time.GetUtcNow().UtcDateTime;
        clock.Extend(amount, why, [], calendar);
        ticket.PromiseExtended(clock, amount, why, by, now);
        await reply.RunAsync(db, number, said, by);
        return ticket;
    }
}

/// <summary>
/// Has a complaint looked at again, by somebody else: whoever decided it before has nothing to do with it any more, and where a rule that applies
/// knows a second stage, its clock starts. The customer need not give a reason.
/// </summary>
public sealed class EscalateStage(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        if (ticket.Kind is not (TicketKind.Complaint or null))
        {
            throw new RuleViolation("no_complaint", "Only a complaint is looked at a second time by somebody else.");
        }

        var pack = ticket.Clocks.Select(c => RegulatoryPacks.OfClock(c.Name)?.Pack).FirstOrDefault(p => p?.SecondStage is { } stage && ticket.Clock(stage.ClockOf(p)) == null);
        if (ticket.IsOpen && pack == null && await IsUnderWayAsync(db, number))
        {
            return ticket;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var handlers = await HandlersAsync(db, ticket);
        if (!ticket.IsOpen)
        {
            ticket.Reopen("second_stage", by, now);
        }

        if (pack == null)
        {
            ticket.LookedAtAgain(by, now);
        }
        else
        {
            await StartStageAsync(db, ticket, pack, by, now);
        }

        await RecuseAsync(db, ticket, handlers, by, now);
        db.AnnounceTicket(ticket);
        return ticket;
    }

    private static async Task StartStageAsync(FeedbackDb db, Ticket ticket, RegulatoryPack pack, Actor by, DateTime now)
    {
        var setting = await db.PackSettings.AsNoTracking().FirstOrDefaultAsync(s => s.Pack == pack.Key);
        var calendar = (setting == null ? null : await db.Calendars.FindAsync(setting.CalendarId))
            ?? await SettlePromises.CalendarAsync(db, ticket.Clocks.First(c => RegulatoryPacks.OfClock(c.Name)?.Pack == pack))
            ?? throw new RuleViolation("no_calendar", "The calendar of this rule is gone.");

        // The first stage is over: what of it had not been done is on record as it stands.
        foreach (var clock in ticket.Clocks.Where(c => RegulatoryPacks.OfClock(c.Name)?.Pack == pack))
        {
            clock.Stop(now);
        }

        var second = StartPacks.ClockOf(ticket, pack, pack.SecondStage!, now, calendar);
        ticket.StartClock(second);
        ticket.StageEscalated(second, by, now);
    }

    /// <summary>Escalated, and not decided since.</summary>
    private static async Task<bool> IsUnderWayAsync(FeedbackDb db, long number) =>
        await db.TicketEvents.AsNoTracking().Where(e => e.TicketNumber == number && (e.Code == "looked_at_again" || e.Code == "stage_escalated" || e.Code == "resolved"))
            .OrderByDescending(e => e.Sequence).Select(e => e.Code).FirstOrDefaultAsync() is "looked_at_again" or "stage_escalated";

    /// <summary>Everybody who decided it before; where nobody has, whoever has the case.</summary>
    private static async Task<IReadOnlyList<Guid>> HandlersAsync(FeedbackDb db, Ticket ticket)
    {
        var decided = await db.TicketEvents.AsNoTracking().Where(e => e.TicketNumber == ticket.Number && e.Code == "resolved" && e.ActorKind == "staff" && e.ActorId != null)
            .Select(e => e.ActorId!.Value).Distinct().ToListAsync();
        return decided.Count > 0 ? decided : ticket.AssigneeId is { } assignee ? [assignee] : [];
    }

    private static async Task RecuseAsync(FeedbackDb db, Ticket ticket, IReadOnlyList<Guid> handlers, Actor by, DateTime now)
    {
        foreach (var member in await db.Staff.Where(s => handlers.Contains(s.Id)).ToListAsync())
        {
            await db.RecuseAsync(ticket, member, RecusalReason.FirstStage, by, now);
        }
    }
}
