using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Something said about a case that became a part of another.</summary>
/// <param name="Part">The number of that case.</param>
public sealed record SaidInPart(long Part, Message Message);

/// <summary>Reads what was said about the parts of a case.</summary>
public static class MergedSaid
{
    private const int MostOfEach = 100;

    /// <summary>What their customers said, before and since, and what staff answered there before; what staff said to all since stands in the case's own chat.</summary>
    /// <param name="reader">The member of staff who reads it; null for who may read everything.</param>
    public static async Task<List<SaidInPart>> MergedSaidAsync(this FeedbackDb db, Ticket ticket, IReadOnlyList<MergedPart> parts, Guid? reader, CancellationToken cancellation)
    {
        var all = new List<SaidInPart>();
        if (parts.Count == 0)
        {
            return all;
        }

        var talks = await db.TalksAsync([.. parts.Select(p => p.ConversationId)], reader, cancellation);
        foreach (var part in parts)
        {
            var talk = talks[part.ConversationId];
            var said = await talk.SaidOn(db.Messages.AsNoTracking(), part.Number)
                .Where(m => m.Speaker == Speaker.Customer || (m.Speaker == Speaker.Agent && m.TicketNumber == part.Number))
                .OrderByDescending(m => m.Sequence).Take(MostOfEach).ToListAsync(cancellation);

            // A message that began several cases of one chat is shown once.
            all.AddRange(said.Where(m => !talk.Hides(m) && !(part.ConversationId == ticket.ConversationId && talk.Belongs(m, ticket.Number))).Select(m => new SaidInPart(part.Number, m)));
        }

        return [.. all.DistinctBy(m => (m.Message.ConversationId, m.Message.Sequence))];
    }
}
