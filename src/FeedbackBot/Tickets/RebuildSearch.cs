using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Makes cases findable that are not, from the newest down and some at a time: after words came to be cut by another rule, or an import past the program. It keeps no state, so a stop loses nothing.</summary>
public sealed class RebuildSearch(IDbContextFactory<FeedbackDb> contexts, UnitOfWork unit, CatchUpSearch catchUp)
{
    private const int AtOnce = 25;

    /// <param name="below">Only cases with a lower number: the others were looked at.</param>
    /// <returns>The lowest number looked at; null where there was none left.</returns>
    public async Task<long?> RunAsync(long below = long.MaxValue, CancellationToken cancellation = default)
    {
        List<long> missing;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            missing = await Missing(db, below).ToListAsync(cancellation);
        }

        if (missing.Count == 0)
        {
            return null;
        }

        await unit.RunAsync(async db =>
        {
            foreach (var number in missing.Order())
            {
                await db.MarkStaleAsync(number);
            }
        }, cancellation);
        await catchUp.RunAsync(cancellation);
        return missing[^1];
    }

    private static IQueryable<long> Missing(FeedbackDb db, long below) => db.Database.IsSqlite()
        ? db.Database.SqlQuery<long>($"SELECT t.number AS \"Value\" FROM tickets t WHERE t.number < {below} AND NOT EXISTS (SELECT 1 FROM ticket_search s WHERE s.rowid = t.number) ORDER BY t.number DESC LIMIT {AtOnce}")
        : db.Database.SqlQuery<long>($"SELECT t.number AS \"Value\" FROM tickets t WHERE t.number < {below} AND NOT EXISTS (SELECT 1 FROM ticket_search s WHERE s.number = t.number) ORDER BY t.number DESC LIMIT {AtOnce}");
}
