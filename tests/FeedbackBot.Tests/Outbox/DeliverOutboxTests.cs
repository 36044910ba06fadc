using System.Diagnostics;
using FeedbackBot.Outbox;
using static FeedbackBot.Tests.Outbox.MailCast;

namespace FeedbackBot.Tests.Outbox;

public class DeliverOutboxTests
{
    [Fact]
    public async Task What_is_due_goes_out_once_and_stays_sent()
    {
        await using var database = await TestDatabase.CreateAsync();
        var item = await database.PostAsync();
        var mailer = new ScriptedMailer((_, _) => Task.CompletedTask);
        (await Delivery(database, mailer).RunAsync()).ShouldBe(new(1, 0));
        database.Clock.Advance(TimeSpan.FromDays(1));
        (await Delivery(database, mailer).RunAsync()).ShouldBe(new(0, 0));
        mailer.Ids.ShouldBe([item.Id]);
        var stored = await database.ItemAsync(item.Id);
        (stored.Status, stored.Attempts, stored.SentAt).ShouldBe((OutboxStatus.Sent, 1, database.Now.AddDays(-1)));
    }

    [Fact]
    public async Task Many_deliverers_at_once_send_nothing_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        for (var i = 0; i < 120; i++)
        {
            await database.PostAsync();
        }

        var mailer = new ScriptedMailer((_, _) => Task.Delay(1));
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Delivery(database, mailer).RunAsync())));
        runs.Sum(r => r.Sent).ShouldBe(120);
        mailer.Ids.Distinct().Count().ShouldBe(120);
        mailer.Ids.Count.ShouldBe(120);
    }

    [Fact]
    public async Task One_that_fails_and_one_that_hangs_hold_up_no_other()
    {
        await using var database = await TestDatabase.CreateAsync();
        var bad = await database.PostAsync(Letter with { To = "refused@example.com" });
        var stuck = await database.PostAsync(Letter with { To = "stuck@example.com" });
        var good = await database.PostAsync();

        // The one that hangs does not even listen when it is told to stop.
        var mailer = new ScriptedMailer((email, _) => email.To switch
        {
            "refused@example.com" => Task.FromException(new IOException("mailbox unavailable")),
            "stuck@example.com" => Task.Delay(Timeout.Infinite, CancellationToken.None),
            _ => Task.CompletedTask,
        });
        var watch = Stopwatch.StartNew();
        (await Delivery(database, mailer, deadlineSeconds: 1, atOnce: 1).RunAsync()).ShouldBe(new(1, 2));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
        (await database.ItemAsync(good.Id)).Status.ShouldBe(OutboxStatus.Sent);
        (await database.ItemAsync(bad.Id)).LastError.ShouldBe("mailbox unavailable");
        (await database.ItemAsync(stuck.Id)).LastError.ShouldBe("No answer within 1 seconds.");
    }

    [Fact]
    public async Task A_failure_is_tried_again_after_a_growing_wait_until_it_is_given_up()
    {
        await using var database = await TestDatabase.CreateAsync();
        var item = await database.PostAsync();
        var mailer = new ScriptedMailer((_, _) => Task.FromException(new IOException("down")));
        var delivery = Delivery(database, mailer, mostAttempts: 3);
        await delivery.RunAsync();
        (await database.ItemAsync(item.Id)).NextAttemptAt.ShouldBe(database.Now.AddSeconds(30));
        database.Clock.Advance(TimeSpan.FromSeconds(29));
        (await delivery.RunAsync()).ShouldBe(new(0, 0));
        database.Clock.Advance(TimeSpan.FromSeconds(1));
        (await delivery.RunAsync()).ShouldBe(new(0, 1));
        (await database.ItemAsync(item.Id)).NextAttemptAt.ShouldBe(database.Now.AddSeconds(60));
        database.Clock.Advance(TimeSpan.FromSeconds(60));
        await delivery.RunAsync();
        (await database.ItemAsync(item.Id)).Status.ShouldBe(OutboxStatus.Dead);
        database.Clock.Advance(TimeSpan.FromDays(30));
        (await delivery.RunAsync()).ShouldBe(new(0, 0));
        mailer.Ids.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_was_claimed_before_a_crash_is_due_again_under_the_same_id()
    {
        await using var database = await TestDatabase.CreateAsync();
        var item = await database.PostAsync();
        using var crash = new CancellationTokenSource();
        var crashing = new ScriptedMailer(async (_, stop) =>
        {
            await crash.CancelAsync();
            await Task.Delay(Timeout.Infinite, stop);
        });
        await Should.ThrowAsync<OperationCanceledException>(() => Delivery(database, crashing).RunAsync(crash.Token));
        var mailer = new ScriptedMailer((_, _) => Task.CompletedTask);
        (await Delivery(database, mailer).RunAsync()).ShouldBe(new(0, 0));
        database.Clock.Advance(TimeSpan.FromMinutes(5));
        (await Delivery(database, mailer).RunAsync()).ShouldBe(new(1, 0));
        mailer.Ids.ShouldBe([item.Id]);
    }

    [Fact]
    public async Task A_kind_nobody_delivers_is_noted_as_a_failure()
    {
        await using var database = await TestDatabase.CreateAsync();
        var item = await database.StoreAsync(new OutboxItem("pigeon", "roof", "{}", database.Now));
        (await Delivery(database, new ScriptedMailer((_, _) => Task.CompletedTask)).RunAsync()).ShouldBe(new(0, 1));
        (await database.ItemAsync(item.Id)).LastError.ShouldBe("Nothing here delivers 'pigeon'.");
    }
}
