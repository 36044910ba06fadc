using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tickets;

/// <summary>Closes cases that were resolved so long ago that a word of the customer would no longer open them again.</summary>
public sealed class CloseResolvedTickets(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time, IOptions<TicketOptions> options)
{
    private const int MostAtOnce = 500;

    /// <summary>So few in a commit that nobody waits for it.</summary>
    private const int MostPerCommit = 25;

    /// <summary>How many were closed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        List<long> due;
        var until = time.GetUtcNow().UtcDateTime - options.Value.ReopenWithin;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            due = await db.Tickets.Where(t => t.Status == TicketStatus.Resolved && t.ResolvedAt < until)
                .OrderBy(t => t.ResolvedAt).Take(MostAtOnce).Select(t => t.Number).ToListAsync(cancellation);
        }

        foreach (var some in due.Chunk(MostPerCommit))
        {
            await unit.RunAsync(db => CloseAsync(db, [.. some], until), cancellation);
        }

        return due.Count;
    }

    private async Task CloseAsync(FeedbackDb db, List<long> numbers, DateTime until)
    {
        foreach (var ticket in await db.Tickets.Where(t => numbers.Contains(t.Number) && t.Status == TicketStatus.Resolved && t.ResolvedAt < until).ToListAsync())
        {
            ticket.Close(time.GetUtcNow().UtcDateTime);
            db.AnnounceTicket(ticket);
        }
    }
}
