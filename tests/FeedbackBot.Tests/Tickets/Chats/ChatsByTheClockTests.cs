using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Tests.Tickets.Chats;

/// <summary>What becomes of chats in which nobody comes or somebody falls silent.</summary>
public sealed class ChatsByTheClockTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ChatWorld _world = null!;

    public async Task InitializeAsync() => _world = await ChatWorld.StartAsync(StorageProvider.Sqlite, StorageSetup.SqliteFile(Path.Combine(_folder.Path, "chats.db")));

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("en", "nobody has become free", "answer here by")]
    [InlineData("zh-Hans", "还没有同事腾出手来", "前会在这里回复您")]
    public async Task Who_waited_too_long_gets_the_promise_and_the_bot_back(string language, string sorry, string promise)
    {
        var ann = await _world.HireAsync("Ann");
        var (key, number, _) = await _world.AskForPersonAsync(language);
        for (var minute = 1; minute < 10; minute++)
        {
            await LaterAsync(1, ann);
            (await _world.WatchAsync()).ShouldBe(0);
        }

        await LaterAsync(1, ann);
        (await _world.WatchAsync()).ShouldBe(1);
        var said = await _world.LastSaidAsync(key);
        said.ShouldContain(sorry);
        said.ShouldContain(promise);
        ((await _world.ChatAsync(number)).EndedWhy, await _world.WatchAsync()).ShouldBe((ChatEnd.Nobody, 0));
    }

    [Fact]
    public async Task Where_the_last_console_was_closed_nobody_waits_the_whole_time()
    {
        await _world.HireAsync("Ann");
        var (_, number, _) = await _world.AskForPersonAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        (await _world.WatchAsync()).ShouldBe(1);
        (await _world.ChatAsync(number)).EndedWhy.ShouldBe(ChatEnd.Nobody);
    }

    [Fact]
    public async Task A_place_in_the_line_is_told_when_it_gets_better_and_at_most_once_a_minute()
    {
        var ann = await _world.HireAsync("Ann");
        var numbers = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
            numbers.Add((await _world.AskForPersonAsync()).Number);
        }

        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        var (key, last, receipt) = await _world.AskForPersonAsync();
        receipt.Text.ShouldContain("number 4 in line");
        await _world.TakeAsync(numbers[0], ann);
        (await _world.WatchAsync()).ShouldBe(0, "less than a minute has passed");
        await LaterAsync(1, ann);
        (await _world.WatchAsync()).ShouldBe(3);
        (await _world.LastSaidAsync(key)).ShouldBe("You're number 3 in line.");
        await _world.TakeAsync(numbers[1], ann);
        await _world.TakeAsync(numbers[2], ann);
        (await _world.WatchAsync()).ShouldBe(0);
        await LaterAsync(1, ann);
        await _world.WatchAsync();
        (await _world.LastSaidAsync(key)).ShouldBe("You're next in line. Everybody who can help is talking with someone right now.", "three chats are all that Ann can have");
        (await _world.ChatAsync(last)).ToldPosition.ShouldBe(1);
    }

    [Fact]
    public async Task A_silent_customer_is_asked_once_and_then_the_chat_ends_while_the_case_stays()
    {
        var ann = await _world.HireAsync("Ann");
        var (key, number, _) = await _world.AskForPersonAsync();
        await _world.ReplyAsync(number, ann, "Which colour was it?");
        await LaterAsync(9.9, ann);
        (await _world.WatchAsync()).ShouldBe(0);
        await LaterAsync(0.2, ann);
        await _world.WatchAsync();
        (await _world.LastSaidAsync(key)).ShouldContain("still there");
        (await _world.WatchAsync()).ShouldBe(0);
        await LaterAsync(10, ann);
        await _world.WatchAsync();
        (await _world.LastSaidAsync(key)).ShouldContain("ended the chat");
        var ticket = await _world.Cast.TicketAsync(TicketNumber.Format(number));
        ((await _world.ChatAsync(number)).EndedWhy, ticket.IsOpen, await _world.TurnAsync(key)).ShouldBe((ChatEnd.Silent, true, TurnOwner.Bot));
    }

    [Fact]
    public async Task A_word_from_the_customer_after_the_question_keeps_the_chat()
    {
        var ann = await _world.HireAsync("Ann");
        var (key, number, _) = await _world.AskForPersonAsync();
        await _world.ReplyAsync(number, ann, "Which colour was it?");
        await LaterAsync(10, ann);
        await _world.WatchAsync();
        await _world.Cast.SayAsync(key, "blue");
        await _world.ReplyAsync(number, ann, "Thank you");
        await LaterAsync(9, ann);
        (await _world.WatchAsync(), (await _world.ChatAsync(number)).State).ShouldBe((0, ChatState.WithAgent));
    }

    [Fact]
    public async Task A_silent_agent_loses_the_chat_to_the_line_and_its_customer_goes_first()
    {
        var ann = await _world.HireAsync("Ann");
        var (key, number, _) = await _world.AskForPersonAsync();
        await _world.ReplyAsync(number, ann, "One moment");
        await _world.Cast.SayAsync(key, "well?");
        await LaterAsync(4.9, ann);
        await _world.Cast.SayAsync(key, "hello?");
        var other = await _world.AskForPersonAsync();
        await LaterAsync(0.2, ann);
        (await _world.WatchAsync()).ShouldBe(1);
        (await _world.LastSaidAsync(key)).ShouldContain("Sorry for the silence");
        await using var db = _world.Open();
        db.ChatsInLine.Select(c => c.TicketNumber).ShouldBe([number, other.Number]);
        (await _world.Cast.TicketAsync(TicketNumber.Format(number))).Events.ShouldContain(e => e.Code == "chat_back_in_line");
    }

    [Theory]
    [InlineData(4, null, null)]
    [InlineData(5, 2, 4)]
    public async Task A_waiting_time_is_said_as_a_range_and_only_after_five_waits(int waits, int? from, int? to)
    {
        var ann = await _world.HireAsync("Ann");
        for (var i = 1; i <= waits; i++)
        {
            var (_, number, _) = await _world.AskForPersonAsync();
            await LaterAsync(i, ann);
            await _world.TakeAsync(number, ann);
        }

        var (_, _, receipt) = await _world.AskForPersonAsync();
        if (from == null)
        {
            receipt.Text.ShouldNotContain("minutes");
        }
        else
        {
            receipt.Text.ShouldContain($"Lately people waited {from} to {to} minutes.");
        }
    }

    private async Task LaterAsync(double minutes, FeedbackBot.Accounts.StaffMember online)
    {
        _world.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await _world.OpenConsoleAsync(online);
    }
}
