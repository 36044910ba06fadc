using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>Keeps the roll-ups of scores in the very commit that writes, changes or removes an answer or a question.</summary>
internal sealed class KeepScores : ICommitStep
{
    private static readonly string Upsert =
        $"""
        INSERT INTO score_rollups ({RollupColumns.Key}, shard, {string.Join(", ", RollupColumns.Numbers)})
        VALUES (@grouping, @length, @metric, @lead, @starts_on, @key, @second, 0, {string.Join(", ", RollupColumns.Numbers.Select(n => $"@{n}"))})
        ON CONFLICT ({RollupColumns.Key}, shard) DO UPDATE SET {string.Join(", ", RollupColumns.Numbers.Select(n => $"{n} = {n} + excluded.{n}"))}
        """;

    private static readonly string[] UpsertParameters = ["grouping", "length", "metric", "lead", "starts_on", "key", "second", .. RollupColumns.Numbers];

    public async Task RunAsync(FeedbackDb db)
    {
        await FollowCases.RunAsync(db);
        var changes = new List<Change>();
        foreach (var answer in db.ChangeTracker.Entries<Answer>().Where(IsWritten))
        {
            Add(changes, answer.State, () => ScoreFact.Before(answer), () => ScoreFact.Of(answer));
        }

        foreach (var invitation in db.ChangeTracker.Entries<Invitation>().Where(IsWritten))
        {
            Add(changes, invitation.State, () => ScoreFact.Before(invitation), () => ScoreFact.Of(invitation));
        }

        foreach (var measure in db.ChangeTracker.Entries<CaseMeasure>().Where(IsWritten))
        {
            Add(changes, measure.State, () => ScoreFact.Before(measure), () => ScoreFact.Of(measure));
        }

        if (changes.Count > 0 && await ZoneAsync(db) is { } zone)
        {
            await StoreAsync(db, Sum(changes, zone));
        }
    }

    private static bool IsWritten(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private static void Add(List<Change> changes, EntityState state, Func<IEnumerable<ScoreFact>> before, Func<IEnumerable<ScoreFact>> after)
    {
        changes.AddRange(state == EntityState.Added ? [] : before().Select(f => new Change(f, -1)));
        changes.AddRange(state == EntityState.Deleted ? [] : after().Select(f => new Change(f, 1)));
    }

    /// <summary>
    /// On PostgreSQL a rebuild locks the table; whoever has waited for it sees its time zone, and a rebuild waits for whoever is here and so sees their facts.
    /// </summary>
    private static async Task<TimeZoneInfo?> ZoneAsync(FeedbackDb db)
    {
        if (!db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("LOCK TABLE score_rollups IN ROW EXCLUSIVE MODE");
        }

        return await db.RollupZoneAsync();
    }

    /// <summary>In one order for all commits, so that two never wait for each other crosswise. What cancels out is left out.</summary>
    private static List<KeyValuePair<RollupKey, Tally>> Sum(List<Change> changes, TimeZoneInfo zone)
    {
        var sums = new SortedDictionary<RollupKey, Tally>();
        foreach (var (fact, by) in changes)
        {
            var days = fact.StartsIn(zone);
            foreach (var grouping in Grouping.For(fact.Subject))
            {
                var (lead, key, second) = grouping.KeysOf(fact.Keys);
                foreach (var length in grouping.Lengths)
                {
                    var place = new RollupKey(grouping.Name, ColumnForms.Word(length), fact.Metric, lead, days[length], key, second);
                    if (!sums.TryGetValue(place, out var sum))
                    {
                        sums[place] = sum = new();
                    }

                    foreach (var (column, number) in fact.Numbers)
                    {
                        sum[column] += by * number;
                    }
                }
            }
        }

        return [.. sums.Where(s => !s.Value.IsEmpty)];
    }

    private static async Task StoreAsync(FeedbackDb db, List<KeyValuePair<RollupKey, Tally>> sums)
    {
        if (!db.Database.IsSqlite())
        {
            await StoreAtOnceAsync(db, sums);
            return;
        }

        var command = db.Statement(Upsert, UpsertParameters);
        foreach (var (key, facts) in sums)
        {
            object[] values = [key.Grouping, key.Length, key.Metric, key.Lead, key.DayText, key.Key, key.Second];
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }

            for (var column = 0; column < Tally.Size; column++)
            {
                command.Parameters[values.Length + column].Value = facts[column];
            }

            command.ExecuteNonQuery();
        }
    }

    private static Task StoreAtOnceAsync(FeedbackDb db, List<KeyValuePair<RollupKey, Tally>> sums)
    {
        T[] Column<T>(Func<RollupKey, T> of) => [.. sums.Select(s => of(s.Key))];
        object[] arrays =
        [
            Column(k => k.Grouping), Column(k => k.Length), Column(k => k.Metric), Column(k => k.Lead), Column(k => k.StartsOn), Column(k => k.Key), Column(k => k.Second),
            .. Enumerable.Range(0, Tally.Size).Select(c => sums.Select(s => s.Value[c]).ToArray()),
        ];
        var numbers = string.Join(", ", RollupColumns.Numbers);
        var statement =
            $"""
            INSERT INTO score_rollups ({RollupColumns.Key}, shard, {numbers})
            SELECT {RollupColumns.Key}, pg_backend_pid() % 16, {numbers}
            FROM unnest({string.Join(", ", Enumerable.Range(0, arrays.Length).Select(i => $"{{{i}}}"))}) WITH ORDINALITY AS change ({RollupColumns.Key}, {numbers}, place)
            ORDER BY place
            ON CONFLICT ({RollupColumns.Key}, shard) DO UPDATE SET {string.Join(", ", RollupColumns.Numbers.Select(n => $"{n} = score_rollups.{n} + excluded.{n}"))}
            """;
        return db.Database.ExecuteSqlRawAsync(statement, arrays);
    }

    private sealed record Change(ScoreFact Fact, int By);
}
