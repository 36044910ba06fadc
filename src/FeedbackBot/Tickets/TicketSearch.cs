using System.Text.Json;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace FeedbackBot.Tickets;

/// <summary>A case in which words that were looked for stand.</summary>
public sealed class SearchHit
{
    private SearchHit()
    {
    }

    public long Number { get; private set; }
}

/// <summary>Full-text search of cases: everything said and noted in them, who the customer is, and their numbers. Every word looked for must stand in the case.</summary>
public static class TicketSearch
{
    private const int MostWords = 32;

    /// <summary>Cases in which every word of <paramref name="query"/> stands; nothing where the query has no word.</summary>
    public static IQueryable<Ticket> Matching(this FeedbackDb db, string query)
    {
        var numbers = db.Hits(query).Select(h => h.Number);
        return db.Tickets.Where(t => numbers.Contains(t.Number));
    }

    public static bool HasWords(string query) => Looked(query).Count > 0;

    /// <summary>These cases by number; on SQLite they come in the order of numbers, either way, without being sorted.</summary>
    public static IQueryable<SearchHit> Hits(this FeedbackDb db, string query)
    {
        var (hits, words) = (db.Set<SearchHit>(), Looked(query));
        if (words.Count == 0)
        {
            return hits.FromSql($"SELECT number FROM tickets WHERE 1 = 0");
        }

        if (db.Database.IsSqlite())
        {
            var match = string.Join(" AND ", words.Select(w => $"\"{w}\""));
            return hits.FromSql($"SELECT rowid AS number FROM ticket_search WHERE ticket_search MATCH {match}");
        }

        return hits.FromSql($"SELECT number FROM ticket_search WHERE words @@ CAST({AllOf(words)} AS tsquery)");
    }

    /// <summary>The hits after <paramref name="edge"/>, in the order of numbers; all of them where there is none.</summary>
    public static IQueryable<SearchHit> Beyond(this IQueryable<SearchHit> hits, long? edge, bool newestFirst) =>
        edge is not { } last ? hits : newestFirst ? hits.Where(h => h.Number < last) : hits.Where(h => h.Number > last);

    /// <summary>
    /// Which of <paramref name="tickets"/> are among the hits, in the order of numbers. The hits lead, for SQLite gives them in that order;
    /// looking each case up in the set of all hits would gather that set first.
    /// </summary>
    public static IQueryable<long> LeadTo(this IQueryable<SearchHit> hits, IQueryable<Ticket> tickets, bool newestFirst) => newestFirst
        ? from hit in hits join t in tickets on hit.Number equals t.Number orderby hit.Number descending select hit.Number
        : from hit in hits join t in tickets on hit.Number equals t.Number orderby hit.Number select hit.Number;

    /// <summary>These, and the few cases that the search has not caught up with: for those who look again at each one found and must miss none.</summary>
    public static async Task<IQueryable<SearchHit>> HitsAndStaleAsync(this FeedbackDb db, string query, CancellationToken cancellation) =>
        await db.StaleSearches.AnyAsync(cancellation)
            ? db.Hits(query).Union(db.Set<SearchHit>().FromSql($"SELECT number FROM stale_searches"))
            : db.Hits(query);

    /// <summary>About how many hits there are: PostgreSQL's own estimate, for which it reads no row; nought on SQLite, which makes none.</summary>
    public static async Task<double> ExpectedHitsAsync(this FeedbackDb db, string query, CancellationToken cancellation)
    {
        var words = Looked(query);
        if (words.Count == 0 || db.Database.IsSqlite())
        {
            return 0;
        }

        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "EXPLAIN (FORMAT JSON) SELECT 1 FROM ticket_search WHERE words @@ CAST(@words AS tsquery)";
            command.Parameters.Add(new NpgsqlParameter("words", AllOf(words)));
            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancellation))!);
            return plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
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

    private static string AllOf(IEnumerable<string> words) => string.Join(" & ", words.Select(w => $"'{w}'"));

    internal static IReadOnlyList<string> Looked(string query) =>
        [.. SearchWords.Runs(query).SelectMany(r => r.IsUnspaced ? SearchWords.Pairs(r.Text, alsoSingle: false) : [SearchWords.Fold(r.Text)]).Distinct().Take(MostWords)];
}

/// <summary>Rows that only a search gives; a plain number from SQL would be cast, and SQLite then sorts what comes in order.</summary>
internal sealed class SearchHitRows : IEntityTypeConfiguration<SearchHit>
{
    public void Configure(EntityTypeBuilder<SearchHit> builder) => builder.HasNoKey().ToView(null);
}
