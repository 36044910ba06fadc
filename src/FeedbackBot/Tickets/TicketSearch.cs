using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Full-text search of cases: everything said and noted in them, who the customer is, and their numbers. Every word looked for must stand in the case.</summary>
public static class TicketSearch
{
    private const int MostWords = 32;

    /// <summary>Cases in which every word of <paramref name="query"/> stands; nothing where the query has no word.</summary>
    public static IQueryable<Ticket> Matching(this FeedbackDb db, string query)
    {
        // No join: rows of the search have no key, and without one nothing can be included with the cases.
        var numbers = db.NumbersMatching(query);
        return db.Tickets.Where(t => numbers.Contains(t.Number));
    }

    /// <summary>The numbers of these cases; on SQLite they come in the order of numbers, either way, without being sorted.</summary>
    public static IQueryable<long> NumbersMatching(this FeedbackDb db, string query)
    {
        var words = Looked(query);
        if (words.Count == 0)
        {
            return db.Tickets.Where(t => false).Select(t => t.Number);
        }

        if (db.Database.IsSqlite())
        {
            var match = string.Join(" AND ", words.Select(w => $"\"{w}\""));
            return db.Database.SqlQuery<long>($"SELECT rowid AS \"Value\" FROM ticket_search WHERE ticket_search MATCH {match}");
        }

        var tsquery = string.Join(" & ", words.Select(w => $"'{w}'"));
        return db.Database.SqlQuery<long>($"SELECT number AS \"Value\" FROM ticket_search WHERE words @@ CAST({tsquery} AS tsquery)");
    }

    /// <summary>Writes under which words a case is found, in place of those before.</summary>
    internal static async Task IndexAsync(this FeedbackDb db, long number, IReadOnlyCollection<string> words)
    {
        if (!db.Database.IsSqlite())
        {
            string[] list = [.. words];
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO ticket_search (number, words) VALUES ({number}, array_to_tsvector({list})) ON CONFLICT (number) DO UPDATE SET words = excluded.words");
            return;
        }

        var command = db.Statement("INSERT OR REPLACE INTO ticket_search (rowid, words) VALUES (@number, @words)", ["number", "words"]);
        (command.Parameters[0].Value, command.Parameters[1].Value) = (number, string.Join(' ', words));
        command.ExecuteNonQuery();
    }

    internal static IReadOnlyList<string> Looked(string query) =>
        [.. SearchWords.Runs(query).SelectMany(r => r.IsUnspaced ? SearchWords.Pairs(r.Text, alsoSingle: false) : [SearchWords.Fold(r.Text)]).Distinct().Take(MostWords)];
}
