using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Somebody else's open suggestion, as it may be shown: its number and its title.</summary>
public sealed record SimilarIdea(string Ticket, string Title);

/// <summary>Finds the open suggestion that says the same as one just told.</summary>
public static class SimilarIdeas
{
    /// <summary>How many of the newest suggestions of a language are compared.</summary>
    private const int MostCompared = 400;

    internal const ReadingFlags Unfit = ReadingFlags.Abuse | ReadingFlags.Spam | ReadingFlags.Safety | ReadingFlags.SelfHarm | ReadingFlags.Legal;

    /// <summary>The most alike, in the same language and never one's own; null where none is alike enough or may be shown.</summary>
    public static async Task<SimilarIdea?> IdeaLikeAsync(this FeedbackDb db, string idea, string language, Guid contact)
    {
        var told = IdeaLikeness.Of(idea, language);
        if (told.IsEmpty)
        {
            return null;
        }

        var contacts = db.Contacts;
        var others = await db.Tickets.AsNoTracking()
            .Where(t => t.Kind == TicketKind.Suggestion && t.Language == language && t.ContactId != contact
                && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed)
            .OrderByDescending(t => t.Number).Take(MostCompared)
            .Select(t => new { t.Number, t.Subject, t.Description, t.Flags, t.ContactId }).ToListAsync();
        var alike = others.Where(t => (t.Flags & Unfit) == 0)
            .Select(t => (Idea: t, Score: told.Score(IdeaLikeness.Of(t.Description, language))))
            .Where(t => t.Score >= IdeaLikeness.Alike)
            .OrderByDescending(t => t.Score).ThenBy(t => t.Idea.Number).ToList();
        foreach (var (found, _) in alike)
        {
            var author = await contacts.Where(c => c.Id == found.ContactId).Select(c => c.Name).FirstOrDefaultAsync();
            if (PublicWords.Title(found.Subject, author) is { } title)
            {
                return new(TicketNumber.Format(found.Number), title);
            }
        }

        return null;
    }
}
