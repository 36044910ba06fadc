using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>Writes down, in the very commit that writes, changes or removes an answer, a question or a case, what that changes of the numbers.</summary>
internal sealed class KeepScores : ICommitStep
{
    private static readonly string[] InsertParameters = ["at", "subject", "metric", .. CountKey.Kept.Select(RollupColumns.FactKey), .. RollupColumns.Numbers];

    private static readonly string Insert =
        $"INSERT INTO pending_counts ({string.Join(", ", InsertParameters)}) VALUES ({string.Join(", ", InsertParameters.Select(p => $"@{p}"))})";

    public async Task RunAsync(FeedbackDb db)
    {
        await FollowCases.RunAsync(db);
        var changes = new Dictionary<string, (ScoreFact Fact, Tally Sum)>();
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

        Store(db, [.. changes.Values.Where(c => !c.Sum.IsEmpty)]);
    }

    /// <summary>On SQLite by a statement that stays prepared: EF prepares each insert anew, which was measured to cost more than writing the row.</summary>
    private static void Store(FeedbackDb db, IReadOnlyList<(ScoreFact Fact, Tally Sum)> changes)
    {
        if (!db.Database.IsSqlite())
        {
            db.PendingCounts.AddRange(changes.Select(c => new PendingCount(c.Fact, c.Sum)));
            return;
        }

        foreach (var (fact, sum) in changes)
        {
            object[] values =
            [
                ColumnForms.Stored(fact.At), ColumnForms.Word(fact.Subject), fact.Metric, .. CountKey.Kept.Select(d => fact.Keys[d]),
                .. Enumerable.Range(0, Tally.Size).Select(column => (object)sum[column]),
            ];
            var command = db.Statement(Insert, InsertParameters);
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }

            command.ExecuteNonQuery();
        }
    }

    private static bool IsWritten(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private static void Add(
        Dictionary<string, (ScoreFact Fact, Tally Sum)> changes, EntityState state, Func<IEnumerable<ScoreFact>> before, Func<IEnumerable<ScoreFact>> after)
    {
        foreach (var fact in state == EntityState.Added ? [] : before())
        {
            Add(changes, fact, -1);
        }

        foreach (var fact in state == EntityState.Deleted ? [] : after())
        {
            Add(changes, fact, 1);
        }
    }

    private static void Add(Dictionary<string, (ScoreFact Fact, Tally Sum)> changes, ScoreFact fact, int by)
    {
        var place = fact.Place;
        if (!changes.TryGetValue(place, out var change))
        {
            changes[place] = change = (fact, new());
        }

        foreach (var (column, number) in fact.Numbers)
        {
            change.Sum[column] += by * number;
        }
    }
}
