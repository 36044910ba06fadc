using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Tickets.Chats;

/// <summary>Chats are about one case of a conversation, and are offered by who can really come. The same on SQLite and on PostgreSQL.</summary>
public abstract class ChatsOfCasesTests : IAsyncLifetime
{
    private const string Parcel = "My parcel with order A-1001 never arrived and I want my money back";
    private const string Kettle = "The kettle I bought leaks and I am very disappointed";

    private protected ChatWorld World { get; private set; } = null!;

    public async Task InitializeAsync() => World = await StartAsync();

    public async Task DisposeAsync() => await World.DisposeAsync();

    private protected abstract Task<ChatWorld> StartAsync();

    [Fact]
    public async Task Resolving_an_old_case_leaves_the_chat_about_another_in_the_same_conversation_alone()
    {
        var (ann, ben) = (await World.HireAsync("Ann"), await World.HireAsync("Ben"));
        var (key, old, live) = await TwoCasesAsync();
        await World.TakeAsync(live, ann);
        await ResolveAsync(old, ben);
        ((await World.ChatAsync(live)).State, await World.TurnAsync(key)).ShouldBe((ChatState.WithAgent, TurnOwner.Agent));
        await World.WatchAsync();
        (await World.ChatAsync(live)).State.ShouldBe(ChatState.WithAgent);

        await ResolveAsync(live, ann);
        ((await World.ChatAsync(live)).State, await World.TurnAsync(key)).ShouldBe((ChatState.Ended, TurnOwner.Bot));
        (await CodesAsync(live)).ShouldContain("chat_over");
        (await CodesAsync(old)).ShouldNotContain("chat_over");
    }

    [Fact]
    public async Task A_reply_on_one_case_does_not_take_the_chat_about_another()
    {
        var ann = await World.HireAsync("Ann");
        var (_, old, live) = await TwoCasesAsync();
        await World.ReplyAsync(old, ann, "Your parcel is on its way");
        (await World.ChatAsync(live)).State.ShouldBe(ChatState.Waiting);
        (await World.Cast.TicketAsync(TicketNumber.Format(live))).AssigneeId.ShouldBeNull();
        (await Should.ThrowAsync<RuleViolation>(() => World.TakeAsync(old, ann))).Code.ShouldBe("chat_over");
    }

    [Fact]
    public async Task Who_is_recused_from_the_case_of_a_chat_does_not_get_it_by_another_case()
    {
        var (ann, _) = (await World.HireAsync("Ann"), await World.HireAsync("Ben"));
        var (_, old, live) = await TwoCasesAsync();
        await RecuseAsync(live, ann);
        await World.ReplyAsync(old, ann, "Hello");
        (await World.ChatAsync(live)).AgentId.ShouldBeNull();
        await Should.ThrowAsync<RuleViolation>(() => World.TakeAsync(live, ann));
    }

    [Fact]
    public async Task What_a_customer_says_in_a_chat_lands_on_its_case_and_not_on_the_one_touched_last()
    {
        var ann = await World.HireAsync("Ann");
        var (key, old, live) = await TwoCasesAsync();
        await World.TakeAsync(live, ann);
        await World.ReplyAsync(live, ann, "Which colour was it?");
        World.Clock.Advance(TimeSpan.FromSeconds(5));
        await World.DoAsync<AddNote>((note, db) => note.RunAsync(db, old, "touched", Actor.Of(ann)));
        await World.Cast.SayAsync(key, "it was blue");
        (await World.Cast.TicketAsync(TicketNumber.Format(live))).Status.ShouldBe(TicketStatus.Open);
    }

