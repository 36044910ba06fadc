using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>An agent answers the customer in the same chat, and in the chats of the cases merged into this one; from then on the agent has the turn and the bot is silent. An answer to a merged case goes out on the one it became a part of.</summary>
public sealed class ReplyToTicket(TimeProvider time)
{
    public const int MostLength = 20_000;

    public async Task<Message> RunAsync(FeedbackDb db, long number, string? text, Actor by, string? key = null)
    {
        var said = Required.Text(text, "text", MostLength);
        var ticket = await db.WhereItGoesOnAsync(await db.TicketAsync(number));
        var conversation = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        var now = time.GetUtcNow().UtcDateTime;
        ticket.Answered(by, now);
        conversation.GiveTurnTo(ticket.IsOpen ? TurnOwner.Agent : TurnOwner.Bot);
        var words = new Draft(Speaker.Agent, said)
        {
            SenderId = by.Id?.ToString(),
            SenderName = by.Name,
            TicketNumber = ticket.Number,
            Language = ticket.Language,
            Key = key,
        };
        var message = db.Append(conversation, words, now);
        foreach (var chat in await db.MergedChatsAsync(ticket))
        {
            // Whoever told a part of this matter elsewhere hears the same words there, and answers to the same agent.
            chat.GiveTurnTo(conversation.TurnOwner);
            db.Append(chat, words, now);
        }

        db.AnnounceTicket(ticket);
        return message;
    }
}
