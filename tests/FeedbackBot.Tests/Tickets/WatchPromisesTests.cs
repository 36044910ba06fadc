using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Tickets;

/// <summary>Warning, breach, the chain of escalation and the one e-mail that tells of them, run twice and on two nodes. The starting chain: assignee at once, lead after an hour, managers after four.</summary>
public abstract class WatchPromisesTests : IAsyncLifetime
{
    private PromiseDesk _desk = null!;

    internal abstract Task<PromiseDesk> OpenAsync();

    public async Task InitializeAsync() => _desk = await OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_promise_is_warned_of_broken_and_escalated_each_once_however_often_one_looks()
    {
        var number = await GivenAsync();
        await LeadAsync();
        _desk.At("2026-11-23 13:29");
        (await WatchAsync()).ShouldBe(new(0, 0, 0));
        _desk.At("2026-11-23 13:31");
        (await WatchAsync()).ShouldBe(new(1, 0, 0));
        (await WatchAsync()).ShouldBe(new(0, 0, 0));
        _desk.At("2026-11-23 14:01");
        (await WatchAsync()).ShouldBe(new(0, 1, 0));
        _desk.At("2026-11-23 15:01");
        (await WatchAsync()).ShouldBe(new(0, 0, 1));
        _desk.At("2026-11-23 18:01");
        (await WatchAsync()).ShouldBe(new(0, 0, 1));
        (await WatchAsync()).ShouldBe(new(0, 0, 0));

        (await _desk.ReadAsync(number)).Events.Select(e => e.Code).Where(c => c.StartsWith("promise", StringComparison.Ordinal) || c == "escalated")
            .ShouldBe(["promise_warned", "promise_broken", "escalated", "escalated"]);
        await using var db = _desk.CreateDbContext();
        (await db.PromiseAlerts.OrderBy(a => a.RaisedAt).Select(a => a.What + " " + a.Recipient).ToListAsync())
            .ShouldBe(["warned ann@example.com", "broken ann@example.com", "escalated lee@example.com", "escalated mei@example.com"]);
    }

    [Fact]
    public async Task A_storm_is_one_e_mail_a_person_and_period_in_their_language()
    {
        for (var i = 0; i < 5; i++)
        {
            await GivenAsync();
        }

        await _desk.DoAsync(async db => (await db.Staff.SingleAsync(s => s.Id == _desk.Ann.Id)).Update(null, "zh-Hans", "Asia/Shanghai"));
        _desk.At("2026-11-23 14:01");
        await WatchAsync();
        (await SendAsync()).ShouldBe(1);
        (await SendAsync()).ShouldBe(0);

        var mail = (await MailsAsync()).ShouldHaveSingleItem();
        (mail.To, mail.Subject).ShouldBe(("ann@example.com", "有 5 项时限需要您处理"));
        mail.Text.ShouldContain("FB-000005 The kettle leaks：首次响应，应于 11月23日（周一） 14:00 前完成（由 ann 处理）");
        mail.Text.ShouldContain("https://feedback.example.com/console/tickets/FB-000001");

        _desk.At("2026-11-23 14:05");
        var urgent = await GivenAsync(TicketPriority.Urgent);
        _desk.At("2026-11-23 14:36");
        await WatchAsync();
        (await SendAsync()).ShouldBe(1);
        (await MailsAsync()).Last().Subject.ShouldBe($"有一项时限需要您处理：{TicketNumber.Format(urgent)}");
    }

    [Fact]
    public async Task Whoever_acknowledges_ends_the_telling_and_the_breach_still_goes_on_record()
    {
        var number = await GivenAsync();
        _desk.At("2026-11-23 13:31");
        await WatchAsync();
        await _desk.DoAsync(db => new AcknowledgePromises(_desk.Clock).RunAsync(db, number, _desk.By));
        (await SendAsync()).ShouldBe(0);
        _desk.At("2026-11-23 19:00");
        (await WatchAsync()).ShouldBe(new(0, 1, 0));
        (await SendAsync()).ShouldBe(0);
        (await MailsAsync()).ShouldBeEmpty();
        (await _desk.ReadAsync(number)).Events.Select(e => e.Code).TakeLast(3).ShouldBe(["promise_warned", "promise_acknowledged", "promise_broken"]);
    }

