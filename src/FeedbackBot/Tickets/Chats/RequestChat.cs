using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tickets;

/// <summary>Puts a customer who asked for a person into the line, where somebody is there and the line is not too long; otherwise the promise of the case is all there is.</summary>
public sealed class RequestChat(TimeProvider time, IOptions<ChatOptions> options)
{
    /// <returns>The place in the line; null where there is none to be had.</returns>
    public async Task<PlaceInLine?> RunAsync(FeedbackDb db, Conversation conversation, Ticket ticket, string language)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await db.OpenChatAsync(conversation.Id) is { } present)
        {
            return present.State == ChatState.Waiting ? await TellAsync(db, present, now) : null;
        }

        if (conversation.Channel == "api" || !await db.IsAnyoneThereForAsync(ticket.Number, now) || await db.ChatsInLine.CountAsync() >= options.Value.LongestLine)
        {
            return null;
        }

        var chat = new AgentChat(conversation, ticket, language, now);
        db.AgentChats.Add(chat);
        ticket.ChatRequested(now);
        db.Announce(Topics.Chats);
        return await TellAsync(db, chat, now);
    }

    private static async Task<PlaceInLine> TellAsync(FeedbackDb db, AgentChat chat, DateTime now)
    {
        var place = await db.PlaceAsync(chat, now);
        chat.Told(place.Position, now);
        return place;
    }
}
