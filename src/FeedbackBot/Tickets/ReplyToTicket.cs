using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>An agent answers the customer in the same chat; from then on the agent has the turn and the bot is silent.</summary>
public sealed class ReplyToTicket(TimeProvider time)
{
    public const int MostLength = 20_000;

    public async Task<Message> RunAsync(FeedbackDb db, long number, string? text, Actor by, string? key = null)
    {
        var said = Required.Text(text, "text", MostLength);
        var ticket = await db.TicketAsync(number);
        if (ticket.MergedInto != null)
        {
            throw new RuleViolation("merged_ticket", $"This case was merged into {TicketNumber.Format(ticket.MergedInto.Value)}; answer there.");
        }

        var conversation = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        var now = time.GetUtcNow().UtcDateTime;
        ticket.Answered(by, now);
        conversation.GiveTurnTo(ticket.IsOpen ? TurnOwner.Agent : TurnOwner.Bot);
        if (ticket.IsOpen)
        {
            await db.AgentSpeaksAsync(conversation, ticket, by, now);
        }

        var message = db.Append(conversation, new(Speaker.Agent, said)
        {
            SenderId = by.Id?.ToString(),
            SenderName = by.Name,
            TicketNumber = ticket.Number,
            Language = ticket.Language,
            Key = key,
        }, now);
        db.AnnounceTicket(ticket);
        return message;
    }
}