    [Fact]
    public async Task What_was_done_before_the_e_mail_went_is_not_told_and_what_is_paused_does_not_break()
    {
        var number = await GivenAsync();
        _desk.At("2026-11-23 13:31");
        await WatchAsync();
        await _desk.ReplyAsync(number);
        (await SendAsync()).ShouldBe(0);
        _desk.At("2026-12-23 09:00");
        (await WatchAsync()).ShouldBe(new(0, 0, 0));
        await _desk.CustomerWritesAsync(number);
        (await _desk.ClockAsync(number, ClockName.Resolution)).State.ShouldBe(ClockState.Running);
    }

    [Fact]
    public async Task Somebody_whom_the_case_is_hidden_from_is_not_told()
    {
        var number = await GivenAsync();
        await _desk.DoAsync(db =>
        {
            db.Recusals.Add(new Recusal(number, _desk.Ann.Id, "subject", _desk.Now));
            return Task.CompletedTask;
        });
        _desk.At("2026-11-23 14:01");
        await WatchAsync();
        await SendAsync();
        (await MailsAsync()).Select(m => m.To).ShouldBe(["mei@example.com"]);
    }

    [Fact]
    public async Task Two_nodes_at_once_note_and_tell_everything_once()
    {
        for (var i = 0; i < 8; i++)
        {
            await GivenAsync();
        }

        _desk.At("2026-11-23 14:01");
        var nodes = Enumerable.Range(0, 3).Select(_ => _desk.NewNode()).ToList();
        await Task.WhenAll(nodes.Select(n => Task.Run(() => new WatchPromises(n, _desk.Clock).RunAsync())));
        await Task.WhenAll(nodes.Select(n => Task.Run(() => Digests(n).RunAsync())));

        await using var db = _desk.CreateDbContext();
        (await db.TicketEvents.CountAsync(e => e.Code == "promise_broken")).ShouldBe(8);
        (await db.PromiseAlerts.CountAsync()).ShouldBe(8);
        (await MailsAsync()).ShouldHaveSingleItem();
    }

    private async Task<long> GivenAsync(TicketPriority priority = TicketPriority.Normal)
    {
        var number = await _desk.ComplainAsync(priority: priority);
        await _desk.DoAsync(async db => (await db.TicketAsync(number)).Assign(_desk.Ann, _desk.By, _desk.Now));
        return number;
    }

    private async Task LeadAsync()
    {
        var team = (await _desk.Book.OpenAsync()).DefaultTeam;
        await _desk.DoAsync(db =>
        {
            db.TeamMembers.Add(new TeamMember(team.Id, _desk.Lee.Id, TeamMember.FirstLine, isLead: true));
            return Task.CompletedTask;
        });
    }

    private Task<PromisesSeen> WatchAsync() => new WatchPromises(_desk.Work, _desk.Clock).RunAsync();

    private Task<int> SendAsync() => Digests(_desk.Work).RunAsync();

    private SendAlertDigests Digests(UnitOfWork node) => new(node, _desk, _desk.Clock, Options.Create(new PromiseOptions { BaseUrl = "https://feedback.example.com" }));

    private async Task<List<Email>> MailsAsync()
    {
        await using var db = _desk.CreateDbContext();
        var items = await db.Outbox.AsNoTracking().OrderBy(o => o.CreatedAt).ToListAsync();
        return [.. items.Select(i => JsonSerializer.Deserialize<Email>(i.Payload, StoredJson.Options)!)];
    }
}

/// <summary>On SQLite.</summary>
public sealed class WatchPromisesOnSqliteTests : WatchPromisesTests
{
    internal override Task<PromiseDesk> OpenAsync() => PromiseDesk.OpenAsync();
}

/// <summary>The same on PostgreSQL, where two processes can write at once.</summary>
public sealed class WatchPromisesOnPostgresTests(PostgresCluster cluster) : WatchPromisesTests, IClassFixture<PostgresCluster>
{
    internal override async Task<PromiseDesk> OpenAsync() => await PromiseDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
