using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>Where the words looked for stand in a case: a piece of the description, or of a message or note that has more of them.</summary>
public static class Snippets
{
    private const int MostOfEachChat = 60;
    private const int MostNotes = 400;

    /// <param name="reader">Who is shown them: what belongs to a case hidden from them is no piece of one that they see.</param>
    public static async Task<IReadOnlyDictionary<long, IReadOnlyList<Shown>>> ReadAsync(FeedbackDb db, IReadOnlyList<long> numbers, LookedFor looked, Guid reader, CancellationToken cancellation)
    {
        if (numbers.Count == 0)
        {
            return new Dictionary<long, IReadOnlyList<Shown>>();
        }

        var cases = await db.Tickets.AsNoTracking().Where(t => EF.Parameter(numbers).Contains(t.Number))
            .Select(t => new { t.Number, t.Description, t.ConversationId }).ToListAsync(cancellation);
        var best = cases.ToDictionary(c => c.Number, c => c.Description);
        var hits = cases.ToDictionary(c => c.Number, c => looked.HitsIn(c.Description));
        var wanting = cases.Where(c => hits[c.Number] < looked.Count).ToList();
        if (wanting.Count > 0)
        {
            var (chats, open) = (wanting.Select(c => c.ConversationId).Distinct().ToList(), wanting.Select(c => c.Number).ToList());
            var talks = await db.TalksAsync(chats, reader, cancellation);
            var said = await db.LatestWordsAsync(chats, MostOfEachChat, cancellation);
            var notes = await db.TicketNotes.AsNoTracking().Where(n => EF.Parameter(open).Contains(n.TicketNumber)).OrderByDescending(n => n.Id).Take(MostNotes)
                .Select(n => new { n.TicketNumber, n.Text }).ToListAsync(cancellation);
            foreach (var found in wanting)
            {
                var talk = talks[found.ConversationId];
                var pieces = said[found.ConversationId].Where(m => looked.HitsIn(m.Text) > hits[found.Number] && talk.Belongs(m, found.Number) && !talk.Hides(m))
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
