using System.Text.RegularExpressions;
using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Visitors of the web chat, by the use cases that the channel calls.</summary>
internal sealed partial class ChatCast(IServiceProvider services)
{
    public async Task<string> ArriveAsync(string language = "en", VerifiedIdentity? identity = null)
    {
        var key = VisitorTokens.NewId();
        await services.GetRequiredService<StartConversation>().RunAsync("webchat", key, language, identity);
        return key;
    }

    public Task<TurnRecord> SayAsync(string key, string text, string? value = null) => services.GetRequiredService<TakeTurn>()
        .RunAsync(new() { Channel = "webchat", ConversationKey = key, Text = text, Value = value, MessageKey = VisitorTokens.NewId() });

    public async Task<Receipt> ComplainAsync(string key, string text) => await FinishAsync(key, await SayAsync(key, text));

    /// <summary>Leaves every question open and confirms the summary, until there is a receipt.</summary>
    public async Task<Receipt> FinishAsync(string key, TurnRecord turn)
    {
        for (var i = 0; i < 8; i++)
        {
            if (turn.Replies.FirstOrDefault(r => r.Ticket != null) is { } receipt)
            {
                return new(receipt.Ticket!, Code().Match(receipt.Text).Value);
            }

            turn = await SayAsync(key, "", turn.Replies.LastOrDefault()?.Step is "order_number" or "desired_outcome" or "reply_to" ? "skip" : "yes");
        }

        throw new InvalidOperationException("No case was filed: " + Words(turn));
    }

    public async Task<Ticket> TicketAsync(string number)
    {
        await using var db = Open();
        return await db.Tickets.AsNoTracking().Include(t => t.Clocks).Include(t => t.Events).SingleAsync(t => t.Number == TicketNumber.Parse(number)!.Value);
    }

    public async Task<List<Message>> LogAsync(string key)
    {
        await using var db = Open();
        var chat = await db.Conversations.SingleAsync(c => c.Key == key);
        return await db.Messages.AsNoTracking().Where(m => m.ConversationId == chat.Id).OrderBy(m => m.Sequence).ToListAsync();
    }

    public FeedbackDb Open() => services.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContext();

    public static string Words(TurnRecord turn) => string.Join(" / ", turn.Replies.Select(r => r.Text));

    public static string? StepOf(TurnRecord turn) => turn.Replies.LastOrDefault()?.Step;

    /// <summary>What the customer has in hand after filing.</summary>
    public sealed record Receipt(string Number, string Code);

    [GeneratedRegex("\\b[0-9A-Z]{5}-[0-9A-Z]{5}\\b")]
    private static partial Regex Code();
}
