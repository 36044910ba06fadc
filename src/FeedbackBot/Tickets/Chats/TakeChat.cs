using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>An agent takes a chat from the line: the case, the turn, and a line that says who is there, in one commit. One of two who try at once gets it.</summary>
public sealed class TakeChat(TimeProvider time)
{
    public async Task<AgentChat> RunAsync(FeedbackDb db, long number, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        var chat = await db.ChatAboutAsync(ticket) ?? throw new RuleViolation("chat_over", "This chat is over; a reply begins a new one.");
        if (chat.State == ChatState.WithAgent && chat.AgentId == by.Id)
        {
            return chat;
        }

        var conversation = await db.Conversations.FirstAsync(c => c.Id == chat.ConversationId);
        await db.BeginAsync(chat, conversation, ticket, by, time.GetUtcNow().UtcDateTime);
        return chat;
    }
}

/// <summary>What an agent's word does to a chat.</summary>
internal static class AgentSpeaks
{
    /// <summary>A first reply takes the chat about its case from the line; a further one is what the customer waited for. A chat about another case of the conversation is not touched.</summary>
    public static async Task AgentSpeaksAsync(this FeedbackDb db, Conversation conversation, Ticket ticket, Actor by, DateTime now)
    {
        if (await db.OpenChatAsync(conversation.Id) is not { } chat || chat.TicketNumber != ticket.Number)
        {
            return;
        }

        if (chat.WaitsFor(by.Id, now))
        {
            await db.BeginAsync(chat, conversation, ticket, by, now);
        }

        if (chat.State == ChatState.WithAgent)
        {
            chat.AgentWrote(now);
        }
    }

    public static async Task BeginAsync(this FeedbackDb db, AgentChat chat, Conversation conversation, Ticket ticket, Actor by, DateTime now)
    {
        if (by.Id is { } staff && await db.Recusals.AnyAsync(r => r.TicketNumber == ticket.Number && r.StaffId == staff))
        {
            throw new RuleViolation("chat_recused", "This case is about you; somebody else has to take it.");
        }

        chat.Take(by, now);
        if (by.Id is { } id && await db.Staff.FindAsync(id) is { } member)
        {
            ticket.Assign(member, by, now);
        }

        ticket.ChatTaken(by, now);
        conversation.GiveTurnTo(TurnOwner.Agent);
        db.Append(conversation, new(Speaker.Agent, Texts.Get(chat.Language, "chat.joined", ("name", by.Name ?? Texts.Get(chat.Language, "chat.colleague"))))
        {
            SenderId = by.Id?.ToString(),
            SenderName = by.Name,
            TicketNumber = ticket.Number,
            Language = chat.Language,
            Flow = AgentChat.Flow,
        }, now);
        db.AnnounceTicket(ticket);
        db.Announce(Topics.Chats);
    }
}
