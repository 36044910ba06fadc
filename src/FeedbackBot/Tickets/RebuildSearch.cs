using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Makes cases findable that are not, from the newest down and some at a time: after words came to be cut by another rule, or an import past the program. It keeps no state, so a stop loses nothing.</summary>
public sealed class RebuildSearch
{
    private const int AtOnce = 200;

    /// <returns>Whether there is more to do.</returns>
    public async Task<bool> RunAsync(FeedbackDb db)
    {
        var found = db.Database.IsSqlite()
            ? db.Database.SqlQuery<long>($"SELECT rowid AS \"Value\" FROM ticket_search ORDER BY rowid LIMIT 1")
            : db.Database.SqlQuery<long>($"SELECT number AS \"Value\" FROM ticket_search ORDER BY number LIMIT 1");
        var lowest = await found.ToListAsync() is [var first] ? first : long.MaxValue;
        var numbers = await db.Tickets.Where(t => t.Number < lowest).OrderByDescending(t => t.Number).Take(AtOnce).Select(t => t.Number).ToListAsync();
        foreach (var number in numbers)
        {
            await db.IndexAsync(number, (await db.WordsOfAsync(number))!);
        }

        return numbers.Count == AtOnce;
    }
}
