using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Conversations;

/// <summary>Performs what concerns chats with people: the way into the line, out of it, and words for whoever has the turn.</summary>
public sealed class PerformChatActs(RequestChat request, TimeProvider time)
{
    /// <summary>Where there is a text for it and somebody is there, the customer now waits for a person, and the outcome says so.</summary>
    public async Task<Outcome> OfferAsync(FeedbackDb db, TurnScene scene, Effect act, Ticket ticket, Outcome said)
    {
        var live = said.Name + "_live";
        if (!act.Outcomes.ContainsKey(live) || await request.RunAsync(db, scene.Conversation, ticket, LanguageOf(scene)) is not { } place)
        {
            return said;
        }

        return said with { Name = live, Facts = new Dictionary<string, string>(said.Facts) { ["line"] = place.Say(LanguageOf(scene)) } };
    }

    public async Task<Outcome> LeaveAsync(FeedbackDb db, TurnScene scene)
    {
        if (await db.OpenChatAsync(scene.Conversation.Id) is not { State: ChatState.Waiting } chat)
        {
            return Outcome.Silent;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var ticket = await db.TicketAsync(chat.TicketNumber);
        db.End(chat, ticket, ChatEnd.Left, Actor.Customer, now);
        scene.Conversation.GiveTurnTo(TurnOwner.Bot);
        scene.Replies.Add(db.SayPromise(scene.Conversation, chat, ticket, "chat.stopped", scene.Contact.TimeZone, now, scene.Heard?.Sequence));
        db.AnnounceTicket(ticket);
        return Outcome.Silent;
    }

    /// <summary>A person has the turn and is being waited for.</summary>
    public static async Task CustomerWroteAsync(FeedbackDb db, Conversation conversation, Message heard)
    {
        if (await db.OpenChatAsync(conversation.Id) is { } chat)
        {
            chat.CustomerWrote(heard.SentAt);
            db.Announce(Topics.Chats);
        }
    }

    private static string LanguageOf(TurnScene scene) => scene.State.Language ?? scene.Conversation.Locale;
}
