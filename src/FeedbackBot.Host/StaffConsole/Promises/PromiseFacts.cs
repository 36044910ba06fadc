using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Promises;

/// <summary>What the page of a case says of its promises besides the clocks: the ledger of pauses, each team's time, and the calendars they count by.</summary>
public sealed class PromiseFacts
{
    public static readonly PromiseFacts None = new();

    private ILookup<string, Pause> _pauses = Array.Empty<ClockPause>().ToLookup(p => p.Clock, p => p.AsPause);
    private IReadOnlyDictionary<Guid, WorkCalendar> _calendars = new Dictionary<Guid, WorkCalendar>();

    public IReadOnlyList<TeamStretch> Stretches { get; private init; } = [];

    public static async Task<PromiseFacts> ReadAsync(FeedbackDb db, Ticket ticket, RoutingBook.Page book, CancellationToken cancellation)
    {
        var pauses = await db.ClockPauses.AsNoTracking().Where(p => p.TicketNumber == ticket.Number).ToListAsync(cancellation);
        return new()
        {
            _pauses = pauses.ToLookup(p => p.Clock, p => p.AsPause),
            _calendars = book.Calendars,
            Stretches = await db.TeamStretches.AsNoTracking().Where(s => s.TicketNumber == ticket.Number).OrderBy(s => s.FromAt).ToListAsync(cancellation),
        };
    }

    /// <summary>A clock's name in the viewer's language.</summary>
    public static string NameOf(string clock, ConsoleTexts texts) =>
        texts.Or($"promise.{ClockName.FamilyOf(clock)}", PromiseSentence.NameOf(clock, texts.Language));

    public string Explain(TicketClock clock, Viewer viewer) =>
        PromiseSentence.Say(clock, [.. _pauses[clock.Name]], CalendarOf(clock), viewer.Language, viewer.TimeZone);

    private WorkCalendar? CalendarOf(TicketClock clock) => clock.CalendarId is { } id
        ? _calendars.GetValueOrDefault(id)
        : _calendars.Values.FirstOrDefault(c => c.Name == clock.Calendar);
}