    [Fact]
    public async Task A_chat_goes_on_when_its_case_becomes_a_part_of_another_and_comes_back_with_it()
    {
        var ann = await World.HireAsync("Ann");
        var (key, old, live) = await TwoCasesAsync();
        await World.TakeAsync(live, ann);
        await World.DoAsync<MergeTickets>((merge, db) => merge.RunAsync(db, live, old, Actor.Of(ann)));
        ((await World.ChatAsync(old)).State, await World.TurnAsync(key)).ShouldBe((ChatState.WithAgent, TurnOwner.Agent));
        await World.DoAsync<UnmergeTicket>((unmerge, db) => unmerge.RunAsync(db, live, Actor.Of(ann)));
        (await World.ChatAsync(live)).State.ShouldBe(ChatState.WithAgent);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Where_nobody_speaks_the_customers_language_the_promise_is_all_there_is(string spoken)
    {
        await World.HireAsync("Ann");
        await WorkAsync("Ann", speaks: [spoken]);
        var asks = spoken == "en" ? "zh-Hans" : "en";
        (await World.AskForPersonAsync(asks)).Receipt.Extras?.Choices.ShouldBeNull();
        (await World.AskForPersonAsync(spoken)).Receipt.Extras!.Choices!.Single().Value.ShouldBe("stop_waiting");
    }

    [Fact]
    public async Task Where_nobody_of_the_cases_team_is_there_the_promise_is_all_there_is()
    {
        var ann = await World.HireAsync("Ann");
        var (away, _) = (await World.HireAsync("Ben", online: false), ann);
        var (_, first, _) = await World.AskForPersonAsync();
        var team = (await World.Cast.TicketAsync(TicketNumber.Format(first))).TeamId!.Value;
        await StoreAsync(new TeamMember(team, away.Id, TeamMember.FirstLine, isLead: false));
        (await World.AskForPersonAsync()).Receipt.Extras?.Choices.ShouldBeNull();
        await StoreAsync(new TeamMember(team, ann.Id, TeamMember.FirstLine, isLead: false));
        (await World.AskForPersonAsync()).Receipt.Extras.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("en", "Everybody who can help")]
    [InlineData("zh-Hans", "都在忙")]
    public async Task Where_everybody_is_talking_with_as_many_as_they_can_the_customer_is_told(string language, string busy)
    {
        var ann = await World.HireAsync("Ann");
        await WorkAsync("Ann", chats: 1);
        var (_, number, receipt) = await World.AskForPersonAsync(language);
        receipt.Text.ShouldNotContain(busy);
        await World.TakeAsync(number, ann);
        (await World.AskForPersonAsync(language)).Receipt.Text.ShouldContain(busy);
    }

    [Fact]
    public async Task A_place_in_the_line_counts_those_who_wait_for_the_same_people()
    {
        await World.HireAsync("Ann");
        await World.HireAsync("Mei");
        await WorkAsync("Ann", speaks: ["en"]);
        await WorkAsync("Mei", speaks: ["zh-Hans"]);
        await World.AskForPersonAsync("zh-Hans");
        World.Clock.Advance(TimeSpan.FromSeconds(1));
        (await World.AskForPersonAsync("en")).Receipt.Text.ShouldContain("next in line");
        World.Clock.Advance(TimeSpan.FromSeconds(1));
        (await World.AskForPersonAsync("en")).Receipt.Text.ShouldContain("number 2 in line");
    }

    [Fact]
    public async Task Whoever_waits_for_nobody_but_the_subject_of_their_case_is_not_kept_waiting()
    {
        var ann = await World.HireAsync("Ann");
        var (_, number, _) = await World.AskForPersonAsync();
        await RecuseAsync(number, ann);
        World.Clock.Advance(TimeSpan.FromMinutes(2));
        await World.OpenConsoleAsync(ann);
        (await World.WatchAsync()).ShouldBe(1);
        (await World.ChatAsync(number)).EndedWhy.ShouldBe(ChatEnd.Nobody);
    }

    [Fact]
    public async Task A_chat_passed_to_somebody_is_kept_for_them_for_two_minutes()
    {
        var (ann, ben, cid) = (await World.HireAsync("Ann"), await World.HireAsync("Ben"), await World.HireAsync("Cid"));
        var (_, number, _) = await World.AskForPersonAsync();
        await World.TakeAsync(number, ann);
        await World.DoAsync<PassChat>((pass, db) => pass.RunAsync(db, number, ben.Id, null, null, Actor.Of(ann)));
        (await Should.ThrowAsync<RuleViolation>(() => World.TakeAsync(number, cid))).Code.ShouldBe("chat_kept");
        await World.ReplyAsync(number, cid, "Ben will be with you");
        (await World.ChatAsync(number)).State.ShouldBe(ChatState.Waiting);
        World.Clock.Advance(AgentChat.KeptFor);
        await World.TakeAsync(number, cid);
        (await World.ChatAsync(number)).AgentId.ShouldBe(cid.Id);
    }

    [Fact]
    public async Task A_chat_is_not_passed_to_somebody_who_takes_none()
    {
        var ann = await World.HireAsync("Ann");
        var owner = new StaffMember("olga@example.com", "Olga", StaffRoles.AccountOwner, World.Clock.GetUtcNow().UtcDateTime);
        await StoreAsync(owner);
        var (_, number, _) = await World.AskForPersonAsync();
        await World.TakeAsync(number, ann);
        (await Should.ThrowAsync<RuleViolation>(() => World.DoAsync<PassChat>((pass, db) => pass.RunAsync(db, number, owner.Id, null, null, Actor.Of(ann))))).Code.ShouldBe("unknown_staff");
    }

    /// <summary>An old case, and a newer one about which a person is waited for.</summary>
    private async Task<(string Key, long Old, long Live)> TwoCasesAsync()
    {
        var key = await World.Cast.ArriveAsync();
        var (old, live) = (await World.Cast.ComplainAsync(key, Parcel), await World.Cast.ComplainAsync(key, Kettle));
        (await World.Cast.SayAsync(key, "human please")).Replies.ShouldHaveSingleItem().Text.ShouldContain("in line");
        return (key, TicketNumber.Parse(old.Number)!.Value, TicketNumber.Parse(live.Number)!.Value);
    }

    private Task ResolveAsync(long number, StaffMember by) => World.DoAsync<ResolveTicket>((resolve, db) =>
        resolve.RunAsync(db, number, new("lost", "sent again", Responsibility.Us, TellsCustomer: false), null, Actor.Of(by)));

    private async Task<List<string>> CodesAsync(long number) => [.. (await World.Cast.TicketAsync(TicketNumber.Format(number))).Events.Select(e => e.Code)];

    private Task RecuseAsync(long number, StaffMember staff) => StoreAsync(new Recusal(number, staff.Id, "subject", World.Clock.GetUtcNow().UtcDateTime));

    private Task StoreAsync(object row) => World.Work.RunAsync(db =>
    {
        db.Add(row);
        return Task.CompletedTask;
    });

    private Task WorkAsync(string name, IReadOnlyList<string>? speaks = null, int chats = 3) => World.Work.RunAsync(async db =>
        (await db.Staff.SingleAsync(s => s.Name == name)).Work(new([], speaks ?? [], chats, 25, null, null, null)));
}

/// <summary>On the default database.</summary>
public sealed class ChatsOfCasesOnSqliteTests : ChatsOfCasesTests, IDisposable
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
public sealed class ChatsOfCasesOnPostgresTests(PostgresCluster cluster) : ChatsOfCasesTests, IClassFixture<PostgresCluster>
{
    private protected override async Task<ChatWorld> StartAsync() => await ChatWorld.StartAsync(StorageProvider.Postgres, await cluster.NewDatabaseAsync());
}
