using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Tickets;

/// <summary>One e-mail and one card a person and period, as each person wants them, whatever breaks and however many nodes send.</summary>
public abstract class PromiseDigestTests : PromiseNewsDesk
{
    [Fact]
    public async Task A_storm_is_one_e_mail_a_person_and_period_in_their_language()
    {
        for (var i = 0; i < 5; i++)
        {
            await GivenAsync();
        }

        await Desk.DoAsync(async db => (await db.Staff.SingleAsync(s => s.Id == Desk.Ann.Id)).Update(null, "zh-Hans", "Asia/Shanghai"));
        Desk.At("2026-11-23 14:01");
        await WatchAsync();
        (await SendAsync()).ShouldBe(1);
        (await SendAsync()).ShouldBe(0);

        var mail = (await MailsAsync()).ShouldHaveSingleItem();
        (mail.To, mail.Subject).ShouldBe(("ann@example.com", "您有 5 条工单通知"));
        mail.Text.ShouldContain("时限已超时（首次响应，应于 11月23日（周一） 14:00 前完成）：FB-000005 The kettle leaks");
        mail.Text.ShouldContain("https://feedback.example.com/console/tickets/FB-000001");
    }

    [Fact]
    public async Task Promises_that_break_one_after_the_other_are_never_two_e_mails_in_a_period_and_none_is_left_out()
    {
        var numbers = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            Desk.At($"2026-11-23 09:{i * 5:00}");
            numbers.Add(await GivenAsync());
        }

        for (var minute = 0; minute <= 65; minute++)
        {
            Desk.At($"2026-11-23 {14 + (minute / 60)}:{minute % 60:00}");
            await WatchAsync();
            await SendAsync();
        }

