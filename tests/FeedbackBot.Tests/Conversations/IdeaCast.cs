using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Visitors with ideas, on the running program.</summary>
internal sealed class IdeaCast(TestServer server)
{
    public const string Idea = "I suggest you let us choose an evening delivery slot";
    public const string Same = "It would be great if you offered delivery slots in the evening";

    private readonly Dictionary<string, string> _languages = [];

    public async Task<string> ArriveAsync(string language)
    {
        var key = VisitorTokens.NewId();
        _languages[key] = language;
        await server.Services.GetRequiredService<StartConversation>().RunAsync("webchat", key, language, null);
        return key;
    }

    public Task<TurnRecord> SayAsync(string key, string text, string? value = null) => server.Services.GetRequiredService<TakeTurn>()
        .RunAsync(new() { Channel = "webchat", ConversationKey = key, Text = text, Value = value, Locale = _languages[key], MessageKey = VisitorTokens.NewId() });

    public async Task<long> FileAsync(string key, string idea) => await FinishAsync(key, await SayAsync(key, idea));

    /// <summary>Declines every question and confirms the summary, until there is a receipt.</summary>
    public async Task<long> FinishAsync(string key, TurnRecord turn)
    {
        for (var i = 0; i < 6; i++)
        {
            if (turn.Replies.FirstOrDefault(r => r.Ticket != null) is { } receipt)
            {
                return TicketNumber.Parse(receipt.Ticket)!.Value;
            }

            turn = turn.Replies.LastOrDefault()?.Step == "confirm" ? await SayAsync(key, "", "yes") : await SayAsync(key, "", "skip");
        }

        throw new InvalidOperationException("No case was filed: " + string.Join(" / ", turn.Replies.Select(r => r.Text)));
    }

    /// <summary>Somebody who tells the same as <see cref="Idea"/> and joins it.</summary>
    public async Task<string> JoinAsync()
    {
        var key = await ArriveAsync("en");
        (await SayAsync(key, Same)).Replies.Last().Step.ShouldBe("similar");
        (await SayAsync(key, "yes")).Replies.ShouldHaveSingleItem().Text.ShouldContain("stand behind");
        return key;
    }

    public Task JoinAgainAsync(string key, long idea) => DoAsync<JoinIdea>(async (join, db) =>
    {
        var chat = await db.Conversations.SingleAsync(c => c.Key == key);
        await join.RunAsync(db, idea, new(chat.ContactId, chat.Id, null, "en"));
    });

    public Task<List<string>> NewsAsync(string key) => SaidAsync(key, Speaker.Bot, "News about");

    public async Task<List<string>> SaidAsync(string key, Speaker speaker, string start = "")
    {
        await using var db = server.Open();
        var said = await db.Messages.Join(db.Conversations, m => m.ConversationId, c => c.Id, (m, c) => new { m.Sequence, m.Speaker, m.Text, c.Key })
            .Where(m => m.Key == key && m.Speaker == speaker).OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync();
        return [.. said.Where(t => t.StartsWith(start, StringComparison.Ordinal))];
    }

    public Task DoAsync<T>(Func<T, FeedbackDb, Task> work) where T : notnull =>
        server.Work.RunAsync(db => work(server.Services.GetRequiredService<T>(), db));
}
