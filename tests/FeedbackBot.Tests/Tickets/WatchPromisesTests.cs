using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Tickets;

/// <summary>Warning, breach and the chain of escalation, however often one looks. The starting chain: assignee at once, lead after an hour, managers after four.</summary>
public abstract class WatchPromisesTests : PromiseNewsDesk
{
    [Fact]
    public async Task A_promise_is_warned_of_broken_and_escalated_each_once_however_often_one_looks()
    {
        var number = await GivenAsync();
        await LeadAsync();
        Desk.At("2026-11-23 13:29");
        (await WatchAsync()).ShouldBe(new(0, 0, 0));
        Desk.At("2026-11-23 13:31");
        (await WatchAsync()).ShouldBe(new(1, 0, 0));
        (await WatchAsync()).ShouldBe(new(0, 0, 0));
        (await ToldAsync()).ShouldBe(["ann promise_warned"]);
        Desk.At("2026-11-23 14:01");
        (await WatchAsync()).ShouldBe(new(0, 1, 0));
        Desk.At("2026-11-23 15:01");
        (await WatchAsync()).ShouldBe(new(0, 0, 1));
        Desk.At("2026-11-23 18:01");
        (await WatchAsync()).ShouldBe(new(0, 0, 1));
        (await WatchAsync()).ShouldBe(new(0, 0, 0));

        (await Desk.ReadAsync(number)).Events.Select(e => e.Code).Where(c => c.StartsWith("promise", StringComparison.Ordinal) || c == "escalated")
            .ShouldBe(["promise_warned", "promise_broken", "escalated", "escalated"]);
        (await ToldAsync()).ShouldBe(["ann promise_broken", "lee escalated", "mei escalated"], "of one promise the last word is unread, in everybody's console");
    }

    [Fact]
    public async Task Whoever_acknowledges_ends_the_telling_and_the_breach_still_goes_on_record()
    {
        var number = await GivenAsync();
        Desk.At("2026-11-23 13:31");
        await WatchAsync();
        await TellAsync(Desk.Work);
        await Desk.DoAsync(db => new AcknowledgePromises(Desk.Clock).RunAsync(db, number, Desk.By));
        (await ToldAsync()).ShouldBeEmpty("what was told of it counts as read");
        Desk.At("2026-11-23 19:00");
        (await WatchAsync()).ShouldBe(new(0, 1, 0));
        (await SendAsync()).ShouldBe(0);
        (await ToldAsync()).ShouldBeEmpty();
        (await MailsAsync()).ShouldBeEmpty();
        (await Desk.ReadAsync(number)).Events.Select(e => e.Code).TakeLast(3).ShouldBe(["promise_warned", "promise_acknowledged", "promise_broken"]);
    }

    [Fact]
    public async Task What_was_done_before_the_e_mail_went_is_not_mailed_and_what_is_paused_does_not_break()
    {
        var number = await GivenAsync();
        Desk.At("2026-11-23 13:31");
        await WatchAsync();
        (await SendAsync()).ShouldBe(0, "a quarter of an hour is not over");
        await Desk.ReplyAsync(number);
        Desk.At("2026-11-23 13:50");
        (await SendAsync()).ShouldBe(0);
        Desk.At("2026-12-23 09:00");
        (await WatchAsync()).ShouldBe(new(0, 0, 0));
        await Desk.CustomerWritesAsync(number);
        (await Desk.ClockAsync(number, ClockName.Resolution)).State.ShouldBe(ClockState.Running);
    }

    [Fact]
    public async Task Somebody_whom_the_case_is_hidden_from_is_not_told()
    {
        var number = await GivenAsync();
        await Desk.DoAsync(db =>
        {
            db.Recusals.Add(new Recusal(number, Desk.Ann.Id, "subject", Desk.Now));
            return Task.CompletedTask;
        });
        Desk.At("2026-11-23 14:01");
        await WatchAsync();
        await SendAsync();
        (await MailsAsync()).Select(m => m.To).ShouldBe(["mei@example.com"]);
    }
}

/// <summary>On SQLite.</summary>
public sealed class WatchPromisesOnSqliteTests : WatchPromisesTests
{
    internal override Task<PromiseDesk> OpenAsync() => PromiseDesk.OpenAsync();
}

/// <summary>The same on PostgreSQL, where several processes can write at once.</summary>
public sealed class WatchPromisesOnPostgresTests(PostgresCluster cluster) : WatchPromisesTests, IClassFixture<PostgresCluster>
{
    internal override async Task<PromiseDesk> OpenAsync() => await PromiseDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
