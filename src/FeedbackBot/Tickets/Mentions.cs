using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Colleagues named in a note: @Li Wei. Only those who may see the case can be.</summary>
public static class Mentions
{
    /// <summary>Each named colleague is told, and hears of the case from now on.</summary>
    internal static async Task MentionAsync(this FeedbackDb db, Ticket ticket, TicketNote note, DateTime now)
    {
        if (!note.Text.AsSpan().ContainsAny('@', '＠'))
        {
            return;
        }

        var by = new Actor("staff", note.AuthorId, note.AuthorName);
        var readers = await db.ReadersOf(ticket).ToListAsync();
        foreach (var named in In(note.Text, readers).Where(s => s.Id != note.AuthorId))
        {
            await db.WatchAsync(ticket.Number, named.Id, TicketWatcher.Mentioned, now);
            db.Notify(named.Id, NotificationCode.Mentioned, ticket, now, by);
        }
    }

    /// <summary>Who is named, by name or e-mail address; where one name begins with another, the longer. Pure.</summary>
    public static IReadOnlyList<StaffMember> In(string text, IReadOnlyList<StaffMember> people)
    {
        var named = new List<StaffMember>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('@' or '＠') || (i > 0 && char.IsAsciiLetterOrDigit(text[i - 1])))
            {
                continue;
            }

            var rest = text.AsMemory(i + 1);
            var fits = people.SelectMany(p => new[] { (Person: p, Word: p.Name), (Person: p, Word: p.Email) }).Where(c => Begins(rest.Span, c.Word)).ToList();
            var longest = fits.Count == 0 ? 0 : fits.Max(f => f.Word.Length);
            named.AddRange(fits.Where(f => f.Word.Length == longest).Select(f => f.Person));
        }

        return [.. named.DistinctBy(s => s.Id)];
    }

    private static bool Begins(ReadOnlySpan<char> text, string word) =>
        word.Length > 0 && text.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        && (text.Length == word.Length || !char.IsAsciiLetterOrDigit(word[^1]) || !char.IsAsciiLetterOrDigit(text[word.Length]));
}

/// <summary>Watching a case without having it.</summary>
public sealed class WatchTicket(TimeProvider time)
{
    /// <param name="watch">False stops it.</param>
    public async Task RunAsync(FeedbackDb db, long number, Guid staff, bool watch)
    {
        if (watch)
        {
            await db.WatchAsync(number, staff, TicketWatcher.Asked, time.GetUtcNow().UtcDateTime);
        }
        else if (await db.TicketWatchers.FindAsync(number, staff) is { } watcher)
        {
            db.TicketWatchers.Remove(watcher);
        }

        db.Announce(Messages.Topics.Ticket(number));
    }
}

/// <summary>Adding watchers.</summary>
internal static class Watching
{
    public static async Task WatchAsync(this FeedbackDb db, long number, Guid staff, string why, DateTime now)
    {
        if (await db.TicketWatchers.FindAsync(number, staff) == null)
        {
            db.TicketWatchers.Add(new(number, staff, why, now));
        }
    }
}
