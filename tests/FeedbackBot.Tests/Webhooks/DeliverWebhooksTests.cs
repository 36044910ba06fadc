using System.Diagnostics;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Webhooks;

/// <summary>How events get to their receivers, whatever these do.</summary>
public sealed class DeliverWebhooksTests : IAsyncLifetime
{
    private readonly Receiver _receiver = new();
    private WebhookCast _cast = null!;

    public async Task InitializeAsync() => _cast = await WebhookCast.CreateAsync();

    public async Task DisposeAsync()
    {
        _receiver.Dispose();
        await _cast.DisposeAsync();
    }

    [Fact]
    public async Task An_event_arrives_once_as_a_cloud_event_that_its_receiver_can_verify()
    {
        var secret = (await _cast.SubscribeAsync(_receiver.Url)).Secret;
        var told = await _cast.HappenAsync();
        (await _cast.Delivery().RunAsync()).ShouldBe(1);
        (await _cast.Delivery().RunAsync()).ShouldBe(0);
        var call = _receiver.Calls.ShouldHaveSingleItem();
        Genuine(call, secret).ShouldBeTrue();
        Genuine(call with { Body = call.Body + " " }, secret).ShouldBeFalse();
        (call.Id, call.MediaType).ShouldBe((told.ToString(), "application/cloudevents+json; charset=utf-8"));
        call.Json.EnumerateObject().Select(p => p.Name).ShouldBe(["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"]);
        (call.Json.GetProperty("id").GetString(), call.Json.GetProperty("time").GetDateTime()).ShouldBe((told.ToString(), _cast.Database.Now));
        call.Data.GetProperty("subject").GetString().ShouldBe("包裹没到");
        (await _cast.DeliveryOfAsync(told)).ShouldSatisfyAllConditions(d => d.Status.ShouldBe(WebhookDeliveryStatus.Sent), d => d.LastStatus.ShouldBe(204), d => d.SentAt.ShouldBe(_cast.Database.Now));
        await using var db = _cast.Database.Open();
        (await db.WebhookSubscriptions.SingleAsync()).Secret.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData(500, "The webhook answered 500.")]
    [InlineData(302, "The webhook answered 302.")]
    [InlineData(null, "No answer within 1 seconds.")]
    [InlineData(0, "refused")]
    public async Task What_failed_is_tried_again_under_the_same_id_with_a_fresh_time_and_signature(int? answer, string error)
    {
        using var late = new Receiver();
        var secret = (await _cast.SubscribeAsync(late.Url)).Secret;
        var told = await _cast.HappenAsync();
        late.Answer = _ => answer;
        if (answer == 0)
        {
            late.Dispose();
        }

        (await _cast.Delivery().RunAsync()).ShouldBe(0);
        var failed = await _cast.DeliveryOfAsync(told);
        (failed.Status, failed.Attempts, failed.LastStatus).ShouldBe((WebhookDeliveryStatus.Waiting, 1, answer is null or 0 ? null : answer));
        failed.LastError.ShouldNotBeNull().ShouldContain(error);
        failed.NextAttemptAt.ShouldBeInRange(_cast.Database.Now.AddSeconds(1), _cast.Database.Now.AddSeconds(10));
        late.Calls.ShouldAllBe(c => c.Path == "/hook");
        if (answer == 0)
        {
            return;
        }

        late.Answer = _ => 200;
        _cast.Database.Clock.Advance(TimeSpan.FromSeconds(11));
        (await _cast.Delivery().RunAsync()).ShouldBe(1);
        late.Calls.Select(c => c.Id).ShouldBe([told.ToString(), told.ToString()]);
        (late.Calls[1].SentAt - late.Calls[0].SentAt).ShouldBe(TimeSpan.FromSeconds(11));
        Genuine(late.Calls[1], secret).ShouldBeTrue();
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_switched_off_on_the_trail_and_hears_nothing_more()
    {
        var id = (await _cast.SubscribeAsync(_receiver.Url)).Subscription.Id;
        var told = await _cast.HappenAsync();
        _receiver.Answer = _ => 410;
        await _cast.Delivery().RunAsync();
        (await _cast.SubscriptionAsync(id)).ShouldSatisfyAllConditions(s => s.Enabled.ShouldBeFalse(), s => s.DisabledBecause.ShouldBe("gone"));
        (await _cast.DeliveryOfAsync(told)).Status.ShouldBe(WebhookDeliveryStatus.Dead);
        await _cast.HappenAsync();
        await using var db = _cast.Database.Open();
        (await db.WebhookEvents.CountAsync()).ShouldBe(1);
        (await db.Set<FeedbackBot.Access.AuditEntry>().CountAsync(a => a.Code == "webhook.gone")).ShouldBe(1);
    }

    [Theory]
    [InlineData("3600", 3600)]
    [InlineData("999999", 6 * 3600)]
    public async Task A_receiver_that_asks_to_wait_is_left_alone_for_so_long_within_bounds(string asked, int seconds)
    {
        await _cast.SubscribeAsync(_receiver.Url);
        var told = await _cast.HappenAsync();
        (_receiver.Answer, _receiver.RetryAfter) = (_ => 503, asked);
        await _cast.Delivery().RunAsync();
        (await _cast.DeliveryOfAsync(told)).NextAttemptAt.ShouldBe(_cast.Database.Now.AddSeconds(seconds));
    }

    [Fact]
    public async Task After_three_days_it_is_given_up_and_a_replay_keeps_its_id()
    {
        var id = (await _cast.SubscribeAsync(_receiver.Url)).Subscription.Id;
        var told = await _cast.HappenAsync();
        _receiver.Answer = _ => 500;
        var begun = _cast.Database.Now;
        while ((await _cast.DeliveryOfAsync(told)).Status == WebhookDeliveryStatus.Waiting)
        {
            (_cast.Database.Now - begun).ShouldBeLessThan(TimeSpan.FromHours(73));
            await _cast.Delivery().RunAsync();
            _cast.Database.Clock.Advance(TimeSpan.FromHours(4));
        }

        (_cast.Database.Now - begun).ShouldBeGreaterThan(TimeSpan.FromHours(64));
        (await _cast.DeliveryOfAsync(told)).Status.ShouldBe(WebhookDeliveryStatus.Dead);
        (await _cast.Database.Work.RunAsync(db => new ReplayFailed(_cast.Database.Clock).RunAsync(db, id, begun, WebhookCast.Ann))).ShouldBe(1);
        _receiver.Answer = _ => 200;
        (await _cast.Delivery().RunAsync()).ShouldBe(1);
        var delivery = (await _cast.DeliveryOfAsync(told)).Id;
        (await _cast.Database.Work.RunAsync(db => new ReplayDelivery(_cast.Database.Clock).RunAsync(db, id, delivery, WebhookCast.Ann))).ShouldBe(1);
        (await _cast.Delivery().RunAsync()).ShouldBe(1);
        _receiver.Calls.Select(c => c.Id).Distinct().ShouldBe([told.ToString()]);
    }

    [Fact]
    public async Task While_secrets_overlap_both_sign_and_afterwards_only_the_new_one()
    {
        var made = await _cast.SubscribeAsync(_receiver.Url);
        var fresh = await _cast.RotateAsync(made.Subscription.Id);
        await _cast.HappenAsync();
        await _cast.Delivery().RunAsync();
        _cast.Database.Clock.Advance(TimeSpan.FromHours(24));
        await _cast.HappenAsync();
        await _cast.Delivery().RunAsync();
        _receiver.Calls.Select(c => (Genuine(c, made.Secret), Genuine(c, fresh))).ShouldBe([(true, true), (false, true)]);
        _receiver.Calls.Select(c => c.Signature.Split(' ').Length).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_no_other_and_is_probed_one_at_a_time_until_it_is_back()
    {
        using var hanging = new Receiver { Answer = _ => null };
        var id = (await _cast.SubscribeAsync(hanging.Url)).Subscription.Id;
        await _cast.SubscribeAsync(_receiver.Url);
        for (var i = 0; i < 20; i++)
        {
            await _cast.HappenAsync();
        }

        var watch = Stopwatch.StartNew();
        var run = _cast.Delivery().RunAsync();
        await _receiver.UntilAsync(calls => calls.Count == 20);
        var live = watch.Elapsed;
        await run;
        live.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        var before = hanging.Calls.Count;
        before.ShouldBeInRange(5, 8);
        (await _cast.SubscriptionAsync(id)).HeldUntil.ShouldNotBeNull();
        await _cast.Delivery().RunAsync();
        hanging.Calls.Count.ShouldBe(before);

        // Each end of the wait lets one probe through.
        _cast.Database.Clock.Advance(TimeSpan.FromMinutes(15));
        await Task.WhenAll(_cast.Delivery().RunAsync(), _cast.Delivery().RunAsync());
        hanging.Calls.Count.ShouldBe(before + 1);
        hanging.Answer = _ => 200;
        _cast.Database.Clock.Advance(TimeSpan.FromMinutes(15));
        (await _cast.Delivery().RunAsync()).ShouldBe(20);
        (await _cast.SubscriptionAsync(id)).ShouldSatisfyAllConditions(s => s.FailuresInARow.ShouldBe(0), s => s.HeldUntil.ShouldBeNull());
    }

    [Fact]
    public async Task Many_deliverers_at_once_send_nothing_twice()
    {
        await _cast.SubscribeAsync(_receiver.Url);
        for (var i = 0; i < 60; i++)
        {
            await _cast.HappenAsync();
        }

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _cast.Delivery().RunAsync())));
        runs.Sum().ShouldBe(60);
        _receiver.Calls.Select(c => c.Id).Distinct().Count().ShouldBe(60);
        _receiver.Calls.Count.ShouldBe(60);
    }

    [Fact]
    public async Task What_was_in_hand_at_a_crash_is_sent_again_under_the_same_id()
    {
        await _cast.SubscribeAsync(_receiver.Url);
        var told = await _cast.HappenAsync();
        using var crash = new CancellationTokenSource();
        _receiver.Answer = _ =>
        {
            crash.Cancel();
            return null;
        };
        await Should.ThrowAsync<OperationCanceledException>(() => _cast.Delivery().RunAsync(crash.Token));
        _receiver.Answer = _ => 200;
        (await _cast.Delivery().RunAsync()).ShouldBe(0);
        _cast.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _cast.Delivery().RunAsync()).ShouldBe(1);
        _receiver.Calls.Select(c => c.Id).ShouldBe([told.ToString(), told.ToString()]);
    }

    [Fact]
    public async Task Of_a_case_that_somebody_is_kept_away_from_only_those_hear_who_may()
    {
        using var trusted = new Receiver();
        await _cast.SubscribeAsync(_receiver.Url);
        await _cast.SubscribeAsync(trusted.Url, includesRestricted: true);
        await _cast.Database.StoreAsync(new Recusal(7, Guid.CreateVersion7(), RecusalReason.Subject, _cast.Database.Now));
        await _cast.HappenAsync(about: 7);
        await _cast.HappenAsync(about: 8);
        await _cast.Database.StoreAsync(new Recusal(8, Guid.CreateVersion7(), RecusalReason.Subject, _cast.Database.Now));
        (await _cast.Delivery().RunAsync()).ShouldBe(2);
        (_receiver.Calls.Count, trusted.Calls.Count).ShouldBe((0, 2));
        await using var db = _cast.Database.Open();
        (await db.WebhookDeliveries.Select(d => d.Status).ToListAsync()).ShouldBe([WebhookDeliveryStatus.Sent, WebhookDeliveryStatus.Sent, WebhookDeliveryStatus.Withheld], ignoreOrder: true);
    }

    [Fact]
    public async Task What_waited_too_long_is_given_up_and_what_is_old_is_forgotten()
    {
        await _cast.SubscribeAsync(_receiver.Url);
        var told = await _cast.HappenAsync();
        var forget = new ForgetDeliveries(_cast.Database.Work, _cast.Database.Clock, Microsoft.Extensions.Options.Options.Create(_cast.Options));
        _cast.Database.Clock.Advance(TimeSpan.FromHours(72));
        await forget.RunAsync();
        (await _cast.DeliveryOfAsync(told)).Status.ShouldBe(WebhookDeliveryStatus.Waiting);
        _cast.Database.Clock.Advance(TimeSpan.FromHours(2));
        await forget.RunAsync();
        (await _cast.DeliveryOfAsync(told)).Status.ShouldBe(WebhookDeliveryStatus.Dead);
        _cast.Database.Clock.Advance(TimeSpan.FromDays(30));
        await forget.RunAsync();
        await using var db = _cast.Database.Open();
        (await db.WebhookDeliveries.CountAsync() + await db.WebhookEvents.CountAsync()).ShouldBe(0);
    }

    private static bool Genuine(Call call, string secret) => WebhookVerifier.IsGenuine(call.Id, call.Timestamp, call.Signature, call.Body, call.SentAt.ToUnixTimeSeconds(), secret);
}
