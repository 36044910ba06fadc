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
    public static async Task<List<SaidInPart>> MergedSaidAsync(this FeedbackDb db, Ticket ticket, IReadOnlyList<MergedPart> parts, CancellationToken cancellation)
    {
        var all = new List<SaidInPart>();
        foreach (var part in parts.DistinctBy(p => p.ConversationId))
        {
            // Of its own chat the case shows what came after its beginning by itself.
            var before = part.ConversationId == ticket.ConversationId ? ticket.FirstSequence : int.MaxValue;
            var said = await db.Messages.AsNoTracking()
                .Where(m => m.ConversationId == part.ConversationId && m.Sequence >= part.FirstSequence && m.Sequence < before && m.Type == "message")
                .Where(m => m.Speaker == Speaker.Customer || (m.Speaker == Speaker.Agent && m.TicketNumber == part.Number))
                .OrderByDescending(m => m.Sequence).Take(MostOfEach).ToListAsync(cancellation);
            all.AddRange(said.Select(m => new SaidInPart(part.Number, m)));
        }

        return all;
    }
}