        await using var db = Desk.CreateDbContext();
        var sent = await db.Outbox.AsNoTracking().Where(o => o.Destination == "ann@example.com").OrderBy(o => o.CreatedAt).ToListAsync();
        sent.Zip(sent.Skip(1), (one, next) => next.CreatedAt - one.CreatedAt).ShouldAllBe(gap => gap >= TimeSpan.FromMinutes(15));
        sent.Count.ShouldBeInRange(3, 5);
        var said = string.Join('\n', sent.Select(o => JsonSerializer.Deserialize<Email>(o.Payload, StoredJson.Options)!.Text));
        numbers.ShouldAllBe(n => System.Text.RegularExpressions.Regex.Count(said, "Promise broken .*" + TicketNumber.Format(n)) == 1);
    }

    [Fact]
    public async Task Choices_and_quiet_hours_hold_for_promises_too()
    {
        await GivenAsync();
        await LeadAsync();
        await Desk.DoAsync(db =>
        {
            db.NotificationChoices.Add(new(Desk.Ann.Id, NotificationCode.PromiseBroken, console: true, email: false, teams: false));
            var address = new NotificationAddress(Desk.Lee.Id);
            address.Become(null, "6-9");
            db.NotificationAddresses.Add(address);
            return Task.CompletedTask;
        });
        Desk.At("2026-11-23 15:01");
        await WatchAsync();
        await SendAsync();
        (await ToldAsync()).ShouldBe(["ann promise_broken", "lee escalated"]);
        (await MailsAsync()).ShouldBeEmpty("ann wants none of it by e-mail, and it is seven in the morning where lee is");
        Desk.At("2026-11-23 17:05");
        await SendAsync();
        (await MailsAsync()).ShouldHaveSingleItem().To.ShouldBe("lee@example.com");
    }

    [Fact]
    public async Task Who_hears_of_replies_by_e_mail_only_hears_of_each()
    {
        var number = await GivenAsync();
        await Desk.DoAsync(db =>
        {
            db.NotificationChoices.Add(new(Desk.Ann.Id, NotificationCode.CustomerReplied, console: false, email: true, teams: false));
            return Task.CompletedTask;
        });
        for (var hour = 10; hour <= 11; hour++)
        {
            Desk.At($"2026-11-23 {hour}:00");
            await Desk.DoAsync(async db => db.Notify(Desk.Ann.Id, NotificationCode.CustomerReplied, await db.TicketAsync(number), Desk.Now));
            await SendAsync();
            Desk.At($"2026-11-23 {hour}:20");
            await SendAsync();
            (await MailsAsync()).Count.ShouldBe(hour - 9);
        }
    }

    [Fact]
    public async Task An_address_of_the_chain_gets_a_digest_and_one_that_is_a_colleagues_is_the_colleague()
    {
        await Desk.DoAsync(async db => (await db.PromisePolicies.ToListAsync()).ForEach(p => p.Telling(new(30, [new(0, "Duty@example.org"), new(0, "lee@example.com")]))));
        await GivenAsync();
        await GivenAsync();
        Desk.At("2026-11-23 14:01");
        await WatchAsync();
        await SendAsync();
        await SendAsync();
        (await ToldAsync()).ShouldBe(["lee promise_broken", "lee promise_broken"], "what an address was sent is done with");
        var mails = await MailsAsync();
        mails.Select(m => m.To).Order().ShouldBe(["duty@example.org", "lee@example.com"]);
        mails.ShouldAllBe(m => m.Subject == "2 things on your cases");
        mails.Single(m => m.To == "duty@example.org").Text.ShouldNotContain("/console/me/notifications");
    }

    [Fact]
    public async Task Several_nodes_at_once_note_tell_and_send_everything_once()
    {
        for (var i = 0; i < 8; i++)
        {
            await GivenAsync();
        }

        Desk.At("2026-11-23 14:01");
        var nodes = Enumerable.Range(0, 3).Select(_ => Desk.NewNode()).ToList();
        await Task.WhenAll(nodes.Select(n => Task.Run(() => new WatchPromises(n, Desk.Clock).RunAsync())));
        await Task.WhenAll(nodes.Select(n => Task.Run(() => new NotifyStaff(n, Desk, Desk.Clock).RunAsync())));
        await AtOnceAsync(nodes);

        await using (var read = Desk.CreateDbContext())
        {
            (await read.TicketEvents.CountAsync(e => e.Code == "promise_broken")).ShouldBe(8);
            (await read.Notifications.CountAsync(n => n.Code == NotificationCode.PromiseBroken)).ShouldBe(8);
        }

        (await MailsAsync()).ShouldHaveSingleItem();

        for (var round = 1; round <= 3; round++)
        {
            // The row that keeps the pace is there by now, and is what they collide on.
            Desk.At($"2026-11-23 16:{round * 16:00}");
            await Desk.DoAsync(async db => db.Notify(Desk.Ann.Id, NotificationCode.PromiseBroken, await db.TicketAsync(1), Desk.Now));
            await TellAsync(Desk.Work);
            await AtOnceAsync(nodes);
            (await MailsAsync()).Count.ShouldBe(1 + round);
        }
    }

    [Fact]
    public async Task Cards_too_are_posted_once_by_several_nodes_and_once_a_period()
    {
        var number = await GivenAsync();
        await Desk.DoAsync(db =>
        {
            var address = new NotificationAddress(Desk.Ann.Id);
            address.Become("https://prod.logic.azure.com/hook", null);
            db.NotificationAddresses.Add(address);
            return Task.CompletedTask;
        });
        var nodes = Enumerable.Range(0, 3).Select(_ => Desk.NewNode()).ToList();
        for (var minute = 0; minute < 15; minute += 5)
        {
            Desk.At($"2026-11-23 10:{minute:00}");
            await Desk.DoAsync(async db => db.Notify(Desk.Ann.Id, NotificationCode.Mentioned, await db.TicketAsync(number), Desk.Now));
            await TellAsync(Desk.Work);
            await AtOnceAsync(nodes);
            (await CardsAsync()).ShouldBe(1);
        }

        Desk.At("2026-11-23 10:16");
        await AtOnceAsync(nodes);
        (await CardsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task However_much_there_is_to_tell_one_run_tells_it()
    {
        var number = await GivenAsync();
        await Desk.DoAsync(async db =>
        {
            var ticket = await db.TicketAsync(number);
            for (var i = 0; i < (3 * NotifyStaff.MostInACommit) + 1; i++)
            {
                db.Notify(Desk.Lee.Id, NotificationCode.Mentioned, ticket, Desk.Now);
            }
        });
        await TellAsync(Desk.Work);
        await using var read = Desk.CreateDbContext();
        (await read.Notifications.CountAsync(n => n.StaffId == Desk.Lee.Id)).ShouldBe((3 * NotifyStaff.MostInACommit) + 1);
    }
}

/// <summary>On SQLite.</summary>
public sealed class PromiseDigestOnSqliteTests : PromiseDigestTests
{
    internal override Task<PromiseDesk> OpenAsync() => PromiseDesk.OpenAsync();
}

/// <summary>The same on PostgreSQL, where several processes can write at once.</summary>
public sealed class PromiseDigestOnPostgresTests(PostgresCluster cluster) : PromiseDigestTests, IClassFixture<PostgresCluster>
{
    internal override async Task<PromiseDesk> OpenAsync() => await PromiseDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
