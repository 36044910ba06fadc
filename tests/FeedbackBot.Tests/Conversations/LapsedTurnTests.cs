using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tests.Tickets.Chats;
using FeedbackBot.Tickets;

namespace FeedbackBot.Tests.Conversations;

/// <summary>The bot listens again when an agent has answered and gone on to other work; answers still reach the agent's case. The same on SQLite and on PostgreSQL.</summary>
public abstract class LapsedTurnTests : IAsyncLifetime
{
    private ChatWorld _world = null!;
    private StaffMember _ann = null!;

    private protected abstract Task<ChatWorld> StartAsync();

    public async Task InitializeAsync()
    {
        _world = await StartAsync();
        _ann = await _world.HireAsync("Ann", online: false);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("en", "where is my case?")]
    [InlineData("zh-Hans", "我的投诉处理得怎么样了？")]
    public async Task Who_asks_days_later_how_their_case_stands_is_answered(string language, string asked)
    {
        var (key, number) = await AnsweredAsync(language);
        _world.Clock.Advance(TimeSpan.FromDays(3));
        (await _world.Cast.SayAsync(key, asked)).Replies.ShouldContain(m => m.Text.Contains(TicketNumber.Format(number), StringComparison.Ordinal));
        (await _world.TurnAsync(key), (await ReadAsync(number)).Status).ShouldBe((TurnOwner.Bot, TicketStatus.WaitingOnCustomer));
    }

    [Theory]
    [InlineData("en", "The lamp I bought yesterday arrived smashed to pieces and nobody answers my calls, I want a refund")]
    [InlineData("zh-Hans", "我昨天买的台灯送到时碎了，打电话也没人接，要求退款")]
    public async Task A_new_matter_days_later_is_taken_up_and_the_agents_case_hears_it_too(string language, string told)
    {
        var (key, number) = await AnsweredAsync(language);
        _world.Clock.Advance(TimeSpan.FromDays(3));
        var turn = await _world.Cast.SayAsync(key, told);
        turn.Replies.ShouldNotBeEmpty();
        (await _world.TurnAsync(key), (await ReadAsync(number)).Status).ShouldBe((TurnOwner.Bot, TicketStatus.Open));
        TicketNumber.Parse((await _world.Cast.FinishAsync(key, turn)).Number).ShouldNotBe(number);
    }

    [Theory]
    [InlineData("en", "it was the blue one", "Ann")]
    [InlineData("zh-Hans", "是蓝色的那个", "Ann")]
    public async Task An_answer_days_later_reaches_the_agents_case_with_one_plain_line(string language, string answer, string name)
    {
        var (key, number) = await AnsweredAsync(language);
        _world.Clock.Advance(TimeSpan.FromDays(3));
        var line = (await _world.Cast.SayAsync(key, answer)).Replies.ShouldHaveSingleItem();
        line.Text.ShouldContain(name);
        line.Text.ShouldContain(TicketNumber.Format(number));
        (await _world.TurnAsync(key), (await ReadAsync(number)).Status).ShouldBe((TurnOwner.Agent, TicketStatus.Open));

        (await _world.Cast.SayAsync(key, language == "en" ? "and rather big" : "挺大的")).Replies.ShouldBeEmpty();
        (await _world.Cast.SayAsync(key, language == "en" ? "where is my case?" : "我的投诉处理得怎么样了？")).Replies.ShouldNotBeEmpty("the bot listens since it said so");
    }

    [Fact]
    public async Task Within_half_an_hour_and_after_the_agents_next_word_the_bot_stays_silent()
    {
        var (key, number) = await AnsweredAsync("en");
        _world.Clock.Advance(TimeSpan.FromMinutes(29));
        (await _world.Cast.SayAsync(key, "where is my case?")).Replies.ShouldBeEmpty();
        _world.Clock.Advance(TimeSpan.FromDays(1));
        (await _world.Cast.SayAsync(key, "it was the blue one")).Replies.ShouldHaveSingleItem();
        await _world.ReplyAsync(number, _ann, "Thank you");
        (await _world.Cast.SayAsync(key, "where is my case?")).Replies.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_a_reply_is_held_or_a_chat_goes_on_the_bot_stays_silent()
    {
        var (key, number) = await AnsweredAsync("en");
        _world.Clock.Advance(TimeSpan.FromDays(1));
        await _world.DoAsync<HoldReply>((hold, db) => hold.RunAsync(db, number, "One moment", Actor.Of(_ann)));
        (await _world.Cast.SayAsync(key, "where is my case?")).Replies.ShouldBeEmpty();

        await _world.OpenConsoleAsync(_ann);
        var live = await _world.AskForPersonAsync();
        await _world.TakeAsync(live.Number, _ann);
        _world.Clock.Advance(TimeSpan.FromHours(1));
        (await _world.Cast.SayAsync(live.Key, "where is my case?")).Replies.ShouldBeEmpty();
    }

    /// <summary>A case that an agent answered, without any chat with a person.</summary>
    private async Task<(string Key, long Number)> AnsweredAsync(string language)
    {
        var key = await _world.Cast.ArriveAsync(language);
        var receipt = await _world.Cast.ComplainAsync(key, language == "en" ? "The kettle I bought leaks and nobody answers my calls, I want a refund" : "上周买的水壶漏水，打电话没人接，我要退款");
        var number = TicketNumber.Parse(receipt.Number)!.Value;
        await _world.ReplyAsync(number, _ann, language == "en" ? "Which colour was it?" : "请问是什么颜色的？");
        return (key, number);
    }

    private Task<Ticket> ReadAsync(long number) => _world.Cast.TicketAsync(TicketNumber.Format(number));
}

/// <summary>On the default database.</summary>
public sealed class LapsedTurnOnSqliteTests : LapsedTurnTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private protected override Task<ChatWorld> StartAsync() => ChatWorld.StartAsync(StorageProvider.Sqlite, StorageSetup.SqliteFile(Path.Combine(_folder.Path, "chats.db")));
}

/// <summary>On PostgreSQL.</summary>
public sealed class LapsedTurnOnPostgresTests(PostgresCluster cluster) : LapsedTurnTests, IClassFixture<PostgresCluster>
{
    private protected override async Task<ChatWorld> StartAsync() => await ChatWorld.StartAsync(StorageProvider.Postgres, await cluster.NewDatabaseAsync());
}
