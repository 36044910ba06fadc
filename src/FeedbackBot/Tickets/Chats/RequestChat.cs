using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tickets;

/// <summary>
/// Puts a customer who asked for a person into the line, where somebody is there who can come (of the case's team, in the customer's language, not
/// the subject of the case) and the line is not too long; otherwise the promise of the case is all there is.
/// </summary>
public sealed class RequestChat(TimeProvider time, IOptions<ChatOptions> options)
{
    /// <returns>The place in the line; null where there is none to be had.</returns>
    public async Task<PlaceInLine?> RunAsync(FeedbackDb db, Conversation conversation, Ticket ticket, string language)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var present = await db.OpenChatAsync(conversation.Id);
        if (present is { State: not ChatState.Waiting } || (present == null && conversation.Channel == "api"))
        {
            return null;
        }

        var line = await LineOfChats.ReadAsync(db, now);
        if (present != null)
        {
            return await TellAsync(db, present, line.PlaceOf(present), line.IsFullFor(present), now);
        }

        var caller = new Caller(ticket.Number, ticket.TeamId, language);
        if (line.Length >= options.Value.LongestLine || !line.IsAnyoneThereFor(caller))
        {
            return null;
        }

        var chat = new AgentChat(conversation, ticket, language, now);
        db.AgentChats.Add(chat);
        ticket.ChatRequested(now);
        db.Announce(Topics.Chats);
        return await TellAsync(db, chat, line.PlaceOf(caller), line.IsFullFor(caller), now);
    }

    private static async Task<PlaceInLine> TellAsync(FeedbackDb db, AgentChat chat, int position, bool full, DateTime now)
    {
        chat.Told(position, now);
        return new(position, await db.WaitingTimeAsync(now, chat.Language), full);
    }
}
