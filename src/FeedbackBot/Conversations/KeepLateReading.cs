using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>Keeps what a second reader found after its turn was answered: on the message, and as a higher priority of the case it belongs to. Harmless when done before.</summary>
public sealed class KeepLateReading(UnitOfWork unit, TimeProvider time)
{
    public Task RunAsync(Guid conversation, int sequence, Reading late, CancellationToken cancellation = default) =>
        unit.RunAsync(db => KeepAsync(db, conversation, sequence, late), cancellation);

    private async Task KeepAsync(FeedbackDb db, Guid conversation, int sequence, Reading late)
    {
        var said = await db.Messages.FirstOrDefaultAsync(m => m.ConversationId == conversation && m.Sequence == sequence);
        // Read again by the same reader (the embedded one, where all others failed) it says nothing new.
        if (said == null || StoredReading.Read(said.Reading)?.Reader == late.Reader) return;
        said.BetterRead(StoredReading.Write(late));
        foreach (var found in await CasesAsync(db, said))
        {
            var ticket = await db.WhereItGoesOnAsync(found);
            if (ticket.RaisePriority(Triage.PriorityOf(late.Urgency, late.Flags, ticket.Kind), late.Flags, late.Reader, time.GetUtcNow().UtcDateTime))
            {
                db.AnnounceTicket(ticket);
            }
        }
    }

    /// <summary>
    /// The case the message names; else those opened out of it (begun there or before, filed there or after); else the one it was added to.
    /// A case that is opened later still looks at the message's reading by itself.
    /// </summary>
    private static async Task<IReadOnlyList<Ticket>> CasesAsync(FeedbackDb db, Message said)
    {
        if (said.TicketNumber is { } number) return [await db.TicketAsync(number)];
        var messages = db.Messages;
        var before = db.Tickets.Where(t => t.ConversationId == said.ConversationId && t.FirstSequence <= said.Sequence);
        var opened = await before.Where(t => t.FirstSequence == said.Sequence || messages.Any(m =>
            m.ConversationId == said.ConversationId && m.TicketNumber == t.Number && m.Ticket != null && m.Sequence > said.Sequence)).ToListAsync();
        return opened.Count > 0
            ? opened
            : await before.Where(t => t.UpdatedAt >= said.SentAt).OrderByDescending(t => t.UpdatedAt).Take(1).ToListAsync();
    }
}
