using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tests.DirectLine;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Chats with people at the console, and both sides' signs that somebody is writing; the same on both databases.</summary>
public abstract class ChatsPageTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _http = new() { BaseAddress = new(_server.Address) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    protected abstract Task<TestServer> StartAsync();

    [Fact]
    public async Task A_waiting_chat_is_listed_taken_passed_on_and_given_back()
    {
        using var ann = await AgentAsync("ann@example.com", "Ann");
        using var ben = await AgentAsync("ben@example.com", "Ben");
        var (visitor, number) = await WaitingAsync("The lamp arrived broken and I am furious");
        var page = await ann.ReadAsync("/console/chats");
        page.ShouldContain(TicketNumber.Format(number));
        page.ShouldContain("The lamp arrived broken");
        page.ShouldContain("Take the chat");
        (await ann.ReadAsync("/console/chats/notice")).ShouldContain("data-chats=\"1\"");

        var path = Cases.Path(number);
        (await ann.PostAsync(path, path + "/chat/take")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var late = await ben.PostAsync(path, path + "/chat/take");
        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var refused = await late.Content.ReadAsStringAsync();
        refused.ShouldContain("A colleague took this chat just before you.");
        refused.ShouldContain("Ann is talking with the customer.");
        (await ann.ReadAsync("/console/chats/notice")).ShouldNotContain("data-chats");
        (await ben.ReadAsync("/console/chats")).ShouldContain("with Ann");

        var staff = await StaffAsync("ben@example.com");
        (await ann.PostAsync(path, path + "/chat/pass", ("to", ""), ("note", "x"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ann.PostAsync(path, path + "/chat/pass", ("to", staff.Id.ToString()), ("note", "Be kind to her"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ben.ReadAsync("/console/chats")).ShouldContain("Be kind to her");
        await ben.PostAsync(path, path + "/chat/take");
        (await ben.ReadAsync(path)).ShouldContain("You are talking with the customer");
        await ben.PostAsync(path, path + "/chat/back");
        var log = await visitor.LogAsync();
        log.ShouldAllBe(a => !a["text"]!.GetValue<string>().Contains("Be kind"));
        log.Count(a => a["channelData"]?["feedbackBot"]?["speaker"]?.GetValue<string>() == "agent").ShouldBe(2);
        log[^2]["text"]!.GetValue<string>().ShouldBe("Ben has left the chat; the assistant is back.");
    }

    [Fact]
    public async Task The_lists_are_in_chinese_too_and_hide_what_an_account_owner_may_not_see()
    {
        using var ann = await AgentAsync("ann@example.com", "Ann", "zh-Hans");
        var (_, number) = await WaitingAsync("台灯是碎的，我很生气", "zh-Hans");
        var page = await ann.ReadAsync("/console/chats");
        page.ShouldContain("接入会话");
        page.ShouldContain("中文");
        (await ann.ReadAsync(Cases.Path(number))).ShouldContain("客户正在等待人工。");

        await _server.AddStaffAsync("owner@example.com", StaffRoles.AccountOwner, "Owner");
        using var owner = await _server.SignedInAsync("owner@example.com", TestServer.AdminPassword);
        (await owner.ReadAsync("/console/chats")).ShouldNotContain(TicketNumber.Format(number));
        (await owner.ReadAsync("/console/chats/notice")).ShouldNotContain("data-chats");
    }

    [Fact]
    public async Task Somebody_who_shows_as_busy_is_not_there_for_a_chat()
    {
        await _server.AddStaffAsync("ann@example.com", StaffRoles.Agent, "Ann");
        using var ann = await _server.SignedInAsync("ann@example.com", TestServer.AdminPassword);
        await ann.PostAsync("/console", "/console/presence", ("presence", "busy"));
        await WaitingAsync("The lamp arrived broken and I am furious");
        (await ann.ReadAsync("/console/chats/notice")).ShouldNotContain("data-chats");
    }

    [Fact]
    public async Task The_customer_sees_over_the_socket_that_the_agent_is_writing_and_it_is_in_no_log()
    {
        using var ann = await AgentAsync("ann@example.com", "Ann");
        var (visitor, number) = await WaitingAsync("The lamp arrived broken and I am furious");
        var path = Cases.Path(number);
        using var socket = await SocketAsync(visitor);
        await socket.ActivitiesAsync((await visitor.LogAsync()).Count);
        (await ann.PostAsync(path, path + "/typing")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Task.Delay(2100);
        await ann.PostAsync(path, path + "/chat/take");
        (await socket.ActivitiesAsync(1))[0]["type"]!.GetValue<string>().ShouldBe("message", "nobody is told of writing before the agent has the turn");

        (await ann.PostAsync(path, path + "/typing")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ann.PostAsync(path, path + "/typing")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await ann.PostAsync(path, path + "/reply", ("text", "Here I am"));
        var heard = await socket.ActivitiesAsync(2);
        (heard[0]["type"]!.GetValue<string>(), heard[0]["from"]!["name"]!.GetValue<string>()).ShouldBe(("typing", "Ann"));
        heard[0]["text"].ShouldBeNull();
        heard[1]["text"]!.GetValue<string>().ShouldBe("Here I am");
        (await visitor.LogAsync()).ShouldAllBe(a => a["type"]!.GetValue<string>() == "message");
    }

    [Fact]
    public async Task The_agent_hears_that_the_customer_is_writing_at_most_every_two_seconds()
    {
        using var ann = await AgentAsync("ann@example.com", "Ann");
        var (visitor, number) = await WaitingAsync("The lamp arrived broken and I am furious");
        var path = Cases.Path(number);
        await ann.PostAsync(path, path + "/chat/take");
        var conversation = await ConversationAsync(number);
        using var watch = _server.Services.GetRequiredService<ChangeFeed>().Watch(Topics.CustomerTypes(conversation));
        var heard = 0;
        for (var i = 0; i < 5; i++)
        {
            (await visitor.PostAsync(new System.Text.Json.Nodes.JsonObject { ["type"] = "typing" })).Status.ShouldBe(HttpStatusCode.OK);
            heard += await watch.WaitAsync(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None) ? 1 : 0;
        }

        heard.ShouldBe(1);
    }

    private async Task<Browser> AgentAsync(string email, string name, string language = "en")
    {
        await _server.AddStaffAsync(email, StaffRoles.Agent, name, language);
        var browser = await _server.SignedInAsync(email, TestServer.AdminPassword);
        await browser.ReadAsync("/console/chats/notice");
        return browser;
    }

    /// <summary>The team works around the clock here, so that the test does not depend on the hour.</summary>
    private async Task<(Visitor Visitor, long Number)> WaitingAsync(string text, string language = "en")
    {
        await OpenAroundTheClockAsync();
        var visitor = await Visitor.ArriveAsync(_http, language);
        await visitor.SayAsync(language == "en" ? "I want to talk to a person. " + text : "转人工，" + text);
        var receipt = (await visitor.LogAsync()).Select(a => a["channelData"]?["feedbackBot"]?["ticket"]?.GetValue<string>()).OfType<string>().Single();
        return (visitor, TicketNumber.Parse(receipt)!.Value);
    }

    private Task OpenAroundTheClockAsync() => _server.Work.RunAsync(async db =>
    {
        var hours = FeedbackBot.Routing.WorkHours.EveryDay(new FeedbackBot.Routing.WorkPeriod(0, 1440));
        await db.Set<FeedbackBot.Routing.WorkCalendar>().ExecuteUpdateAsync(set => set.SetProperty(c => c.Hours, hours));
        _server.Services.GetRequiredService<FeedbackBot.Routing.RoutingBook>().Forget();
    });

    private async Task<Guid> ConversationAsync(long number)
    {
        await using var db = _server.Open();
        return await db.Tickets.Where(t => t.Number == number).Select(t => t.ConversationId).SingleAsync();
    }

    private async Task<StaffMember> StaffAsync(string email)
    {
        await using var db = _server.Open();
        return await db.Set<StaffMember>().SingleAsync(s => s.Email == email);
    }

    private async Task<Socket> SocketAsync(Visitor visitor) =>
        await Socket.OpenAsync((await visitor.CallAsync(HttpMethod.Get, $"conversations/{visitor.Conversation}?watermark=")).Text("streamUrl"));
}

/// <summary>On the default database.</summary>
public sealed class ChatsPageOnSqliteTests : ChatsPageTests
{
    protected override Task<TestServer> StartAsync() => TestServer.StartAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class ChatsPageOnPostgresTests(PostgresCluster cluster) : ChatsPageTests, IClassFixture<PostgresCluster>
{
    protected override async Task<TestServer> StartAsync() => await TestServer.StartAsync(
        "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
}
