using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Tickets.Chats;

/// <summary>Chats with people from the wish to the end, the same on SQLite and on PostgreSQL.</summary>
public abstract class ChatsTests : IAsyncLifetime
{
    private protected ChatWorld World { get; private set; } = null!;

    public async Task InitializeAsync() => World = await StartAsync();

    public async Task DisposeAsync() => await World.DisposeAsync();

    private protected abstract Task<ChatWorld> StartAsync();

    [Theory]
    [InlineData("en", "next in line", "answer here by")]
    [InlineData("zh-Hans", "下一位就是您", "前在这里回复")]
    public async Task Where_somebody_is_there_who_asks_for_a_person_gets_a_place_in_the_line_and_the_promise_beside_it(string language, string place, string promise)
    {
        await World.HireAsync("Ann");
        var (key, number, receipt) = await World.AskForPersonAsync(language);
        receipt.Text.ShouldContain(place);
        receipt.Text.ShouldContain(promise);
        receipt.Extras!.Choices!.Single().Value.ShouldBe("stop_waiting");
        var chat = await World.ChatAsync(number);
        (chat.State, chat.Language, await World.TurnAsync(key)).ShouldBe((ChatState.Waiting, language, TurnOwner.Bot));
        (await World.Cast.TicketAsync(receipt.Ticket!)).Events.ShouldContain(e => e.Code == "chat_requested");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("console closed")]
    [InlineData("evening")]
    [InlineData("recused")]
    public async Task Where_nobody_can_come_the_promise_is_all_there_is(string why)
    {
        if (why != "nobody")
        {
            var ann = await World.HireAsync("Ann");
            World.Clock.Advance(why switch { "console closed" => TimeSpan.FromMinutes(2), "evening" => TimeSpan.FromHours(9), _ => TimeSpan.Zero });
            if (why == "evening")
            {
                await World.OpenConsoleAsync(ann);
            }
            else if (why == "recused")
            {
                await World.Work.RunAsync(db =>
                {
                    db.Add(new Recusal(1, ann.Id, "subject", World.Clock.GetUtcNow().UtcDateTime));
                    return Task.CompletedTask;
                });
            }
        }

        var (_, _, receipt) = await World.AskForPersonAsync();
        receipt.Extras?.Choices.ShouldBeNull();
        receipt.Text.ShouldNotContain("line");
        await using var db = World.Open();
        (await db.AgentChats.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_who_take_a_chat_at_once_one_gets_it_and_the_other_hears_who()
    {
        var (ann, ben) = (await World.HireAsync("Ann"), await World.HireAsync("Ben"));
        for (var round = 0; round < 8; round++)
        {
            var (key, number, _) = await World.AskForPersonAsync();
            var tries = new[] { ann, ben }.Select(async staff => await Record.ExceptionAsync(() => World.TakeAsync(number, staff))).ToList();
            var lost = (await Task.WhenAll(tries)).OfType<RuleViolation>().ShouldHaveSingleItem();
            lost.Code.ShouldBe("chat_taken");
            var chat = await World.ChatAsync(number);
            lost.Message.ShouldContain(chat.AgentName!);
            (await World.Cast.LogAsync(key)).Count(m => m.Speaker == Speaker.Agent).ShouldBe(1);
            (await World.Cast.TicketAsync(TicketNumber.Format(number))).AssigneeId.ShouldBe(chat.AgentId);
        }
    }

    [Fact]
    public async Task Taking_a_chat_says_who_is_there_and_silences_the_bot_until_it_is_given_back()
    {
        var ann = await World.HireAsync("Ann");
        var (key, number, _) = await World.AskForPersonAsync();
        await World.TakeAsync(number, ann);
        var joined = (await World.Cast.LogAsync(key))[^1];
        (joined.Speaker, joined.SenderName, joined.Text).ShouldBe((Speaker.Agent, "Ann", "You're now talking with Ann."));
        (await World.Cast.SayAsync(key, "hello")).Replies.ShouldBeEmpty();

        await World.HandBackAsync(number, ann);
        var log = await World.Cast.LogAsync(key);
        log[^2].Text.ShouldBe("Ann has left the chat; the assistant is back.");
        (log[^1].Speaker, log[^1].Text.EndsWith('?')).ShouldBe((Speaker.Bot, true), log[^1].Text);
        (await World.Cast.SayAsync(key, "hello")).Replies.ShouldNotBeEmpty();
        (await World.ChatAsync(number)).EndedWhy.ShouldBe(ChatEnd.HandedBack);
    }

    [Fact]
    public async Task The_bot_goes_on_where_a_flow_was_when_it_gets_the_conversation_back()
    {
        var ann = await World.HireAsync("Ann");
        var (key, number, _) = await World.AskForPersonAsync();
        (await World.Cast.SayAsync(key, "The kettle I bought leaks and nobody answers my calls")).Replies[^1].Step.ShouldBe("order_number");
        await World.ReplyAsync(number, ann, "Hello, I am looking into it");
        await World.HandBackAsync(number, ann);
        (await World.Cast.LogAsync(key))[^1].Step.ShouldBe("order_number");
    }

    [Fact]
    public async Task The_first_reply_takes_the_chat_and_is_said_after_the_name()
    {
        var ann = await World.HireAsync("Ann");
        var (key, number, _) = await World.AskForPersonAsync("zh-Hans");
        await World.ReplyAsync(number, ann, "您好，我查一下");
        (await World.Cast.LogAsync(key)).TakeLast(2).Select(m => m.Text).ShouldBe(["现在由 Ann 为您服务。", "您好，我查一下"]);
        var chat = await World.ChatAsync(number);
        (chat.State, chat.AgentId, chat.Awaits).ShouldBe((ChatState.WithAgent, ann.Id, ChatSide.Customer));
    }

    [Theory]
    [InlineData("en", "stop_waiting", null)]
    [InlineData("en", null, "I can't wait any longer")]
    [InlineData("zh-Hans", null, "不等了")]
    public async Task Who_would_not_wait_leaves_the_line_and_the_promise_stands(string language, string? value, string? words)
    {
        await World.HireAsync("Ann");
        var (key, number, _) = await World.AskForPersonAsync(language);
        var said = await World.Cast.SayAsync(key, words ?? "Don't wait", value);
        said.Replies.ShouldHaveSingleItem().Text.ShouldContain(TicketNumber.Format(number));
        (await World.ChatAsync(number)).EndedWhy.ShouldBe(ChatEnd.Left);
        (await World.Cast.TicketAsync(TicketNumber.Format(number))).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_chat_passed_on_carries_its_note_to_the_next_and_one_line_to_the_customer()
    {
        var (ann, ben) = (await World.HireAsync("Ann"), await World.HireAsync("Ben"));
        var (key, number, _) = await World.AskForPersonAsync();
        await World.TakeAsync(number, ann);
        var before = (await World.Cast.LogAsync(key)).Count;
        await World.DoAsync<PassChat>((pass, db) => pass.RunAsync(db, number, ben.Id, null, "Wants a refund, be kind", Actor.Of(ann)));
        var log = await World.Cast.LogAsync(key);
        log.Skip(before).ShouldHaveSingleItem().Text.ShouldContain("Ben");
        log.ShouldAllBe(m => !m.Text.Contains("be kind"));
        var chat = await World.ChatAsync(number);
        (chat.State, chat.ForStaffId, chat.PassedNote, chat.Urgent).ShouldBe((ChatState.Waiting, ben.Id, "Wants a refund, be kind", true));
        (await World.Cast.SayAsync(key, "ok")).Replies.ShouldBeEmpty();

        await World.TakeAsync(number, ben);
        (await World.LastSaidAsync(key)).ShouldContain("Ben");
        await using var db = World.Open();
        (await db.TicketNotes.SingleAsync(n => n.TicketNumber == number)).Text.ShouldBe("Wants a refund, be kind");
    }

    [Fact]
    public async Task Resolving_the_case_ends_the_chat()
    {
        var ann = await World.HireAsync("Ann");
        var (key, number, _) = await World.AskForPersonAsync();
        await World.ReplyAsync(number, ann, "On its way");
        await World.DoAsync<ResolveTicket>((resolve, db) => resolve.RunAsync(db, number, new("lost", "sent again", Responsibility.Us, TellsCustomer: false), null, Actor.Of(ann)));
        ((await World.ChatAsync(number)).State, await World.TurnAsync(key)).ShouldBe((ChatState.Ended, TurnOwner.Bot));
        (await World.WatchAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_wish_for_a_person_after_filing_joins_the_line_once()
    {
        await World.HireAsync("Ann");
        var key = await World.Cast.ArriveAsync();
        var receipt = await World.Cast.ComplainAsync(key, "The kettle I bought leaks and nobody answers my calls, I want a refund");
        var first = await World.Cast.SayAsync(key, "human please");
        first.Replies.ShouldHaveSingleItem().Text.ShouldContain("next in line");
        var again = await World.Cast.SayAsync(key, "I want a real person");
        again.Replies.ShouldHaveSingleItem().Text.ShouldContain("next in line");
        await using var db = World.Open();
        (await db.AgentChats.SingleAsync()).TicketNumber.ShouldBe(TicketNumber.Parse(receipt.Number)!.Value);
    }

    [Fact]
    public async Task The_bot_never_answers_after_an_agent_took_the_turn_however_close_the_two_are()
    {
        var ann = await World.HireAsync("Ann");
        for (var round = 0; round < 10; round++)
        {
            var (key, number, _) = await World.AskForPersonAsync();
            var said = Enumerable.Range(0, 3).Select(i => World.Cast.SayAsync(key, $"hello, are you there {i}"));
            await Task.WhenAll([.. said, World.TakeAsync(number, ann)]);
            var log = await World.Cast.LogAsync(key);
            var taken = log.FindIndex(m => m.Speaker == Speaker.Agent);
            log.Skip(taken).ShouldAllBe(m => m.Speaker != Speaker.Bot);
        }
    }
}

/// <summary>On the default database.</summary>
public sealed class ChatsOnSqliteTests : ChatsTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private protected override Task<ChatWorld> StartAsync() => ChatWorld.StartAsync(StorageProvider.Sqlite, StorageSetup.SqliteFile(Path.Combine(_folder.Path, "chats.db")));
}

/// <summary>On PostgreSQL, where two commits really run side by side.</summary>
public sealed class ChatsOnPostgresTests(PostgresCluster cluster) : ChatsTests, IClassFixture<PostgresCluster>
{
    /// <summary>The customer's message is in the middle of being decided when the agent takes the chat.</summary>
    [Fact]
    public async Task A_turn_that_is_being_decided_while_an_agent_takes_the_chat_is_decided_again_in_silence()
    {
        var ann = await World.HireAsync("Ann");
        var (key, number, _) = await World.AskForPersonAsync();
        var asked = 0;
        World.WhenAsked = () =>
        {
            // Asked first when the conversation has just been read; the taking itself asks too.
            if (Interlocked.Increment(ref asked) == 1)
            {
                World.WhenAsked = null;
                Task.Run(() => World.TakeAsync(number, ann)).Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
            }
        };
        var turn = await World.Cast.SayAsync(key, "hello, is anybody there");
        asked.ShouldBe(1);
        turn.Replies.ShouldBeEmpty();
        var log = await World.Cast.LogAsync(key);
        log[^2].Speaker.ShouldBe(Speaker.Agent);
        (log[^1].Speaker, log[^1].Text).ShouldBe((Speaker.Customer, "hello, is anybody there"));
    }

    private protected override async Task<ChatWorld> StartAsync() => await ChatWorld.StartAsync(StorageProvider.Postgres, await cluster.NewDatabaseAsync());
}
