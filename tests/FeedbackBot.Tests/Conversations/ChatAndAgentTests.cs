using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Messages;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Chats in which bot and agents take turns, on the running program.</summary>
public sealed class ChatAndAgentTests : IAsyncLifetime
{
    private static readonly Actor Ann = new("staff", null, "Ann");
    private static readonly Resolution Mended = new("lost on the way", "sent again", Responsibility.Us, TellsCustomer: false);
    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_second_matter_begins_where_it_was_told_however_much_was_said_to_an_agent_before()
    {
        var key = await ArriveAsync();
        var first = await ComplainAsync(key, "My parcel with order A-1001 never arrived and I want my money back");
        await DoAsync<ReplyToTicket>((reply, db) => reply.RunAsync(db, first, "We are looking for it", Ann));
        await SayAsync(key, "thanks, please hurry");
        await SayAsync(key, "are you still there");
        await DoAsync<ResolveTicket>((resolve, db) => resolve.RunAsync(db, first, Mended, null, Ann));

        var told = await SayAsync(key, "The kettle I bought leaks and I am very disappointed");
        var second = await FinishAsync(key, told);
        await using var db = _server.Open();
        (await db.Tickets.SingleAsync(t => t.Number == second)).FirstSequence.ShouldBe(told.Heard.Sequence);
    }

    [Fact]
    public async Task The_chat_of_a_merged_case_is_the_bots_again_and_what_its_customer_adds_goes_to_the_case_that_goes_on()
    {
        var chat = await ArriveAsync();
        var merged = await ComplainAsync(chat, "My parcel with order A-1001 never arrived and I want my money back");
        var (middle, last) = (await FiledElsewhereAsync(), await FiledElsewhereAsync());
        await DoAsync<ReplyToTicket>((reply, db) => reply.RunAsync(db, merged, "We are looking for it", Ann));
        await DoAsync<MergeTickets>((merge, db) => merge.RunAsync(db, merged, middle, Ann));
        (await SayAsync(chat, "hello")).Replies.ShouldNotBeEmpty();

        await DoAsync<MergeTickets>((merge, db) => merge.RunAsync(db, middle, last, Ann));
        await DoAsync<ReplyToTicket>((reply, db) => reply.RunAsync(db, last, "Was it a big box?", Ann));
        var code = ReceiptCode.New();
        await _server.Work.RunAsync(async db =>
        {
            var hash = ReceiptCode.HashOf(code);
            await db.Tickets.Where(t => t.Number == merged).ExecuteUpdateAsync(set => set.SetProperty(t => t.ReceiptCode, hash));
        });
        var added = await _server.Services.GetRequiredService<AddByReceipt>().RunAsync(TicketNumber.Format(merged), code, "a very big one", null);
        (added!.Number, added.Status).ShouldBe((last, TicketStatus.Open));
    }

    [Fact]
    public async Task Nobody_is_asked_how_it_went_while_an_agent_has_the_turn()
    {
        var key = await ArriveAsync();
        var first = await ComplainAsync(key, "My parcel with order A-1001 never arrived and I want my money back");
        var second = await ComplainAsync(key, "The kettle I bought leaks and I am very disappointed");
        await DoAsync<ResolveTicket>((resolve, db) => resolve.RunAsync(db, first, Mended, null, Ann));
        await DoAsync<ReplyToTicket>((reply, db) => reply.RunAsync(db, second, "Please send a picture", Ann));
        var clock = _server.Services.GetRequiredService<TimeProvider>();
        await _server.Services.GetRequiredService<AskDueSurveys>().RunAsync();

        await using var db = _server.Open();
        var asked = await db.Invitations.Where(i => i.SentAt > clock.GetUtcNow().UtcDateTime.AddMinutes(-1)).Select(i => i.TicketNumber).ToListAsync();
        var turn = await db.Conversations.Where(c => c.Key == key).Select(c => c.TurnOwner).SingleAsync();
        (turn, asked.Count).ShouldBe((TurnOwner.Agent, 0));
    }

