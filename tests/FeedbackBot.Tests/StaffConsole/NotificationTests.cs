using System.Net;
using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Notifications;
using FeedbackBot.Outbox;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Who is told of what, where and when; the same on SQLite and on PostgreSQL.</summary>
public abstract class NotificationTests(WritingServer writing)
{
    private const string Wishes = "/console/me/notifications";
    private readonly TestServer _server = writing.Server;

    [Fact]
    public async Task Being_given_a_case_and_the_customers_replies_are_told_in_ones_own_language_and_a_stream_of_them_in_one_line()
    {
        var number = await Cases.FileAsync(_server, "told to the one who has it");
        var (_, boss) = await writing.AgentAsync("Tom");
        var (li, browser) = await writing.AgentAsync("Li Wei", "zh-Hans");
        await boss.PostAsync(Cases.Path(number), Cases.Path(number) + "/assign", ("assignee", li.Id.ToString()), ("team", "customer_care"));
        await writing.CustomerSaysAsync(number, "hello?");
        await writing.CustomerSaysAsync(number, "anybody there?");
        await UntilToldAsync(li.Id, NotificationCode.CustomerReplied);
        await WritingTests.UntilAsync(async () => (await browser.ReadAsync("/console/notifications")).Contains("客户回复了 2 次", StringComparison.Ordinal));
        var page = await browser.ReadAsync("/console/notifications");
        page.ShouldContain("Tom 将工单分配给您：" + TicketNumber.Format(number));
        page.ShouldContain("通知，2 条未读");
        var told = await ToldAsync(li.Id);
        (await browser.GetAsync($"/console/notifications/{told[0].Id}")).Headers.Location!.ToString().ShouldBe(Cases.Path(number));
        (await (await browser.GetAsync("/console/notifications/bell", asHtmx: true)).Content.ReadAsStringAsync()).ShouldContain("1 条未读");
        await browser.PostAsync("/console/notifications", "/console/notifications/read");
        (await browser.ReadAsync("/console/notifications")).ShouldContain("通知，0 条未读");
    }

    [Fact]
    public async Task Taking_a_case_oneself_is_no_news_and_a_recused_member_is_never_told()
    {
        var number = await Cases.FileAsync(_server, "about one of us");
        var (mei, mine) = await writing.AgentAsync("Mei");
        var (sam, hidden) = await writing.AgentAsync("Sam");
        await mine.PostAsync(Cases.Path(number), Cases.Path(number) + "/assign", ("take", "me"));
        await _server.Work.RunAsync(async db =>
        {
            db.TicketWatchers.Add(new(number, sam.Id, TicketWatcher.Asked, writing.Now));
            db.Recusals.Add(new(number, sam.Id, "subject", writing.Now));
            db.Notify(sam.Id, NotificationCode.PromiseBroken, await db.TicketAsync(number), writing.Now);
        });
        await writing.CustomerSaysAsync(number, "still waiting");
        await UntilToldAsync(mei.Id, NotificationCode.CustomerReplied);
        (await ToldAsync(mei.Id)).ShouldHaveSingleItem();
        (await ToldAsync(sam.Id)).ShouldBeEmpty();
        (await hidden.ReadAsync("/console/notifications")).ShouldNotContain("about one of us");
    }

