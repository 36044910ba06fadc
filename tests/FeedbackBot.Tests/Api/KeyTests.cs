using System.Net;
using FeedbackBot.Access;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Api;

/// <summary>Who may do what.</summary>
[Collection(ApiCollection.Name)]
public sealed class KeyTests(ApiServer server)
{
    [Theory]
    [InlineData(null)]
    [InlineData("fbk_nobody-has-this-key")]
    [InlineData("")]
    public async Task Without_a_known_key_nothing_is_told(string? key)
    {
        var reply = await server.SendAsync(HttpMethod.Get, "tickets", null, key: key);
        reply.ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        reply.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task A_key_does_what_its_scopes_say_and_no_more()
    {
        var key = await server.KeyAsync([Scopes.TicketsRead]);
        (await server.SendAsync(HttpMethod.Get, "tickets", null, key: key)).Expect(HttpStatusCode.OK);
        var refused = await server.SendAsync(HttpMethod.Post, "tickets", new { text = "hello" }, key: key);
        refused.ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        refused.Text("detail")!.ShouldContain("tickets:write");
    }

    [Fact]
    public async Task An_expired_key_is_unknown()
    {
        var key = await server.KeyAsync(Scopes.All, expiresAt: new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        (await server.SendAsync(HttpMethod.Get, "tickets", null, key: key)).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task The_last_use_is_noted_once_a_minute_not_once_a_request()
    {
        var key = await server.KeyAsync([Scopes.TicketsRead]);
        (await server.SendAsync(HttpMethod.Get, "tickets", null, key: key)).Expect(HttpStatusCode.OK);
        var first = await LastUseAsync(key);
        (await server.SendAsync(HttpMethod.Get, "tickets", null, key: key)).Expect(HttpStatusCode.OK);
        first.ShouldNotBeNull();
        (await LastUseAsync(key)).ShouldBe(first);
    }

    [Fact]
    public async Task What_a_named_key_did_is_told_by_its_name()
    {
        var key = await server.KeyAsync(Scopes.All);
        var number = await server.OpenAsync("My parcel is late");
        (await server.SendAsync(HttpMethod.Post, $"tickets/{number}/notes", new { text = "rang the depot" }, key: key)).Expect(HttpStatusCode.Created);
        var ticket = await server.GetAsync($"tickets/{number}");
        ticket.Text("notes.0.author")!.ShouldStartWith("key-");
        ticket.Text("events.2.actor.kind").ShouldBe("api");
    }

    private async Task<DateTime?> LastUseAsync(string key)
    {
        await using var db = server.Open();
        var hash = ApiKey.HashOf(key);
        return (await db.ApiKeys.SingleAsync(k => k.Hash == hash)).LastUsedAt;
    }
}
