using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FeedbackBot.Tickets;

/// <summary>Keeps what the queue is ordered and counted by in the very commit that changes a case: its next promise, and the numbers of every view, team, person and account.</summary>
internal sealed class KeepQueue : ICommitStep
{
    public async Task RunAsync(FeedbackDb db)
    {
        var cases = db.ChangeTracker.Entries<Ticket>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToDictionary(e => e.Entity.Number);
        await KeepNextPromiseAsync(db, cases);
        var changes = new SortedDictionary<(string Scope, string Key), int>();
        foreach (var entry in cases.Values)
        {
            Count(changes, entry.State == EntityState.Added ? null : CountedFacts.Before(entry), -1);
            Count(changes, entry.State == EntityState.Deleted ? null : CountedFacts.Of(entry.Entity), 1);
        }

        var moved = changes.Where(c => c.Value != 0).ToList();
        if (moved.Count > 0)
        {
            await AddAsync(db, moved);
        }
    }

    private static void Count(SortedDictionary<(string, string), int> changes, CountedFacts? facts, int by)
    {
        foreach (var place in facts?.Places() ?? [])
        {
            changes[(place.Scope, place.Key)] = changes.GetValueOrDefault((place.Scope, place.Key)) + by;
        }
    }

    private static async Task KeepNextPromiseAsync(FeedbackDb db, Dictionary<long, EntityEntry<Ticket>> cases)
    {
        var moved = db.ChangeTracker.Entries<TicketClock>().Where(e => e.State != EntityState.Unchanged).Select(e => e.Entity.TicketNumber)
            .Concat(cases.Values.Where(e => e.State == EntityState.Modified && e.Property(t => t.Status).IsModified).Select(e => e.Entity.Number));
        foreach (var number in moved.Distinct().ToList())
        {
            var ticket = cases.TryGetValue(number, out var changed) ? changed.Entity : await db.Tickets.FirstOrDefaultAsync(t => t.Number == number);
            if (ticket == null || changed?.State == EntityState.Deleted)
            {
                continue;
            }

            var entry = db.Entry(ticket);
            if (entry.State != EntityState.Added && !entry.Collection(t => t.Clocks).IsLoaded)
            {
                // What this commit changed of them stays as it is; only what was not read before is added.
                await entry.Collection(t => t.Clocks).LoadAsync();
            }

            var next = ticket.IsOpen ? ticket.Clocks.Where(c => c is { StoppedAt: null, PausedAt: null }).MinBy(c => c.DueAt) : null;
            entry.Property(t => t.NextDueAt).CurrentValue = next?.DueAt;
            entry.Property(t => t.NextPromise).CurrentValue = next?.Name;
            cases[number] = entry;
        }
    }

    /// <summary>In the order of their names, so that two commits never wait for each other crosswise.</summary>
    private static async Task AddAsync(FeedbackDb db, List<KeyValuePair<(string Scope, string Key), int>> changes)
    {
        if (!db.Database.IsSqlite())
        {
            string[] scopes = [.. changes.Select(c => c.Key.Scope)], keys = [.. changes.Select(c => c.Key.Key)];
            long[] values = [.. changes.Select(c => (long)c.Value)];
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO queue_counts (scope, key, shard, value)
                SELECT scope, key, pg_backend_pid() % 32, value FROM unnest({scopes}, {keys}, {values}) AS change (scope, key, value) ORDER BY scope, key
                ON CONFLICT (scope, key, shard) DO UPDATE SET value = queue_counts.value + excluded.value
                """);
            return;
        }

        var command = db.Statement(
            "INSERT INTO queue_counts (scope, key, shard, value) VALUES (@scope, @key, 0, @value) ON CONFLICT (scope, key, shard) DO UPDATE SET value = value + excluded.value",
            ["scope", "key", "value"]);
        foreach (var ((scope, key), by) in changes)
        {
            (command.Parameters[0].Value, command.Parameters[1].Value, command.Parameters[2].Value) = (scope, key, by);
            command.ExecuteNonQuery();
        }
    }
}