    [Fact]
    public async Task What_a_customer_says_later_makes_the_case_more_pressing_and_never_less()
    {
        var key = await ArriveAsync();
        var number = await ComplainAsync(key, "The kettle I bought leaks a little, please send a new lid");
        await DoAsync<ReplyToTicket>((reply, db) => reply.RunAsync(db, number, "Which model is it?", Ann));
        await SayAsync(key, "It caught fire just now and my daughter was burned, this is terrible!");
        await using (var db = _server.Open())
        {
            var ticket = await db.Tickets.SingleAsync(t => t.Number == number);
            (ticket.Priority, ticket.SentimentLabel, ticket.Flags.HasFlag(ReadingFlags.Safety)).ShouldBe((TicketPriority.Urgent, Sentiment.Negative, true));
        }

        await SayAsync(key, "Thank you, that is kind");
        await using var after = _server.Open();
        var calm = await after.Tickets.SingleAsync(t => t.Number == number);
        (calm.Priority, calm.SentimentLabel).ShouldBe((TicketPriority.Urgent, Sentiment.Negative));
    }

    [Fact]
    public async Task Asked_how_it_went_a_customer_for_whom_it_is_not_over_opens_that_case_again()
    {
        var key = await ArriveAsync();
        var first = await ComplainAsync(key, "My parcel with order A-1001 never arrived and I want my money back");
        var second = await ComplainAsync(key, "The kettle I bought leaks and I am very disappointed");
        await DoAsync<ResolveTicket>((resolve, db) => resolve.RunAsync(db, first, Mended, null, Ann));
        for (var i = 0; i < 20 && !await IsAskedAsync(first); i++)
        {
            await _server.Services.GetRequiredService<AskDueSurveys>().RunAsync();
        }

        var turn = await SayAsync(key, "Nothing has come back to my account yet, this is a disgrace!");
        turn.Replies.ShouldHaveSingleItem().Text.ShouldContain(TicketNumber.Format(first));
        await using var db = _server.Open();
        (await db.Tickets.SingleAsync(t => t.Number == first)).Status.ShouldBe(TicketStatus.Open);
        (await db.Tickets.SingleAsync(t => t.Number == second)).Status.ShouldBe(TicketStatus.New);
    }

    private async Task<bool> IsAskedAsync(long number)
    {
        await using var db = _server.Open();
        return await db.Invitations.AnyAsync(i => i.TicketNumber == number && i.SentAt > DateTime.UnixEpoch);
    }

    private async Task<string> ArriveAsync()
    {
        var key = VisitorTokens.NewId();
        await _server.Services.GetRequiredService<StartConversation>().RunAsync("webchat", key, "en", null);
        return key;
    }

    private Task<TurnRecord> SayAsync(string key, string text, string? value = null) => _server.Services.GetRequiredService<TakeTurn>()
        .RunAsync(new() { Channel = "webchat", ConversationKey = key, Text = text, Value = value, Locale = "en", MessageKey = VisitorTokens.NewId() });

    private async Task<long> ComplainAsync(string key, string text) => await FinishAsync(key, await SayAsync(key, text));

    /// <summary>Taps the first button of every question until there is a receipt.</summary>
    private async Task<long> FinishAsync(string key, TurnRecord turn)
    {
        for (var i = 0; i < 8; i++)
        {
            if (turn.Replies.FirstOrDefault(r => r.Ticket != null) is { } receipt)
            {
                return TicketNumber.Parse(receipt.Ticket)!.Value;
            }

            var tapped = turn.Replies.SelectMany(r => r.Extras?.Choices ?? []).FirstOrDefault();
            turn = await SayAsync(key, tapped?.Label ?? "skip", tapped?.Value);
        }

        throw new InvalidOperationException("No case was filed: " + string.Join(" / ", turn.Replies.Select(r => r.Text)));
    }

    private async Task<long> FiledElsewhereAsync() => await StaffConsole.Cases.FileAsync(_server, "The same parcel again");

    private Task DoAsync<T>(Func<T, FeedbackBot.Storage.FeedbackDb, Task> work) where T : notnull =>
        _server.Work.RunAsync(db => work(_server.Services.GetRequiredService<T>(), db));
}
