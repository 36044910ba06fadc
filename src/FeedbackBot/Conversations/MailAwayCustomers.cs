using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Conversations;

/// <summary>
/// What was said to a customer who is not there goes to them by e-mail: all that was said since in one, in the commit that takes it from the queue,
/// so that of two processes one sends it, once.
/// </summary>
public sealed class MailAwayCustomers(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time, IOptions<ConversationOptions> options)
{
    private const int MostAtOnce = 200;

    /// <summary>How many e-mails were written.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        List<Guid> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var now = time.GetUtcNow().UtcDateTime;
            due = await db.UnseenWords.Where(w => w.DueAt <= now).OrderBy(w => w.DueAt).Take(MostAtOnce).Select(w => w.ConversationId).ToListAsync(cancellation);
        }

        var mailed = 0;
        foreach (var conversation in due)
        {
            mailed += await unit.RunAsync(db => MailAsync(db, conversation), cancellation) ? 1 : 0;
        }

        return mailed;
    }

    private async Task<bool> MailAsync(FeedbackDb db, Guid id)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await db.UnseenWords.FindAsync(id) is not { } waiting || waiting.DueAt > now)
        {
            return false;
        }

        var conversation = await db.Conversations.AsNoTracking().FirstAsync(c => c.Id == id);
        var said = await SaidAsync(db, conversation, waiting);
        var contact = await db.Contacts.AsNoTracking().FirstAsync(c => c.Id == conversation.ContactId);
        var ticket = said.Count == 0 ? null : await OwnAsync(db, conversation, said[^1]);
        if (ticket == null || now - waiting.Since > UnseenWords.Stale || await IsPushedAsync(db, conversation) || HowReached.Of(contact, ticket, conversation.Channel).Email is not { } email)
        {
            db.UnseenWords.Remove(waiting);
            return false;
        }

        // An answer is what the customer asked for, so only the hours count here, not a refusal of surveys.
        if (MayContact.Decide(contact.Preferences with { OptedOut = false }, contact.TimeZone ?? "UTC", "email", now).QuietUntil is { } until)
        {
            waiting.WaitUntil(until);
            return false;
        }

        db.UnseenWords.Remove(waiting);
        db.Post(AwayLetter.Write(said, ticket, contact, email, conversation, options.Value), now);
        ticket.AnswerMailed(now);
        db.AnnounceTicket(ticket);
        return true;
    }

    /// <summary>The channel brings it, unless the bot was removed or blocked there.</summary>
    private static async Task<bool> IsPushedAsync(FeedbackDb db, Conversation conversation) =>
        conversation.IsPushed && !await db.ConversationReferences.AnyAsync(r => r.ConversationId == conversation.Id && r.ClosedAt != null);

    /// <summary>What was said since, unless the customer wrote after it: then they were there and saw it.</summary>
    private static async Task<List<Message>> SaidAsync(FeedbackDb db, Conversation conversation, UnseenWords waiting)
    {
        var all = await db.Messages.AsNoTracking().Where(m => m.ConversationId == conversation.Id && m.Sequence >= waiting.FromSequence && m.Type == "message")
            .OrderBy(m => m.Sequence).ToListAsync();
        return all.Skip(all.FindLastIndex(m => m.Speaker == Speaker.Customer) + 1).Where(m => m.IsNews()).ToList();
    }

    /// <summary>The customer's own case of this conversation: the one spoken of, or the one that became a part of it.</summary>
    private static Task<Ticket?> OwnAsync(FeedbackDb db, Conversation conversation, Message said) =>
        db.Tickets.Where(t => t.ConversationId == conversation.Id)
            .OrderBy(t => t.Number == said.TicketNumber ? 0 : t.MergedInto == said.TicketNumber ? 1 : 2).ThenByDescending(t => t.Number).FirstOrDefaultAsync();
}
