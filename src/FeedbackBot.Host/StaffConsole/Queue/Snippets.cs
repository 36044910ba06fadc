using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>Where the words looked for stand in a case: a piece of the description, or of a message or note that has more of them.</summary>
public static class Snippets
{
    private const int MostPieces = 400;

    public static async Task<IReadOnlyDictionary<long, IReadOnlyList<Shown>>> ReadAsync(FeedbackDb db, IReadOnlyList<long> numbers, string query, CancellationToken cancellation)
    {
        var looked = new LookedFor(query);
        var cases = await db.Tickets.AsNoTracking().Where(t => numbers.Contains(t.Number))
            .Select(t => new { t.Number, t.Subject, t.Description, t.ConversationId, t.FirstSequence }).ToListAsync(cancellation);
        var best = cases.ToDictionary(c => c.Number, c => c.Description);
        var hits = cases.ToDictionary(c => c.Number, c => looked.HitsIn(c.Description));
        var wanting = cases.Where(c => hits[c.Number] < looked.Count && looked.HitsIn(c.Subject) < looked.Count).ToList();
        if (wanting.Count > 0)
        {
            var (chats, open) = (wanting.Select(c => c.ConversationId).ToArray(), wanting.Select(c => c.Number).ToArray());
            var said = await db.Messages.AsNoTracking().Where(m => chats.Contains(m.ConversationId) && m.Speaker != Speaker.Bot && m.Type == "message")
                .OrderByDescending(m => m.SentAt).Take(MostPieces).Select(m => new { m.ConversationId, m.Sequence, m.TicketNumber, m.Text }).ToListAsync(cancellation);
            var notes = await db.TicketNotes.AsNoTracking().Where(n => open.Contains(n.TicketNumber)).OrderByDescending(n => n.Id).Take(MostPieces)
                .Select(n => new { n.TicketNumber, n.Text }).ToListAsync(cancellation);
            foreach (var found in wanting)
            {
                var pieces = said.Where(m => m.TicketNumber == found.Number || (m.TicketNumber == null && m.ConversationId == found.ConversationId && m.Sequence >= found.FirstSequence))
                    .Select(m => m.Text).Concat(notes.Where(n => n.TicketNumber == found.Number).Select(n => n.Text));
                foreach (var piece in pieces.Where(p => looked.HitsIn(p) > hits[found.Number]))
                {
                    (best[found.Number], hits[found.Number]) = (piece, looked.HitsIn(piece));
                }
            }
        }

        return best.ToDictionary(b => b.Key, b => looked.Snippet(b.Value));
    }
}
