using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Conversations;

/// <summary>
/// The turn of an agent who answered on a case and went on to other work, with no chat going on: after a while the bot listens again. What is clearly
/// for it (how a case stands, a new matter, a wish) gives it the turn; whatever else is said is for the agent as before, and the customer hears so once.
/// </summary>
public sealed class LapsedTurn(TimeProvider time, IOptions<ChatOptions> options)
{
    /// <param name="pause">Since something was said here last.</param>
    public async Task<bool> HasLapsedAsync(FeedbackDb db, Conversation conversation, TimeSpan pause)
    {
        var id = conversation.Id;
        return (pause >= options.Value.TurnLapses || await WasToldAsync(db, id))
            && await db.OpenChatAsync(id) == null && !await db.HeldReplies.AnyAsync(h => h.ConversationId == id);
    }

    /// <summary>Whether a message is the bot's business, by what the bot would do with it. More words about a case, and what is understood as nothing, are for whoever works on it.</summary>
    public static bool IsForBot(FlowBook book, ConversationState before, Turn turn, Decision decision) =>
        decision.Acts.OfType<Effect>().Any(IsBots) || Begun(book, before, turn, decision) != null;

    /// <summary>A new matter is told; what tells it may still have been meant for the agent, so their case hears it too.</summary>
    public static bool BeginsMatter(FlowBook book, ConversationState before, Turn turn, Decision decision) =>
        Begun(book, before, turn, decision) is { Filing: not null };

    /// <summary>The one line that says where the words went.</summary>
    /// <returns>Null where the customer was told already.</returns>
    public async Task<Message?> TellAsync(FeedbackDb db, Conversation conversation, Ticket ticket, Message heard)
    {
        if (await WasToldAsync(db, conversation.Id))
        {
            return null;
        }

        var language = TakeTurn.StateOf(conversation).Language ?? conversation.Locale;
        var name = await db.Messages.Where(m => m.ConversationId == conversation.Id && m.Speaker == Speaker.Agent)
            .OrderByDescending(m => m.Sequence).Select(m => m.SenderName).FirstOrDefaultAsync();
        var text = Texts.Get(language, "chat.passed_on", ("name", name ?? Texts.Get(language, "chat.colleague")), ("ticket", ticket.Id));
        return db.Append(conversation, new(Speaker.Bot, text)
        {
            Language = Languages.Interface(language),
            Flow = AgentChat.PassedOn,
            ReplyTo = heard.Sequence,
            TicketNumber = ticket.Number,
        }, time.GetUtcNow().UtcDateTime);
    }

    /// <summary>The flow that a message opens, by its name or because it tells what the flow is for; a few words that might be a complaint are none yet.</summary>
    private static Flow? Begun(FlowBook book, ConversationState before, Turn turn, Decision decision) =>
        decision.State.Flows.Count > before.Flows.Count && decision.State.Flows[^1] is var begun && book.Find(begun.Flow) is { } flow
            && (flow.Main is null || begun.Answers.ContainsKey(flow.Main.Id) || FlowRunner.Names(book, turn))
            ? flow
            : null;

    private static bool IsBots(Effect effect) => effect switch
    {
        AddToTicket wish => wish.Outcomes.ContainsKey("added_live"),
        RememberContact or AmendCase or WithdrawTicket => false,
        _ => true,
    };

    private static async Task<bool> WasToldAsync(FeedbackDb db, Guid conversation) =>
        await db.Messages.Where(m => m.ConversationId == conversation && m.Speaker != Speaker.Customer)
            .OrderByDescending(m => m.Sequence).Select(m => m.Flow).FirstOrDefaultAsync() == AgentChat.PassedOn;
}
