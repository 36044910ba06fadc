using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction.Measures;

/// <summary>Measures cases that were never measured (those of a database older than the measures), or all of them anew; some in a commit.</summary>
public sealed class FillMeasures(UnitOfWork unit)
{
    private const int MostAtOnce = 500;

    /// <summary>How many were measured; none when all are.</summary>
    public Task<int> RunAsync(CancellationToken cancellation = default) => unit.RunAsync(async db =>
    {
        var measures = db.CaseMeasures;
        var tickets = await db.Tickets.Include(t => t.Clocks).Where(t => !measures.Any(m => m.TicketNumber == t.Number))
            .OrderByDescending(t => t.Number).Take(MostAtOnce).ToListAsync(cancellation);
        return await MeasureAsync(db, tickets);
    }, cancellation);

    /// <summary>Every case, whether it was measured or not; what has not changed stays as it is.</summary>
    public async Task AgainAsync(CancellationToken cancellation = default)
    {
        for (long last = 0, done = 1; done > 0;)
        {
            (last, done) = await unit.RunAsync(async db =>
            {
                var tickets = await db.Tickets.Include(t => t.Clocks).Where(t => t.Number > last).OrderBy(t => t.Number).Take(MostAtOnce).ToListAsync(cancellation);
                return (tickets.Count == 0 ? last : tickets[^1].Number, await MeasureAsync(db, tickets));
            }, cancellation);
        }
    }

    private static async Task<int> MeasureAsync(FeedbackDb db, IReadOnlyList<Ticket> tickets)
    {
        foreach (var ticket in tickets)
        {
            await FollowCases.FollowAsync(db, db.Entry(ticket));
        }

        return tickets.Count;
    }
}
