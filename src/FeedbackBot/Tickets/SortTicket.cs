using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>Says how soon a case is wanted, and puts words on it by which it is found.</summary>
public sealed class SortTicket(TimeProvider time)
{
    public Task PrioritiseAsync(FeedbackDb db, long number, string priority, Actor by) => DoAsync(db, number, (ticket, now) => ticket.Prioritise(
        ColumnForms.TryParse<TicketPriority>(priority, out var wanted) ? wanted : throw new RuleViolation("required", "Choose a priority.", "priority"), by, now));

    public Task TagAsync(FeedbackDb db, long number, string tag, Actor by) => DoAsync(db, number, (ticket, now) => ticket.AddTag(tag, by, now));

    public Task UntagAsync(FeedbackDb db, long number, string tag, Actor by) => DoAsync(db, number, (ticket, now) => ticket.RemoveTag(tag, by, now));

    private async Task DoAsync(FeedbackDb db, long number, Action<Ticket, DateTime> verb)
    {
        var ticket = await db.TicketAsync(number);
        verb(ticket, time.GetUtcNow().UtcDateTime);
        db.AnnounceTicket(ticket);
    }
}
