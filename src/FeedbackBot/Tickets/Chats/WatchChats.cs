using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tickets;

/// <summary>Looks after every chat that is not over: news of the line, the promise where nobody comes, silence on either side.</summary>
public sealed class WatchChats(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time, IOptions<ChatOptions> options)
{
    private const int MostAtOnce = 500;

    /// <summary>How many needed something.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var done = 0;
        foreach (var chat in await NeedyAsync(cancellation))
        {
            done += await unit.RunAsync(db => TendAsync(db, chat), cancellation) ? 1 : 0;
        }

        return done;
    }

    private async Task<IReadOnlyList<Guid>> NeedyAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var conversations = db.Conversations;
        var open = await db.AgentChats.AsNoTracking().Where(c => c.State != ChatState.Ended).OrderBy(c => c.RequestedAt).Take(MostAtOnce)
            .Join(conversations, c => c.ConversationId, c => c.Id, (chat, conversation) => new { Chat = chat, conversation.TurnOwner }).ToListAsync(cancellation);
        if (open.Count == 0)
        {
            return [];
        }

        var now = time.GetUtcNow().UtcDateTime;
        var line = await LineOfChats.ReadAsync(db, now, cancellation);
        return [.. open.Where(o => NeedOf(o.Chat, o.TurnOwner, line, now) != ChatNeed.Nothing).Select(o => o.Chat.Id)];
    }

    private ChatNeed NeedOf(AgentChat chat, TurnOwner turn, LineOfChats line, DateTime now) =>
        ChatCare.Of(chat, turn, line.PlaceOf(chat), line.IsAnyoneThereFor(chat), options.Value, now);

    /// <summary>Looked at anew in its own commit: whatever happened since counts.</summary>
    private async Task<bool> TendAsync(FeedbackDb db, Guid id)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var chat = await db.AgentChats.FirstAsync(c => c.Id == id);
        var conversation = await db.Conversations.FirstAsync(c => c.Id == chat.ConversationId);
        var line = await LineOfChats.ReadAsync(db, now);
        var need = NeedOf(chat, conversation.TurnOwner, line, now);
        switch (need)
        {
            case ChatNeed.Nothing:
                return false;
            case ChatNeed.Place:
                var place = new PlaceInLine(line.PlaceOf(chat), await db.WaitingTimeAsync(now, chat.Language), line.IsFullFor(chat));
                chat.Told(place.Position, now);
                db.SayOf(conversation, chat, "chat.place", now, ("line", place.Say(chat.Language)));
                return true;
            case ChatNeed.Nudge:
                chat.Nudged(now);
                db.SayBeside(conversation, chat, "chat.nudge", now);
                return true;
            default:
                await ChangeAsync(db, chat, conversation, need, now);
                return true;
        }
    }

    private static async Task ChangeAsync(FeedbackDb db, AgentChat chat, Conversation conversation, ChatNeed need, DateTime now)
    {
        var ticket = await db.TicketAsync(chat.TicketNumber);
        if (need == ChatNeed.Line)
        {
            ticket.ChatBackInLine(chat.AgentName, now);
            chat.WaitAgain(null, null, null, null, now);
            db.SayOf(conversation, chat, "chat.back_in_line", now);
            db.AnnounceTicket(ticket);
            db.Announce(Topics.Chats);
            return;
        }

        // Who waits for the first time never had a person here: where the turn is an agent's, it is for another case of the conversation.
        if (need != ChatNeed.Promise || chat.Urgent)
        {
            conversation.GiveTurnTo(TurnOwner.Bot);
        }

        if (need == ChatNeed.Promise)
        {
            var zone = (await db.Set<Contact>().FirstAsync(c => c.Id == conversation.ContactId)).TimeZone;
            db.SayPromise(conversation, chat, ticket, "chat.nobody", zone, now);
        }
        else if (need == ChatNeed.Goodbye)
        {
            db.SayOf(conversation, chat, "chat.silent", now, ("ticket", ticket.Id));
        }

        var why = need == ChatNeed.Promise ? ChatEnd.Nobody : need == ChatNeed.Goodbye ? ChatEnd.Silent : ChatEnd.Over;
        db.End(chat, ticket, why, Actor.System, now);
        db.AnnounceTicket(ticket);
    }
}

/// <summary>The end of a chat.</summary>
public static class EndOfChat
{
    /// <summary>Ends the chat about a case that is not over; null where there is none.</summary>
    public static async Task<AgentChat?> EndChatAsync(this FeedbackDb db, Ticket ticket, ChatEnd why, Actor by, DateTime now)
    {
        var chat = await db.ChatAboutAsync(ticket);
        if (chat != null)
        {
            db.End(chat, ticket, why, by, now);
        }

        return chat;
    }

    public static void End(this FeedbackDb db, AgentChat chat, Ticket ticket, ChatEnd why, Actor by, DateTime now)
    {
        chat.End(why, by, now);
        ticket.ChatEnded(why, by, now);
        db.Announce(Topics.Chats);
    }

    /// <summary>The work on a case is over: the turn in a conversation of it is the bot's again, unless a chat goes on there about another case.</summary>
    public static async Task EndTurnAsync(this FeedbackDb db, Conversation conversation, Ticket ticket)
    {
        if (await db.OpenChatAsync(conversation.Id) is not { } chat || chat.TicketNumber == ticket.Number)
        {
            conversation.GiveTurnTo(TurnOwner.Bot);
        }
    }
}
