using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>An agent answers the customer in the same chat, and in the chats of the cases merged into this one; from then on the agent has the turn and the bot is silent. An answer to a merged case goes out on the one it became a part of.</summary>
public sealed class ReplyToTicket(TimeProvider time)
{
    public const int MostLength = 20_000;

    public async Task<Message> RunAsync(
        FeedbackDb db, long number, string? text, Actor by, string? key = null, IReadOnlyList<MessageAttachment>? attachments = null)
    {
        var said = Said(text, attachments);
        var ticket = await AnswerableAsync(db, number);
        await SendHeldOfAsync(db, ticket.Number);
        return await SayAsync(db, ticket, ticket.ConversationId, said, by, key, attachments);
    }

    /// <summary>A held reply becomes a message, after those held before it. It goes where its author saw it go, also where the case was closed or merged meanwhile.</summary>
    /// <returns>Null where its author must keep away from the case by now: then it is not said.</returns>
    public async Task<Message?> SendHeldAsync(FeedbackDb db, HeldReply held)
    {
        db.HeldReplies.Remove(held);
        await SendHeldOfAsync(db, held.TicketNumber, held.At);
        var ticket = await db.WhereItGoesOnAsync(await db.TicketAsync(held.TicketNumber));
        if (!ticket.Allows(held.AuthorId))
        {
            await db.DropAsync(held, ticket, time.GetUtcNow().UtcDateTime);
            db.AnnounceTicket(ticket);
            return null;
        }

        return await SayAsync(db, ticket, held.ConversationId, held.Text, new("staff", held.AuthorId, held.AuthorName), $"held:{held.Id:N}", held.Attachments);
    }

    /// <summary>Sends what is still held on a case, for what comes next in it must not overtake it.</summary>
    /// <param name="before">Only what was held earlier than this.</param>
    public async Task SendHeldOfAsync(FeedbackDb db, long number, DateTime? before = null)
    {
        // Those of this very commit are not in the database yet; the earliest takes none along that is in this list still.
        await db.HeldReplies.Where(h => h.TicketNumber == number).LoadAsync();
        foreach (var held in db.HeldReplies.Local.Where(h => h.TicketNumber == number && !(h.At >= before)).OrderBy(h => h.At).ToList())
        {
            await SendHeldAsync(db, held);
        }
    }

    internal static string Said(string? text, IReadOnlyList<MessageAttachment>? attachments)
    {
        var said = string.IsNullOrWhiteSpace(text) && attachments is { Count: > 0 } ? "" : Required.Text(text, "text", MostLength);
        return Blanks.FirstIn(said) is { } blank
            ? throw new RuleViolation("unfilled", $"There is a blank left in the reply: {blank}. Fill it in or take it out.", "text")
            : said;
    }

    /// <summary>The case an answer goes out on: the one in which the work on a merged one goes on.</summary>
    internal static async Task<Ticket> AnswerableAsync(FeedbackDb db, long number) => await db.WhereItGoesOnAsync(await db.TicketAsync(number));

    private async Task<Message> SayAsync(
        FeedbackDb db, Ticket ticket, Guid where, string said, Actor by, string? key, IReadOnlyList<MessageAttachment>? attachments)
    {
        var conversation = await db.Conversations.FirstAsync(c => c.Id == where);
        var now = time.GetUtcNow().UtcDateTime;
        ticket.Answered(by, now);
        conversation.GiveTurnTo(ticket.IsOpen ? TurnOwner.Agent : TurnOwner.Bot);
        if (ticket.IsOpen)
        {
            await db.AgentSpeaksAsync(conversation, ticket, by, now);
        }

        var words = new Draft(Speaker.Agent, said)
        {
            SenderId = by.Id?.ToString(),
            SenderName = by.Name,
            TicketNumber = ticket.Number,
            Language = ticket.Language,
            Key = key,
            Extras = attachments is { Count: > 0 } ? new() { Attachments = attachments } : null,
        };
        var message = db.Append(conversation, words, now);
        await db.ShareAsync(attachments, where);
        var others = await db.MergedChatsAsync(ticket);
        if (ticket.ConversationId != where)
        {
            others.Add(await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId));
        }

        foreach (var chat in others.Where(chat => chat.Id != where))
        {
            // Whoever told a part of this matter elsewhere hears the same words there, and answers to the same agent.
            chat.GiveTurnTo(conversation.TurnOwner);
            db.Append(chat, words, now);
            await db.ShareAsync(attachments, chat.Id);
        }

        db.AnnounceTicket(ticket);
        return message;
    }
}
