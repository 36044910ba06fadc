using FeedbackBot.Accounts;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>Takes a case: if nobody has it, or still the one whom the taker saw to have it. Of several who take at once, one gets it.</summary>
public sealed class ClaimTicket(TimeProvider time)
{
    /// <param name="seen">Who had the case when the taker looked; null is nobody.</param>
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, Guid staffId, Guid? seen, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        if (ticket.AssigneeId is { } has && has != staffId && has != seen)
        {
            var name = (await db.Staff.FindAsync(has))?.Name;
            throw new RuleViolation("already_taken", $"{name} took {ticket.Id} a moment ago.", "assignee");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var member = await db.Staff.FindAsync(staffId) ?? throw new RuleViolation("unknown_staff", $"There is no member of staff {staffId}.", "assignee");
        if (ticket.AssigneeId != staffId)
        {
            ticket.Assign(member, by, now);
            member.WasGivenWork(now);
            db.AnnounceTicket(ticket);
        }

        return ticket;
    }
}
