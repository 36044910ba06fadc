using System.Text;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Full-text search of cases: Chinese is cut into single characters and looked for as phrases, so that two-character words are found on both databases.</summary>
public static class TicketSearch
{
    private const int MostWords = 12;

    /// <summary>Writes what is searchable about a case, in the commit that made it so.</summary>
    public static Task IndexAsync(this FeedbackDb db, Ticket ticket)
    {
        var words = Segment($"{ticket.Id} {ticket.Subject} {ticket.Description} {string.Join(' ', ticket.Fields.Values)} {ticket.ExternalReference} {ticket.AccountName}");
        return db.Database.IsSqlite()
            ? db.Database.ExecuteSqlAsync($"INSERT OR REPLACE INTO ticket_search (rowid, words) VALUES ({ticket.Number}, {words})")
            : db.Database.ExecuteSqlAsync(
                $"INSERT INTO ticket_search (number, words) VALUES ({ticket.Number}, to_tsvector('simple', {words})) ON CONFLICT (number) DO UPDATE SET words = EXCLUDED.words");
    }

    /// <summary>Cases in which every word of <paramref name="query"/> stands; nothing where the query has no word.</summary>
    public static IQueryable<Ticket> Matching(this FeedbackDb db, string query)
    {
        var phrases = Phrases(query);
        if (phrases.Count == 0)
        {
            return db.Tickets.Where(t => false);
        }

        if (db.Database.IsSqlite())
        {
            var match = string.Join(" AND ", phrases.Select(p => $"\"{p}\""));
            return db.Tickets.FromSql($"SELECT * FROM tickets WHERE number IN (SELECT rowid FROM ticket_search WHERE words MATCH {match})");
        }

        var tsquery = string.Join(" & ", phrases.Select(p => "(" + string.Join(" <-> ", p.Split(' ').Select(w => $"'{w}'")) + ")"));
        return db.Tickets.FromSql($"SELECT * FROM tickets WHERE number IN (SELECT number FROM ticket_search WHERE words @@ to_tsquery('simple', {tsquery}))");
    }

    /// <summary>Lower-case words and single Han characters, separated by spaces; nothing else survives, so no query syntax can.</summary>
    internal static string Segment(string text)
    {
        var words = new StringBuilder(text.Length * 2);
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().EnumerateRunes())
        {
            if (IsHan(rune))
            {
                words.Append(' ').Append(rune.ToString()).Append(' ');
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                words.Append(rune.ToString());
            }
            else
            {
                words.Append(' ');
            }
        }

        return string.Join(' ', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static List<string> Phrases(string query) =>
        [.. query.Split([' ', '\t', '\u3000'], StringSplitOptions.RemoveEmptyEntries).Take(MostWords).Select(Segment).Where(p => p.Length > 0)];

    private static bool IsHan(Rune rune) => rune.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0x20000 and <= 0x323AF) or (>= 0xF900 and <= 0xFAFF);
}
