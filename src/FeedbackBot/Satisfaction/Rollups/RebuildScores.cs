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
    /// <summary>How many rows are put right in one commit: some milliseconds of the writer's.</summary>
    private const int MostAdded = 200;

    /// <summary>
    /// Counts the facts as they are at one moment and adds to the rows what they lack, some at a time, so that nobody who writes waits. Changes that
    /// come meanwhile are folded in as ever: what is added up may be added in any order. A run that was cut off leaves rows that the next puts right.
    /// </summary>
    /// <returns>Whether it came to its end; false where another run began meanwhile, which does the same.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation = default)
    {
        var run = Guid.CreateVersion7(time.GetUtcNow());
        await unit.RunAsync(async db => (await db.RollupStates.SingleAsync(cancellation)).Begin(run, options.Value.TimeZone), cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await LayDifferencesAsync(db, cancellation);
        foreach (var rows in Differences(db).Chunk(MostAdded))
        {
            if (!await unit.RunAsync(writer => AddAsync(writer, run, rows, cancellation), cancellation))
            {
                return false;
            }
        }

        return await unit.RunAsync(writer => FinishAsync(writer, run, cancellation), cancellation);
    }

    /// <summary>How many rows differ from what the facts give; nought where all is well.</summary>
    public async Task<long> VerifyAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await LayDifferencesAsync(db, cancellation);
        return await db.Database.SqlQueryRaw<long>("SELECT COUNT(*) AS \"Value\" FROM differing").SingleAsync(cancellation);
    }

    /// <summary>Into a temporary table of this connection.</summary>
    private async Task LayDifferencesAsync(FeedbackDb db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        await using var transaction = await OneLookAsync(db, cancellation);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS counted", cancellation);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS differing", cancellation);
        await db.Database.ExecuteSqlRawAsync(RollupSql.EmptyCount, cancellation);
        await CountRollups.FromFactsAsync(db, "counted", options.Value.Zone, cancellation);
        await CountRollups.FromChangesAsync(db, "pending_counts", "counted", isTakenAway: true, options.Value.Zone, cancellation);
        await db.Database.ExecuteSqlRawAsync(RollupSql.Differences, cancellation);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE counted", cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static IEnumerable<object[]> Differences(FeedbackDb db)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = RollupSql.ReadDifferences;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }

    /// <summary>Each commit holds on to the state, so that one of a run that was replaced comes before the other's look or not at all.</summary>
    private static async Task<bool> AddAsync(FeedbackDb db, Guid run, object[][] rows, CancellationToken cancellation)
    {
        if (!await IsOursAsync(db, run, cancellation))
        {
            return false;
        }

        await db.Database.ExecuteSqlRawAsync(RollupSql.AddRows(rows.Length), rows.SelectMany(r => r), cancellation);
        return true;
    }

    private async Task<bool> FinishAsync(FeedbackDb db, Guid run, CancellationToken cancellation)
    {
        if (!await IsOursAsync(db, run, cancellation))
        {
            return false;
        }

        await db.Database.ExecuteSqlRawAsync(RollupSql.DropNoughts, cancellation);
        (await db.RollupStates.SingleAsync(cancellation)).Built(time.GetUtcNow().UtcDateTime);
        return true;
    }

    private static async Task<bool> IsOursAsync(FeedbackDb db, Guid run, CancellationToken cancellation) =>
        await db.RollupStates.Where(s => s.Rebuild == run).ExecuteUpdateAsync(s => s.SetProperty(r => r.Rebuild, run), cancellation) == 1;

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
