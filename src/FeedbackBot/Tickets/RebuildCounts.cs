using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Counts every case anew: for a database whose numbers were never kept, and to repair one that was changed past the program.</summary>
public sealed class RebuildCounts
{
    private const string Open = "status <> 'resolved' AND status <> 'closed'";

    /// <summary>The same counting as <see cref="CountedFacts.Places"/>; a test keeps them equal.</summary>
    private const string Count =
        $"""
        INSERT INTO queue_counts (scope, key, shard, value)
        SELECT 'view', 'open', 0, count(*) FROM tickets WHERE {Open}
        UNION ALL SELECT 'view', 'unassigned', 0, count(*) FROM tickets WHERE {Open} AND assignee_id IS NULL
        UNION ALL SELECT 'view', 'due', 0, count(*) FROM tickets WHERE {Open} AND next_due_at IS NOT NULL
        UNION ALL SELECT 'view', 'angry', 0, count(*) FROM tickets WHERE {Open} AND sentiment_label = 'negative' AND waiting_since IS NOT NULL
        UNION ALL SELECT 'view', 'waiting', 0, count(*) FROM tickets WHERE status = 'waiting_on_customer'
        UNION ALL SELECT 'view', 'hold', 0, count(*) FROM tickets WHERE status = 'on_hold'
        UNION ALL SELECT 'view', 'triage', 0, count(*) FROM tickets WHERE {Open} AND kind IS NULL
        UNION ALL SELECT 'view', 'resolved', 0, count(*) FROM tickets WHERE status = 'resolved'
        UNION ALL SELECT 'team', upper(CAST(team_id AS text)), 0, count(*) FROM tickets WHERE {Open} AND team_id IS NOT NULL GROUP BY team_id
        UNION ALL SELECT 'person', upper(CAST(assignee_id AS text)), 0, count(*) FROM tickets WHERE {Open} AND assignee_id IS NOT NULL GROUP BY assignee_id
        UNION ALL SELECT 'account', upper(CAST(account_id AS text)), 0, count(*) FROM tickets WHERE {Open} AND account_id IS NOT NULL GROUP BY account_id
        """;

    public async Task RunAsync(FeedbackDb db)
    {
        if (!db.Database.IsSqlite())
        {
            // Whoever changes a case waits here until the numbers are right again; their change is then added to them.
            await db.Database.ExecuteSqlRawAsync("LOCK TABLE queue_counts IN EXCLUSIVE MODE");
        }

        await db.Database.ExecuteSqlRawAsync("DELETE FROM queue_counts");
        await db.Database.ExecuteSqlRawAsync(Count);
    }

    /// <summary>Whether there are cases and no numbers at all.</summary>
    public static async Task<bool> IsNeededAsync(FeedbackDb db) => !await db.QueueCounts.AnyAsync() && await db.Tickets.AnyAsync();
}
