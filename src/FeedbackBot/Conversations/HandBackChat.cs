using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>An agent gives the conversation back: the customer hears who has left, and the bot goes on where it was, or asks whether there is anything else.</summary>
public sealed class HandBackChat(SurveysUnderWay surveys, PerformActs perform, TimeProvider time)
{
    /// <param name="ends">The agent ends the chat and says so; nothing more is asked.</param>
    public async Task RunAsync(FeedbackDb db, long number, bool ends, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ticket = await db.TicketAsync(number);
        var about = await db.ChatAboutAsync(ticket);
        var conversation = await db.Conversations.FirstAsync(c => c.Id == (about == null ? ticket.ConversationId : about.ConversationId));
        if (about == null && await db.OpenChatAsync(conversation.Id) != null)
        {
            throw new RuleViolation("chat_of_other", "The chat that goes on here is about another case.");
        }

        if (conversation.TurnOwner == TurnOwner.Bot && about == null)
        {
            return;
        }

        var why = ends ? ChatEnd.Closed : ChatEnd.HandedBack;
        var chat = await db.EndChatAsync(ticket, why, by, now);
        if (chat == null)
        {
            ticket.ChatEnded(why, by, now);
        }

        conversation.GiveTurnTo(TurnOwner.Bot);
        await SayAsync(db, conversation, ticket, ends, chat?.AgentName ?? by.Name, now);
        db.AnnounceTicket(ticket);
    }

    private async Task SayAsync(FeedbackDb db, Conversation conversation, Ticket ticket, bool ends, string? name, DateTime now)
    {
        var state = TakeTurn.StateOf(conversation);
        var language = state.Language ?? conversation.Locale;
        var text = Texts.Get(language, ends ? "chat.closed" : "chat.left", ("name", name ?? Texts.Get(language, "chat.colleague.they")), ("ticket", ticket.Id));
        db.Append(conversation, new(Speaker.Bot, text) { Language = language, Flow = AgentChat.Flow, TicketNumber = ticket.Number }, now);
        if (!ends)
        {
            var contact = await db.Set<Contact>().FirstAsync(c => c.Id == conversation.ContactId);
            var stand = await surveys.LookAsync(db, state);
            var known = await TakeTurn.WhatIsKnownAsync(db, conversation, contact, page: null, now);
            await perform.RunAsync(db, new(conversation, contact, null), FlowRunner.TakeBack(stand.Book, stand.State, language, known));
        }
    }
}