    [Fact]
    public async Task What_is_not_urgent_goes_in_one_mail_after_a_while_and_what_is_read_goes_in_none()
    {
        var (mei, browser) = await writing.AgentAsync("Mei");
        var numbers = new[] { await Cases.FileAsync(_server, "first of two"), await Cases.FileAsync(_server, "second of two"), await Cases.FileAsync(_server, "read before") };
        foreach (var number in numbers)
        {
            await TellAsync(mei.Id, number, NotificationCode.Mentioned);
        }

        await WritingTests.UntilAsync(async () => (await ToldAsync(mei.Id)).Count == 3);
        await browser.GetAsync($"/console/notifications/{(await ToldAsync(mei.Id)).First(n => n.TicketNumber == numbers[2]).Id}");
        var send = _server.Services.GetRequiredService<SendNotifications>();
        await send.RunAsync();
        (await MailsAsync(mei.Email)).ShouldBeEmpty("a quarter of an hour is not over");
        await MakeDueAsync(mei.Id);
        await send.RunAsync();
        var mail = (await MailsAsync(mei.Email)).ShouldHaveSingleItem();
        mail.Subject.ShouldBe("2 things on your cases");
        mail.Text.ShouldContain("first of two");
        mail.Text.ShouldContain("second of two");
        mail.Text.ShouldNotContain("read before");
        await send.RunAsync();
        (await MailsAsync(mei.Email)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_broken_promise_is_mailed_at_once_but_not_in_quiet_hours()
    {
        var (mei, _) = await writing.AgentAsync("Mei", "zh-Hans");
        var (owl, quiet) = await writing.AgentAsync("Owl");
        var number = await Cases.FileAsync(_server, "a promise broken");
        var hour = writing.Now.Hour;
        (await quiet.PostAsync(Wishes, Wishes, ("promise_broken.console", "on"), ("promise_broken.email", "on"), ("quiet_hours", $"{hour}-{(hour + 2) % 24}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await TellAsync(mei.Id, number, NotificationCode.PromiseBroken);
        await TellAsync(owl.Id, number, NotificationCode.PromiseBroken);
        await WritingTests.UntilAsync(async () => (await ToldAsync(owl.Id)).Count == 1 && (await ToldAsync(mei.Id)).Count == 1);
        var send = _server.Services.GetRequiredService<SendNotifications>();
        await send.RunAsync();
        (await MailsAsync(mei.Email)).ShouldHaveSingleItem().Subject.ShouldContain("时限已超时");
        (await MailsAsync(owl.Email)).ShouldBeEmpty();
        await quiet.PostAsync(Wishes, Wishes, ("promise_broken.console", "on"), ("promise_broken.email", "on"), ("quiet_hours", ""));
        await send.RunAsync();
        (await MailsAsync(owl.Email)).Count.ShouldBe(1, "it comes when they are over");
    }

    [Fact]
    public async Task What_one_does_not_want_is_not_made()
    {
        var (mei, browser) = await writing.AgentAsync("Mei");
        await browser.PostAsync(Wishes, Wishes, ("assigned.console", "on"));
        var number = await Cases.FileAsync(_server, "not wanted");
        await TellAsync(mei.Id, number, NotificationCode.Mentioned);
        await TellAsync(mei.Id, number, NotificationCode.Assigned);
        await UntilToldAsync(mei.Id, NotificationCode.Assigned);
        var told = (await ToldAsync(mei.Id)).ShouldHaveSingleItem();
        (told.IsShown, told.EmailDueAt, told.TeamsDueAt).ShouldBe((true, null, null));
        (await browser.ReadAsync(Wishes)).ShouldContain("name=\"assigned.console\" checked");
    }

    [Fact]
    public async Task Teams_gets_a_card_and_what_its_webhook_refuses_is_tried_again()
    {
        var (mei, browser) = await writing.AgentAsync("Mei");
        var number = await Cases.FileAsync(_server, "a card for [Teams](http://evil.example)");
        await using var hook = await Webhook.StartAsync();
        (await browser.PostAsync(Wishes, Wishes, ("mentioned.teams", "on"), ("teams_url", hook.Address))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await TellAsync(mei.Id, number, NotificationCode.Mentioned);
        await WritingTests.UntilAsync(async () => (await ToldAsync(mei.Id)).Count == 1);
        await _server.Services.GetRequiredService<SendNotifications>().RunAsync();
        await WritingTests.UntilAsync(() => Task.FromResult(hook.Cards.Count > 0));
        await WritingTests.UntilAsync(async () => (await CardAsync(hook.Address)).Attempts == 1);
        var failed = await CardAsync(hook.Address);
        (failed.Status, failed.LastError).ShouldBe((OutboxStatus.Waiting, "The webhook answered 500."));
        await _server.Work.RunAsync(async db => (await db.Outbox.FirstAsync(o => o.Id == failed.Id)).ClaimUntil(writing.Now));
        await WritingTests.UntilAsync(async () => (await CardAsync(hook.Address)).Status == OutboxStatus.Sent);
        hook.Cards.Count.ShouldBe(2);
        var card = JsonDocument.Parse(hook.Cards[1]).RootElement.GetProperty("attachments")[0];
        card.GetProperty("contentType").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
        var content = card.GetProperty("content");
        content.GetProperty("type").GetString().ShouldBe("AdaptiveCard");
        var line = content.GetProperty("body")[1];
        line.GetProperty("items")[0].GetProperty("type").GetString().ShouldBe("RichTextBlock", "customers' words must not be read as Markdown");
        line.GetProperty("selectAction").GetProperty("url").GetString()!.ShouldEndWith(Cases.Path(number));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("https://example.com/hook")]
    [InlineData("http://prod-1.westeurope.logic.azure.com/x")]
    [InlineData("https://logic.azure.com.evil.example/x")]
    [InlineData("https://u:p@prod.logic.azure.com/x")]
    [InlineData("file:///etc/passwd")]
    public async Task Cards_go_to_Teams_and_nowhere_else(string address)
    {
        var (_, browser) = await writing.AgentAsync("Mei");
        var refused = await browser.PostAsync(Wishes, Wishes, ("teams_url", address));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("This is no incoming webhook of Teams");
        CardAddress.IsAllowed("https://prod-1.westeurope.logic.azure.com/workflows/x", new()).ShouldBeTrue();
    }

    private Task TellAsync(Guid staff, long number, string code) =>
        _server.Work.RunAsync(async db => db.Notify(staff, code, await db.TicketAsync(number), writing.Now));

    private Task UntilToldAsync(Guid staff, string code) => WritingTests.UntilAsync(async () => (await ToldAsync(staff)).Any(n => n.Code == code));

    private Task<List<Notification>> ToldAsync(Guid staff) =>
        writing.ReadAsync(db => db.Notifications.AsNoTracking().Where(n => n.StaffId == staff).OrderBy(n => n.At).ToListAsync());

    private Task MakeDueAsync(Guid staff)
    {
        var now = writing.Now;
        return _server.Work.RunAsync(async db =>
        {
            // The first of them is due; the other goes along.
            var first = await db.Notifications.Where(n => n.StaffId == staff && n.EmailDueAt != null).OrderBy(n => n.At).Select(n => n.Id).FirstAsync();
            await db.Notifications.Where(n => n.Id == first).ExecuteUpdateAsync(set => set.SetProperty(n => n.EmailDueAt, now));
        });
    }

    private async Task<List<Email>> MailsAsync(string to)
    {
        var payloads = await writing.ReadAsync(db => db.Outbox.Where(o => o.Kind == OutboxItem.EmailKind && o.Destination == to).Select(o => o.Payload).ToListAsync());
        return [.. payloads.Select(p => JsonSerializer.Deserialize<Email>(p, FeedbackBot.Storage.StoredJson.Options)!)];
    }

    private Task<OutboxItem> CardAsync(string address) => writing.ReadAsync(db => db.Outbox.AsNoTracking().FirstAsync(o => o.Kind == OutboxItem.TeamsKind && o.Destination == address));

    /// <summary>An incoming webhook that is out of order the first time.</summary>
    private sealed class Webhook(WebApplication app) : IAsyncDisposable
    {
        public List<string> Cards { get; } = [];

        public string Address => app.Urls.First() + "/hook";

        public static async Task<Webhook> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var app = builder.Build();
            var hook = new Webhook(app);
            app.MapPost("/hook", async (HttpRequest request) =>
            {
                using var reader = new StreamReader(request.Body);
                hook.Cards.Add(await reader.ReadToEndAsync());
                return hook.Cards.Count == 1 ? Results.StatusCode(500) : Results.Accepted();
            });
            await app.StartAsync();
            return hook;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}

public sealed class NotificationsOnSqliteTests(WritingServer writing) : NotificationTests(writing), IClassFixture<WritingServer>;

public sealed class NotificationsOnPostgresTests(PostgresWritingServer writing) : NotificationTests(writing), IClassFixture<PostgresWritingServer>;
