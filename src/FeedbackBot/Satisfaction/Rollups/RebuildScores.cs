using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>Builds the roll-ups anew from answers, questions and cases, or compares them with what that would give.</summary>
public sealed class RebuildScores(
    UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, FillMeasures fill, TimeProvider time, IOptions<SatisfactionOptions> options)
{
    /// <summary>Throws away every row and counts again, in one commit, by the reporting time zone as it is set.</summary>
    public Task RunAsync(CancellationToken cancellation = default) => unit.RunAsync(async db =>
    {
        if (!db.Database.IsSqlite())
        {
            // Whoever writes an answer waits here until the rows are right again; their change then waits to be folded in.
            await db.Database.ExecuteSqlRawAsync("LOCK TABLE score_rollups, pending_counts IN EXCLUSIVE MODE", cancellation);
        }

        await db.Database.ExecuteSqlRawAsync("DELETE FROM pending_counts", cancellation);
        await db.Database.ExecuteSqlRawAsync("DELETE FROM score_rollups", cancellation);
        await CountRollups.FromFactsAsync(db, "score_rollups", options.Value.Zone, cancellation);
        var now = time.GetUtcNow().UtcDateTime;
        var state = await db.RollupStates.SingleAsync(cancellation);
        state.Built(options.Value.TimeZone, now);
        state.Verified(now);
    }, cancellation);

    /// <summary>How many rows differ from what the facts give; nought where all is well.</summary>
    public async Task<long> VerifyAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        await using var transaction = await OneLookAsync(db, cancellation);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS counted", cancellation);
        await db.Database.ExecuteSqlRawAsync(RollupSql.EmptyCount, cancellation);
        await CountRollups.FromFactsAsync(db, "counted", options.Value.Zone, cancellation);
        await CountRollups.FromChangesAsync(db, "pending_counts", "counted", isTakenAway: true, options.Value.Zone, cancellation);
        var differing = await db.Database.SqlQueryRaw<long>(RollupSql.Differences).SingleAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE counted", cancellation);
        await transaction.CommitAsync(cancellation);
        return differing;
    }

    /// <summary>Facts and rows as they were at one moment; on SQLite without taking the writer's place.</summary>
    private static async Task<IDbContextTransaction> OneLookAsync(FeedbackDb db, CancellationToken cancellation) => db.Database.GetDbConnection() is SqliteConnection sqlite
        ? (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancellation))!
        : await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);

    /// <summary>The nightly look: what differs is built anew. How many rows differed; null where it was not yet time.</summary>
    public async Task<long?> CheckAsync(CancellationToken cancellation = default)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var state = await db.RollupStates.AsNoTracking().SingleAsync(cancellation);
            var day = Period.Of(PeriodLength.Day, time.GetUtcNow().UtcDateTime, options.Value.Zone);
            if (state.BuiltAt != null && state.TimeZone == options.Value.TimeZone && state.VerifiedAt >= day.From)
            {
                return null;
            }

            if (state.BuiltAt == null || state.TimeZone != options.Value.TimeZone)
            {
                while (state.BuiltAt == null && await fill.RunAsync(cancellation) > 0)
                {
                }

                await RunAsync(cancellation);
                return 0;
            }
        }

        var differing = await VerifyAsync(cancellation);
        if (differing > 0)
        {
            await RunAsync(cancellation);
        }
        else
        {
            await unit.RunAsync(async db => (await db.RollupStates.SingleAsync(cancellation)).Verified(time.GetUtcNow().UtcDateTime), cancellation);
        }

        return differing;
    }
}
