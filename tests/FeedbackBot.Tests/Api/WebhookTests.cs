using System.Net;
using System.Net.Http.Headers;
using FeedbackBot.Access;
using FeedbackBot.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Api;

/// <summary>Webhooks over the API.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly ApiServer _server = new() { Settings = ["--FeedbackBot:Outbox:WebhookHosts:0=127.0.0.1"] };
    private readonly Receiver _receiver = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public async Task DisposeAsync()
    {
        _receiver.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_is_made_tried_changed_and_taken_away_and_its_secret_is_told_once()
    {
        var body = new { url = _receiver.Url, types = new[] { "ticket.created" }, description = "ERP" };
        var made = (await _server.PostAsync("webhooks", body, "key-1")).Expect(HttpStatusCode.Created);
        var (path, secret) = ($"webhooks/{made.Text("id")}", made.Text("secret")!);
        made.Headers.Location!.ToString().ShouldBe("/api/v1/" + path);
        var again = (await _server.PostAsync("webhooks", body, "key-1")).Expect(HttpStatusCode.Created);
        (again.Text("id"), again.Text("secret")).ShouldBe((made.Text("id"), null));
        (await _server.GetAsync("webhooks")).Expect(HttpStatusCode.OK).Body.ShouldNotContain(secret);
        await using (var db = _server.Open())
        {
            (await db.IdempotentRequests.SingleAsync(r => r.Key == "key-1")).Body.ShouldNotContain("whsec_");
        }

        (await _server.PostAsync($"{path}/test", "")).Expect(HttpStatusCode.Accepted);
        var call = (await _receiver.UntilAsync(calls => calls.Count == 1))[0];
        call.Type.ShouldBe("webhook.test");
        WebhookVerifier.IsGenuine(call.Id, call.Timestamp, call.Signature, call.Body, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), secret).ShouldBeTrue();
        var rotated = (await _server.PostAsync($"{path}/secret", new { overlapHours = 1 })).Expect(HttpStatusCode.OK);
        rotated.Text("secret").ShouldNotBe(secret);
        rotated.At("previousSecretUntil").GetDateTime().ShouldBeGreaterThan(DateTime.UnixEpoch);

        var tag = (await _server.GetAsync(path)).Headers.ETag!;
        (await PatchAsync(path, """{"enabled":false}""", tag)).Expect(HttpStatusCode.OK).Text("enabled").ShouldBe("False");
        (await PatchAsync(path, """{"enabled":true}""", tag)).ExpectProblem(HttpStatusCode.PreconditionFailed, "changed_meanwhile");
        (await _server.PostAsync($"{path}/test", "")).ExpectProblem(HttpStatusCode.BadRequest, "webhook_off");
        (await PatchAsync(path, """{"types":["survey.answered"],"description":""}""")).Expect(HttpStatusCode.OK).At("description").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await _server.SendAsync(HttpMethod.Delete, path, null)).Expect(HttpStatusCode.OK);
        (await _server.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        await using var after = _server.Open();
        (await after.AuditEntries.Where(a => a.Code.StartsWith("webhook.")).OrderBy(a => a.Sequence).Select(a => a.Code).ToListAsync())
            .ShouldBe(["webhook.created", "webhook.rotated", "webhook.changed", "webhook.changed", "webhook.deleted"]);
    }

    [Fact]
    public async Task Deliveries_are_paged_filtered_and_replayed()
    {
        var path = $"webhooks/{(await _server.PostAsync("webhooks", new { url = _receiver.Url, types = new[] { "ticket.created" } })).Text("id")}";
        _receiver.Answer = c => c.Data.GetProperty("subject").GetString()!.Contains("kettle", StringComparison.Ordinal) ? 410 : 200;
        for (var i = 0; i < 3; i++)
        {
            await _server.OpenAsync("late parcel");
        }

        await _receiver.UntilAsync(calls => calls.Count == 3);
        await _server.OpenAsync("My kettle leaks");
        var failed = (await _receiver.UntilAsync(calls => calls.Count == 4))[3];
        await UntilAsync(async () => (await _server.GetAsync($"{path}/deliveries?status=dead")).At("items").GetArrayLength() == 1);
        var seen = new List<string>();
        for (string? cursor = ""; cursor != null;)
        {
            var page = (await _server.GetAsync($"{path}/deliveries?limit=3&cursor={cursor}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page.At("items").EnumerateArray().Select(d => d.GetProperty("eventId").GetString()!));
            cursor = page.Text("next");
        }

        seen.ShouldBe(_receiver.Calls.Select(c => c.Id), ignoreOrder: true);
        var dead = (await _server.GetAsync($"{path}/deliveries?status=dead")).At("items.0");
        (dead.GetProperty("lastStatus").GetInt32(), dead.GetProperty("attempts").GetInt32()).ShouldBe((410, 1));
        (await _server.GetAsync(path)).Text("disabledBecause").ShouldBe("gone");
        _receiver.Answer = _ => 200;
        (await PatchAsync(path, """{"enabled":true}""")).Expect(HttpStatusCode.OK);
        (await _server.PostAsync($"{path}/replay", new { failedSince = "2020-01-01T00:00:00Z" })).Expect(HttpStatusCode.Accepted).Text("replayed").ShouldBe("1");
        (await _receiver.UntilAsync(calls => calls.Count == 5))[4].Id.ShouldBe(failed.Id);
        await UntilAsync(async () => (await _server.GetAsync($"{path}/deliveries?status=sent")).At("items").GetArrayLength() == 4);
        (await _server.PostAsync($"{path}/replay", new { delivery = dead.GetProperty("id").GetString() })).Expect(HttpStatusCode.Accepted);
        (await _receiver.UntilAsync(calls => calls.Count == 6))[5].Id.ShouldBe(failed.Id);
        (await _server.PostAsync($"{path}/replay", new { })).ExpectProblem(HttpStatusCode.BadRequest, "required");
        (await _server.PostAsync($"{path}/replay", new { delivery = Guid.Empty })).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await _server.GetAsync("/health/ready")).Body.ShouldContain("\"webhooks\"");
    }

    [Theory]
    [InlineData("""{"types":["ticket.created"]}""", "required", "url")]
    [InlineData("""{"url":"http://127.0.0.1/"}""", "required", "types")]
    [InlineData("""{"url":"http://127.0.0.1/","types":[]}""", "bad_event_types", "types")]
    [InlineData("""{"url":"http://127.0.0.1/","types":["ticket.burnt"]}""", "bad_event_types", "types")]
    [InlineData("""{"url":"http://127.0.0.1/","types":["ticket.created","ticket.created"]}""", "bad_event_types", "types")]
    [InlineData("""{"url":"http://hooks.example.com/","types":["ticket.created"]}""", "webhook_not_https", "url")]
    [InlineData("""{"url":"https://169.254.169.254/","types":["ticket.created"]}""", "webhook_inside", "url")]
    [InlineData("""{"url":"https://localhost/","types":["ticket.created"]}""", "webhook_inside", "url")]
    [InlineData("""{"url":"nonsense","types":["ticket.created"]}""", "bad_webhook_url", "url")]
    public async Task What_cannot_be_is_refused_and_nothing_is_kept(string body, string code, string field)
    {
        (await _server.PostAsync("webhooks", body)).ExpectProblem(HttpStatusCode.BadRequest, code, field);
        (await _server.GetAsync("webhooks")).At("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task It_needs_its_scope_and_that_of_what_is_told()
    {
        var body = new { url = "http://127.0.0.1/", types = new[] { "ticket.created" } };
        (await _server.SendAsync(HttpMethod.Get, "webhooks", null, key: await _server.KeyAsync([.. Scopes.All.Where(s => s != Scopes.Webhooks)]))).Expect(HttpStatusCode.Forbidden);
        var blind = await _server.KeyAsync([Scopes.Webhooks]);
        (await _server.SendAsync(HttpMethod.Post, "webhooks", body, key: blind)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await _server.SendAsync(HttpMethod.Post, "webhooks", body, key: await _server.KeyAsync([Scopes.Webhooks, Scopes.TicketsRead]))).Expect(HttpStatusCode.Created);
        var path = $"webhooks/{(await _server.GetAsync("webhooks")).Text("items.0.id")}";
        (await _server.SendAsync(HttpMethod.Patch, path, """{"url":"http://127.0.0.1/mine"}""", key: blind)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }

    private async Task<Reply> PatchAsync(string path, string body, EntityTagHeaderValue? seen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/" + path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", ApiServer.BootstrapKey);
        if (seen != null)
        {
            request.Headers.IfMatch.Add(seen);
        }

        using var answer = await _server.Client.SendAsync(request);
        return new(answer.StatusCode, answer.Headers, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync());
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 200 && !await holds(); tries++)
        {
            await Task.Delay(50);
        }

        (await holds()).ShouldBeTrue();
    }
}
