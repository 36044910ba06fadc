using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Reads how chats are divided among their cases.</summary>
public static class ReadCaseTalk
{
    /// <param name="reader">The member of staff from whom cases may be hidden; null hides nothing.</param>
    public static async Task<CaseTalk> TalkAsync(this FeedbackDb db, Guid conversation, Guid? reader, CancellationToken cancellation = default) =>
        (await db.TalksAsync([conversation], reader, cancellation))[conversation];

    /// <summary>Many chats at once.</summary>
    public static async Task<IReadOnlyDictionary<Guid, CaseTalk>> TalksAsync(
        this FeedbackDb db, IReadOnlyCollection<Guid> conversations, Guid? reader, CancellationToken cancellation = default)
    {
        var hidden = reader is { } id ? await db.RecusedFromAsync(id, cancellation) : new HashSet<long>();
        var cases = (await db.Tickets.AsNoTracking().Where(t => EF.Parameter(conversations).Contains(t.ConversationId))
            .Select(t => new { t.ConversationId, t.Number, t.FirstSequence, t.LastSequence }).ToListAsync(cancellation)).ToLookup(t => t.ConversationId);
        return conversations.Distinct().ToDictionary(c => c, c => new CaseTalk(c, [.. cases[c].Select(t => new CaseTalk.Stretch(t.Number, t.FirstSequence, t.LastSequence))], hidden));
    }

    /// <summary>A case's chat with the other cases hidden that are kept from anybody: their words must not get into what all who work on this one read.</summary>
    internal static async Task<CaseTalk> TalkForAllAsync(this FeedbackDb db, Ticket ticket, CancellationToken cancellation)
    {
        var recusals = db.Recusals;
        var cases = await db.Tickets.AsNoTracking().Where(t => t.ConversationId == ticket.ConversationId)
            .Select(t => new { t.Number, t.FirstSequence, t.LastSequence, IsKept = t.Number != ticket.Number && recusals.Any(r => r.TicketNumber == t.Number) }).ToListAsync(cancellation);
        return new(ticket.ConversationId, [.. cases.Select(t => new CaseTalk.Stretch(t.Number, t.FirstSequence, t.LastSequence))], cases.Where(t => t.IsKept).Select(t => t.Number).ToHashSet());
    }

    /// <summary>The case of a chat that staff talk about with the customer: the one of the open chat with a person, else the one they spoke on last, else the one that changed last.</summary>
    public static async Task<Ticket?> SpokenOfAsync(this FeedbackDb db, Guid conversation)
    {
        var all = await db.Tickets.Include(t => t.Clocks).Where(t => t.ConversationId == conversation).OrderByDescending(t => t.UpdatedAt).ToListAsync();
        if (all.Count < 2)
        {
            return all.FirstOrDefault();
        }

        var talked = await db.OpenChatAsync(conversation) is { } chat && (chat.State == ChatState.WithAgent || chat.Urgent) ? chat.TicketNumber : (long?)null;
        var number = talked ?? await db.Messages
            .Where(m => m.ConversationId == conversation && m.Speaker == Speaker.Agent && m.TicketNumber != null)
            .OrderByDescending(m => m.Sequence).Select(m => m.TicketNumber).FirstOrDefaultAsync();
        return all.Find(t => t.Number == number) ?? all.Find(t => t.MergedInto == number) ?? all[0];
    }

    /// <summary>The latest words of each chat, newest first; the bot's are left out.</summary>
    public static async Task<ILookup<Guid, CaseTalk.Line>> LatestWordsAsync(
        this FeedbackDb db, IReadOnlyCollection<Guid> conversations, int mostOfEach, CancellationToken cancellation)
    {
        var messages = db.Messages.AsNoTracking().Where(m => EF.Parameter(conversations).Contains(m.ConversationId) && m.Speaker != Speaker.Bot && m.Type == "message");
        var said = await db.Conversations.AsNoTracking().Where(c => EF.Parameter(conversations).Contains(c.Id))
            .SelectMany(
                c => messages.Where(m => m.ConversationId == c.Id).OrderByDescending(m => m.Sequence).Take(mostOfEach),
                (c, m) => new { m.ConversationId, m.Sequence, m.Speaker, m.TicketNumber, m.Ticket, m.Text })
            .ToListAsync(cancellation);
        return said.OrderByDescending(m => m.Sequence).ToLookup(m => m.ConversationId, m => new CaseTalk.Line(m.Sequence, m.Speaker, m.TicketNumber, m.Ticket, m.Text));
    }
}
