using FeedbackBot.Routing;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>Routes a case anew, because people know better now what it is. Whoever has it keeps it.</summary>
public sealed class RouteAgain(RoutingBook routing, TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number)
    {
        var ticket = await db.TicketAsync(number);
        var (book, now) = (await routing.OpenAsync(), time.GetUtcNow().UtcDateTime);
        var decision = book.Route(OpenTicket.FactsOf(ticket) with { WorkingHours = book.IsAtWork(now) });
        ticket.Route(decision, (book.TeamOf(decision.TeamId) ?? book.DefaultTeam).Key, now);
        db.AnnounceTicket(ticket);
        return ticket;
    }
}
