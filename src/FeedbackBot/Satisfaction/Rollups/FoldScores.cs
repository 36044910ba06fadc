using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>Folds what commits have changed into the roll-ups, some at a time; figures are the same before and after, for both are read.</summary>
public sealed class FoldScores(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts)
{
    /// <summary>Between two commits, so that the work of people goes before.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync(CancellationToken cancellation = default)
    {
        while (await IsNeededAsync(cancellation))
        {
            await unit.RunAsync(async db =>
            {
                if (!db.Database.IsSqlite())
                {
                    // One fold at a time, over all processes; those who write changes are not held up.
                    await db.Database.ExecuteSqlRawAsync("LOCK TABLE score_rollups IN SHARE ROW EXCLUSIVE MODE", cancellation);
                }

                foreach (var statement in RollupSql.TakeChanges)
                {
                    await db.Database.ExecuteSqlRawAsync(statement, cancellation);
                }

                if (await db.RollupZoneAsync() is { } zone)
                {
                    await CountRollups.FromChangesAsync(db, "folding", "score_rollups", isTakenAway: false, zone, cancellation);
                }

                await db.Database.ExecuteSqlRawAsync("DROP TABLE folding", cancellation);
            }, cancellation);
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Rows that were never built are not folded into: a rebuild counts everything.</summary>
    private async Task<bool> IsNeededAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.PendingCounts.AnyAsync(cancellation) && await db.RollupZoneAsync() != null;
    }
}
