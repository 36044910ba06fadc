using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tickets;

/// <summary>
/// An agent sends a reply that can be taken back for some seconds. The case changes when it really goes out; the chat's turn is the
/// agent's at once, so that the bot does not speak in between.
/// </summary>
public sealed class HoldReply(ReplyToTicket reply, TimeProvider time, IOptions<TicketOptions> options)
{
    /// <returns>The reply that waits; null where it was sent at once.</returns>
    public async Task<HeldReply?> RunAsync(FeedbackDb db, long number, string? text, Actor by, IReadOnlyList<MessageAttachment>? attachments = null)
    {
        if (options.Value.UndoSend <= TimeSpan.Zero || by.Id == null)
        {
            await reply.RunAsync(db, number, text, by, attachments: attachments);
            return null;
        }

        var said = ReplyToTicket.Said(text, attachments);
        var ticket = await ReplyToTicket.AnswerableAsync(db, number);
        ticket.Allow(by);
        var conversation = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        var now = time.GetUtcNow().UtcDateTime;
        var held = new HeldReply(ticket, by, said, now, now + options.Value.UndoSend)
        {
            Attachments = attachments is { Count: > 0 } ? attachments : null,
            TookTurn = ticket.IsOpen && conversation.TurnOwner == TurnOwner.Bot,
        };
        if (held.TookTurn)
        {
            conversation.GiveTurnTo(TurnOwner.Agent);
        }

        db.HeldReplies.Add(held);
        db.AnnounceTicket(ticket);
        return held;
    }
}

/// <summary>Takes a held reply back: nothing of it was ever said, and its text is the author's draft again.</summary>
public sealed class TakeBackReply(KeepDraft keep)
{
    /// <param name="typed">What stands in the box by now; null where the draft on the server is all there is.</param>
    public async Task RunAsync(FeedbackDb db, long number, Guid id, string? typed, Actor by)
    {
        // By its id alone: what was written on a merged case waits on the one in which the work goes on.
        var held = await db.HeldReplies.FirstOrDefaultAsync(h => h.Id == id)
            ?? throw new RuleViolation("already_sent", "The reply has gone out already.");
        if (held.AuthorId != by.Id)
        {
            throw new RuleViolation("not_yours", "Only whoever wrote a reply can take it back.");
        }

        db.HeldReplies.Remove(held);
        if (held.TookTurn)
        {
            await db.GiveTurnBackAsync(held);
        }

        var draft = await db.TicketDrafts.FindAsync(number, held.AuthorId, DraftBox.Reply);
        var begun = (typed ?? draft?.Text ?? "").Trim();
        await keep.RunAsync(
            db, number, DraftBox.Reply, begun.Length == 0 ? held.Text : $"{held.Text}\n\n{begun}", by, [.. held.Attachments ?? [], .. draft?.Attachments ?? []]);
        db.Announce(Topics.Ticket(number));
        db.Announce(Topics.Ticket(held.TicketNumber));
    }
}

/// <summary>Sends a held reply before its time, because its author says so.</summary>
public sealed class SendReplyNow(ReplyToTicket reply)
{
    public async Task RunAsync(FeedbackDb db, Guid id, Actor by)
    {
        var held = await db.HeldReplies.FirstOrDefaultAsync(h => h.Id == id);
        if (held == null)
        {
            return;
        }

        if (held.AuthorId != by.Id)
        {
            throw new RuleViolation("not_yours", "Only whoever wrote a reply can send it.");
        }

        await reply.SendHeldAsync(db, held);
    }
}

/// <summary>What becomes of a reply that does not go out.</summary>
internal static class HeldReplies
{
    /// <summary>Its author may not speak on the case any more: it is never said, and stands on the case for whoever answers instead.</summary>
    public static async Task DropAsync(this FeedbackDb db, HeldReply held, Ticket ticket, DateTime now)
    {
        db.HeldReplies.Remove(held);
        if (held.TookTurn)
        {
            await db.GiveTurnBackAsync(held);
        }

        ticket.DroppedReply(held.AuthorName, held.Text, now);
    }

    /// <summary>Another reply that still waits keeps the turn; the last one gives it back to the bot.</summary>
    public static async Task GiveTurnBackAsync(this FeedbackDb db, HeldReply held)
    {
        await db.HeldReplies.Where(h => h.ConversationId == held.ConversationId).LoadAsync();
        if (db.HeldReplies.Local.FirstOrDefault(h => h.ConversationId == held.ConversationId && h.Id != held.Id) is { } other)
        {
            other.TookTurn = true;
            return;
        }

        (await db.Conversations.FirstAsync(c => c.Id == held.ConversationId)).GiveTurnTo(TurnOwner.Bot);
    }
}
