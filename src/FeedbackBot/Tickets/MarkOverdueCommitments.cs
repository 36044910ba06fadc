using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Marks promises whose day has passed, once each, with an event on their case.</summary>
public sealed class MarkOverdueCommitments(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    private const int MostAtOnce = 200;

    /// <summary>How many were marked.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        List<Guid> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var now = time.GetUtcNow().UtcDateTime;
            due = await db.Commitments.Where(c => c.DoneAt == null && c.BrokenAt == null && c.DueAt < now)
                .OrderBy(c => c.DueAt).Take(MostAtOnce).Select(c => c.Id).ToListAsync(cancellation);
        }

        var marked = 0;
        foreach (var id in due)
        {
            marked += await unit.RunAsync(db => MarkAsync(db, id), cancellation) ? 1 : 0;
        }

        return marked;
    }

    private async Task<bool> MarkAsync(FeedbackDb db, Guid id)
    {
        var (commitment, now) = (await db.Commitments.FirstAsync(c => c.Id == id), time.GetUtcNow().UtcDateTime);
        if (!commitment.Break(now))
        {
            return false;
        }

        var ticket = await db.TicketAsync(commitment.TicketNumber);
        ticket.CommitmentOverdue(commitment, now);
        db.AnnounceTicket(ticket);
        return true;
    }
}
