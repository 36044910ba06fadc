using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Settings under FeedbackBot:Ideas.</summary>
public sealed class IdeaOptions
{
    /// <summary>Whether anybody may read the suggestions on /ideas: titles, votes and how they stand. Default: no.</summary>
    public bool Public { get; set; }
}

/// <summary>A suggestion as anybody may see it.</summary>
public sealed record PublicIdea(string Title, string Language, int Votes, IdeaStatus Status);

/// <summary>Reads the suggestions that anybody may see: those whose title points to nobody.</summary>
public static class PublicIdeas
{
    private const int MostRead = 300;

    /// <summary>Those with most votes first.</summary>
    public static async Task<List<PublicIdea>> PublicIdeasAsync(this FeedbackDb db, int most, CancellationToken cancellation)
    {
        var contacts = db.Contacts.AsNoTracking();
        var ideas = await db.Ideas().OrderByDescending(t => t.Voices).ThenByDescending(t => t.Number).Take(MostRead)
            .Select(t => new { t.Subject, t.Language, t.Voices, t.Status, t.Declined, t.Flags, Author = contacts.Where(c => c.Id == t.ContactId).Select(c => c.Name).FirstOrDefault() })
            .ToListAsync(cancellation);
        return
        [
            .. ideas.Where(i => (i.Flags & SimilarIdeas.Unfit) == ReadingFlags.None)
                .Select(i => (Title: PublicWords.Title(i.Subject, i.Author), Idea: i)).Where(i => i.Title != null).Take(most)
                .Select(i => new PublicIdea(i.Title!, i.Idea.Language, i.Idea.Voices + 1, IdeaStatusOf.Of(i.Idea.Status, i.Idea.Declined))),
        ];
    }

    /// <summary>Suggestions that stand for themselves: not a part of another, not taken back.</summary>
    public static IQueryable<Ticket> Ideas(this FeedbackDb db) => db.Tickets.AsNoTracking().OnlyIdeas();

    public static IQueryable<Ticket> OnlyIdeas(this IQueryable<Ticket> tickets) =>
        tickets.Where(t => t.Kind == TicketKind.Suggestion && t.MergedInto == null && (t.Status != TicketStatus.Closed || t.ResolvedAt != null));
}
