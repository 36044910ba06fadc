using FeedbackBot.Messages;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>What a customer is told about their chat with a person, by the bot and in their language.</summary>
internal static class ChatLines
{
    public static Message SayOf(this FeedbackDb db, Conversation conversation, AgentChat chat, string key, DateTime now, params ReadOnlySpan<(string Name, string Value)> facts) =>
        Append(db, conversation, chat, AgentChat.Flow, Texts.Get(chat.Language, key, facts), now, null);

    /// <summary>A line while a person has the turn: it changes nothing about who that is.</summary>
    public static Message SayBeside(this FeedbackDb db, Conversation conversation, AgentChat chat, string key, DateTime now) =>
        Append(db, conversation, chat, AgentChat.Aside, Texts.Get(chat.Language, key), now, null);

    /// <summary>The promise that stands instead of a person now; where its time is over or it was kept, no time is named.</summary>
    public static Message SayPromise(this FeedbackDb db, Conversation conversation, AgentChat chat, Ticket ticket, string key, string? timeZone, DateTime now, int? replyTo = null)
    {
        var promise = ticket.Clocks.FirstOrDefault(c => c.Name == ClockName.FirstResponse && c.StoppedAt == null && c.DueAt > now);
        var text = promise == null
            ? Texts.Get(chat.Language, key + ".soon", ("ticket", ticket.Id))
            : Texts.Get(chat.Language, key, ("ticket", ticket.Id), ("due", LocalTime.Say(promise.DueAt, timeZone ?? promise.TimeZone, chat.Language)));
        return Append(db, conversation, chat, AgentChat.Flow, text, now, replyTo);
    }

    private static Message Append(FeedbackDb db, Conversation conversation, AgentChat chat, string flow, string text, DateTime now, int? replyTo) =>
        db.Append(conversation, new(Speaker.Bot, text) { Language = chat.Language, Flow = flow, TicketNumber = chat.TicketNumber, ReplyTo = replyTo }, now);
}
