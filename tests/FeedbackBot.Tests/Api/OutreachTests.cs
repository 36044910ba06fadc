using System.Net;
using FeedbackBot.Access;
using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Api;

/// <summary>Deputies, standings, digests of owners, campaigns and themes over the API.</summary>
[Collection(ApiCollection.Name)]
public sealed class OutreachTests(ApiServer server)
{
    internal static string Draft => $$"""{"name":"Autumn","metric":"nps","audience":{"tiers":["a","b","c"]},"samplePercent":100,"startDay":"{{TimeProvider.System.GetUtcNow().AddDays(2):yyyy-MM-dd}}","mostPerDay":50}""";

    [Fact]
    public async Task Deputies_are_set_and_read_and_an_unknown_address_changes_nothing()
    {
        var (account, deputy) = (server.Name("account"), await OwnerAsync(server));
        await server.PutAsync($"accounts/{account}", new { name = "A", owner = new { email = await OwnerAsync(server) } });
        (await server.PutAsync($"accounts/{account}/deputies", new { emails = new[] { deputy } })).Expect(HttpStatusCode.OK).Text("items.0.email").ShouldBe(deputy);
        (await server.PutAsync($"accounts/{account}/deputies", new { emails = new[] { "nobody@example.com" } })).Expect(HttpStatusCode.BadRequest).Body.ShouldContain("nobody@example.com");
        (await server.PutAsync($"accounts/{account}/deputies", new { })).Expect(HttpStatusCode.BadRequest);
        (await server.GetAsync($"accounts/{account}/deputies")).Expect(HttpStatusCode.OK).Text("items.0.email").ShouldBe(deputy);
        (await server.GetAsync("accounts/no-such/deputies")).Expect(HttpStatusCode.NotFound);
        await using var db = server.Open();
        (await db.AuditEntries.Where(a => a.Code == "account.deputies" && a.ActorKind == "api").CountAsync()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_standing_is_told_once_it_was_concluded()
    {
        var account = server.Name("account");
        await server.PutAsync($"accounts/{account}", new { name = "A" });
        (await server.GetAsync($"accounts/{account}/standing")).Expect(HttpStatusCode.NotFound);
        await ConcludeAsync(server, account);
        var standing = (await server.GetAsync($"accounts/{account}/standing")).Expect(HttpStatusCode.OK);
        standing.At("quadrant").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        standing.At("reasons").GetArrayLength().ShouldBe(0);
        standing.Text("trend").ShouldBe("unknown");
    }

    [Fact]
    public async Task How_an_owner_hears_is_changed_in_part_and_a_refusal_changes_nothing()
    {
        var path = $"owners/{await OwnerAsync(server)}/digests";
        (await server.GetAsync(path)).Expect(HttpStatusCode.OK).Body.ShouldContain("\"rhythm\":\"weekly\",\"email\":true");
        (await server.PutAsync(path, new { rhythm = "monthly", file = true })).Expect(HttpStatusCode.OK).Text("rhythm").ShouldBe("monthly");
        (await server.PutAsync(path, new { rhythm = "none", webhookUrl = "http://169.254.169.254/" })).Expect(HttpStatusCode.BadRequest).Body.ShouldContain("bad_webhook_address");
        (await server.PutAsync(path, new { email = false, file = false })).Expect(HttpStatusCode.BadRequest).Body.ShouldContain("no_way");
        (await server.PutAsync(path, new { teamsUrl = "https://x.webhook.office.com/y" })).Expect(HttpStatusCode.OK);
        var kept = await server.GetAsync(path);
        (kept.Text("rhythm"), kept.Text("file"), kept.Text("teamsUrl")).ShouldBe(("monthly", "True", "https://x.webhook.office.com/…"));
        (await server.PutAsync(path, new { teamsUrl = kept.Text("teamsUrl") })).Expect(HttpStatusCode.OK).Text("teamsUrl").ShouldBe("https://x.webhook.office.com/…");
        (await server.PutAsync(path, new { teamsUrl = "" })).Expect(HttpStatusCode.OK).At("teamsUrl").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await server.GetAsync("owners/nobody@example.com/digests")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_campaign_is_planned_once_for_a_key_started_paused_resumed_and_stopped()
    {
        await ReachableAsync(server);
        var key = server.Name("idempotent");
        var made = (await server.PostAsync("campaigns", Draft, key)).Expect(HttpStatusCode.Created);
        (await server.PostAsync("campaigns", Draft, key)).Text("id").ShouldBe(made.Text("id"));
        var path = $"campaigns/{made.Text("id")}";
        made.Text("status").ShouldBe("draft");
        (await server.PostAsync($"{path}/pause", "")).Expect(HttpStatusCode.BadRequest).Body.ShouldContain("campaign_not_running");
        foreach (var (verb, status) in new[] { ("start", "running"), ("pause", "paused"), ("resume", "running"), ("stop", "stopped") })
        {
            (await server.PostAsync($"{path}/{verb}", "")).Expect(HttpStatusCode.OK).Text("status").ShouldBe(status);
        }

        (await server.GetAsync(path)).Text("status").ShouldBe("stopped");
        (await server.GetAsync("campaigns")).Expect(HttpStatusCode.OK).Body.ShouldContain(made.Text("id")!);
        (await server.GetAsync("campaigns/nonsense")).Expect(HttpStatusCode.NotFound);
        (await server.PostAsync("campaigns", Draft.Replace("\"a\"", "\"z\"", StringComparison.Ordinal))).Expect(HttpStatusCode.BadRequest).Body.ShouldContain("audience.tiers");
        (await server.PostAsync("campaigns", """{"name":"x","metric":"nps","audience":{},"samplePercent":1,"startDay":"2099-01-01","mostPerDay":1}""")).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Themes_are_told_with_their_counts_and_bad_stretches_are_refused()
    {
        var account = server.Name("account");
        await server.PutAsync($"accounts/{account}", new { name = "A" });
        var answer = (await server.GetAsync($"themes?account={account}")).Expect(HttpStatusCode.OK);
        answer.Text("customersNow").ShouldBe("0");
        answer.At("items").GetArrayLength().ShouldBe(0);
        (await server.GetAsync("themes?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")).Expect(HttpStatusCode.BadRequest);
        (await server.GetAsync("themes?from=2020-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")).Expect(HttpStatusCode.BadRequest);
        (await server.GetAsync("themes?account=no-such")).Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "accounts/x/deputies", Scopes.AccountsRead)]
    [InlineData("PUT", "accounts/x/deputies", Scopes.AccountsWrite)]
    [InlineData("GET", "accounts/x/standing", Scopes.SatisfactionRead)]
    [InlineData("PUT", "owners/x@example.com/digests", Scopes.AccountsWrite)]
    [InlineData("POST", "campaigns", Scopes.AnswersWrite)]
    [InlineData("POST", "campaigns/x/start", Scopes.AnswersWrite)]
    [InlineData("GET", "themes", Scopes.SatisfactionRead)]
    public async Task Each_needs_its_scope(string method, string path, string scope)
    {
        var other = await server.KeyAsync([.. Scopes.All.Where(s => s != scope)]);
        (await server.SendAsync(new(method), path, method == "GET" ? null : "{}", key: other)).Expect(HttpStatusCode.Forbidden);
    }

    /// <summary>The address of a new owner.</summary>
    internal static async Task<string> OwnerAsync(ApiServer server)
    {
        var email = server.Name("owner") + "@example.com";
        await server.PutAsync($"accounts/{server.Name("owned")}", new { name = "Owned", owner = new { email, name = "Owner" } });
        return email;
    }

    /// <summary>A campaign in the state in which what the path says can be done.</summary>
    internal static async Task<string> CampaignAsync(ApiServer server, string path)
    {
        if (!path.Contains("{campaign}", StringComparison.Ordinal))
        {
            return "";
        }

        await ReachableAsync(server);
        var id = (await server.PostAsync("campaigns", Draft)).Expect(HttpStatusCode.Created).Text("id")!;
        foreach (var verb in path.EndsWith("/resume", StringComparison.Ordinal) ? ["start", "pause"] : path.EndsWith("/pause", StringComparison.Ordinal) || path.EndsWith("/stop", StringComparison.Ordinal) ? new[] { "start" } : [])
        {
            (await server.PostAsync($"campaigns/{id}/{verb}", "")).Expect(HttpStatusCode.OK);
        }

        return id;
    }

    internal static async Task ConcludeAsync(ApiServer server, string externalId)
    {
        await using var db = server.Open();
        var id = await db.Accounts.Where(a => a.ExternalId == externalId).Select(a => a.Id).SingleAsync();
        await server.Services.GetRequiredService<KeepStandings>().RunAsync(id);
    }

    private static async Task ReachableAsync(ApiServer server)
    {
        var account = server.Name("reached");
        await server.PutAsync($"accounts/{account}", new { name = "Reached" });
        (await server.PutAsync($"contacts/{server.Name("reached")}", new { name = "C", email = server.Name("c") + "@example.com", account = new { externalId = account } })).Expect(HttpStatusCode.Created);
    }
}
