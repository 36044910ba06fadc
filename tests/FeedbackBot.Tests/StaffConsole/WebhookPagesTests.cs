using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Tests.Webhooks;
using FeedbackBot.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Administrators add, change, try and look after webhooks; nobody else may.</summary>
public sealed partial class WebhookPagesTests : IAsyncLifetime
{
    private const string Webhooks = "/console/settings/webhooks";
    private readonly Receiver _receiver = new();
    private TestServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync("--FeedbackBot:Outbox:WebhookHosts:0=127.0.0.1");
        await _server.AddStaffAsync("boss@example.com", StaffRoles.Manager, "Boss", "en");
    }

    public async Task DisposeAsync()
    {
        _receiver.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_is_added_tried_rotated_replayed_and_deleted_and_its_secret_is_shown_once()
    {
        using var admin = await _server.SignedInAsync();
        (await admin.ReadAsync(Webhooks)).ShouldContain($"{Webhooks}/new");
        var made = await admin.PostAsync($"{Webhooks}/new", Webhooks, ("url", _receiver.Url), ("type", "ticket.created"), ("description", "<ERP>"), ("enabled", "on"));
        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        var secret = WebUtility.HtmlDecode(Secret().Match(await made.Content.ReadAsStringAsync()).Value);
        secret.ShouldStartWith("whsec_");
        Guid id;
        await using (var db = _server.Open())
        {
            id = (await db.WebhookSubscriptions.SingleAsync()).Id;
        }

        var path = $"{Webhooks}/{id}";
        var page = await admin.ReadAsync(path);
        page.ShouldNotContain("whsec_");
        page.ShouldContain("&lt;ERP&gt;");
        (await admin.PostAsync(path, $"{path}/test")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var call = (await _receiver.UntilAsync(calls => calls.Count == 1))[0];
        WebhookVerifier.IsGenuine(call.Id, call.Timestamp, call.Signature, call.Body, call.SentAt.ToUnixTimeSeconds(), secret).ShouldBeTrue();
        Guid delivery;
        await using (var db = _server.Open())
        {
            for (var tries = 0; tries < 200 && await db.WebhookDeliveries.AnyAsync(d => d.Status == WebhookDeliveryStatus.Waiting); tries++)
            {
                await Task.Delay(50);
            }

            delivery = (await db.WebhookDeliveries.SingleAsync()).Id;
        }

        (await admin.ReadAsync($"{path}?status=sent")).ShouldContain(delivery.ToString());
        (await admin.ReadAsync($"{path}?status=dead")).ShouldNotContain(delivery.ToString());
        (await admin.PostAsync(path, $"{path}/replay", ("delivery", delivery.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _receiver.UntilAsync(calls => calls.Count == 2))[1].Id.ShouldBe(call.Id);
        (await (await admin.PostAsync(path, $"{path}/secret")).Content.ReadAsStringAsync()).ShouldContain("whsec_");
        (await admin.PostAsync(path, path, ("url", _receiver.Url), ("type", "digest.sent"), ("version", "1"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "an old version");
        (await admin.PostAsync(path, $"{path}/replay-failed")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await admin.ReadAsync("/console/settings/trail?part=webhook")).ShouldContain($"127.0.0.1:{_receiver.Port}");
        (await admin.PostAsync(path, $"{path}/delete")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await admin.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_address_inside_is_refused_with_what_was_typed_kept_and_managers_are_kept_out()
    {
        using var admin = await _server.SignedInAsync();
        var refused = await admin.PostAsync($"{Webhooks}/new", Webhooks, ("url", "https://10.0.0.1/x"), ("type", "ticket.created"), ("enabled", "on"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("https://10.0.0.1/x");
        using var boss = await _server.SignedInAsync("boss@example.com");
        (await boss.GetAsync(Webhooks)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await boss.ReadAsync("/console/settings/trail")).ShouldNotContain(Webhooks);
    }

    [GeneratedRegex("whsec_[^<]+")]
    private static partial Regex Secret();
}
