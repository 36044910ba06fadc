using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Starts the clocks of the regulatory packs that a case falls under. A complaint that is recognised late has been one since its message arrived, and its clocks have run since then.</summary>
internal static class StartPacks
{
    /// <summary>Regulators count in days or weeks: a day's notice is time to act.</summary>
    private const int WarnMinutes = 24 * 60;

    public static async Task RunAsync(FeedbackDb db, Ticket ticket)
    {
        if (!ticket.IsOpen)
        {
            return;
        }

        var facts = OpenTicket.FactsOf(ticket);
        var settings = await db.PackSettings.AsNoTracking().Where(s => s.IsOn).ToListAsync();
        foreach (var setting in settings.Where(s => Router.Match(s.Conditions, facts) != null))
        {
            if (RegulatoryPacks.Find(setting.Pack) is { } pack && await db.Calendars.FindAsync(setting.CalendarId) is { } calendar)
            {
                await StartAsync(db, ticket, pack, calendar);
            }
        }
    }

    internal static TicketClock ClockOf(Ticket ticket, RegulatoryPack pack, PackStep step, DateTime from, WorkCalendar calendar) =>
        new TicketClock(ticket.Number, step.ClockOf(pack), from, step.Target, calendar).By(pack, WarnMinutes);

    private static async Task StartAsync(FeedbackDb db, Ticket ticket, RegulatoryPack pack, WorkCalendar calendar)
    {
        foreach (var step in pack.Steps.Where(s => s.Starts != PackStart.Escalation && ticket.Clock(s.ClockOf(pack)) == null))
        {
            var from = step.Starts == PackStart.Awareness
                ? await AwareAsync(db, ticket)
                : ticket.Clock(pack.Step(step.After!)!.ClockOf(pack))?.StoppedAt;
            if (from is not { } start)
            {
                continue;
            }

            var clock = ClockOf(ticket, pack, step, start, calendar);
            if (step.Stops == PackStop.Reply && ticket.FirstRespondedAt is { } replied)
            {
                clock.Stop(replied);
            }

            ticket.StartClock(clock);
        }
    }

    /// <summary>When the message that began the matter arrived; for what came in by other ways, when that was.</summary>
    private static async Task<DateTime> AwareAsync(FeedbackDb db, Ticket ticket)
    {
        var sent = await db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == ticket.ConversationId && m.Sequence == ticket.FirstSequence && m.Speaker == Speaker.Customer)
            .Select(m => (DateTime?)m.SentAt).FirstOrDefaultAsync();
        var arrived = sent ?? ticket.CreatedAt;
        return ticket.OccurredAt < arrived ? ticket.OccurredAt : arrived;
    }
}
