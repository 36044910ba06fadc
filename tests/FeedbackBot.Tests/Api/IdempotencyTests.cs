using System.Net;
using FeedbackBot.Access;

namespace FeedbackBot.Tests.Api;

/// <summary>Idempotency-Key: one effect, one answer.</summary>
[Collection(ApiCollection.Name)]
public sealed class IdempotencyTests(ApiServer server)
{
    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_again()
    {
        var (key, account) = (server.Name("order"), server.Name("account"));
        var body = new { text = "Late parcel", account = new { externalId = account } };
        var first = (await server.PostAsync("tickets", body, key)).Expect(HttpStatusCode.Created);
        await server.PostAsync($"tickets/{first.Text("number")}/notes", new { text = "changed since" });
        var second = (await server.PostAsync("tickets", body, key)).Expect(HttpStatusCode.Created);
        second.Body.ShouldBe(first.Body);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        (await server.GetAsync($"tickets?account={account}")).At("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        var key = server.Name("order");
        (await server.PostAsync("tickets", new { text = "Late" }, key)).Expect(HttpStatusCode.Created);
        (await server.PostAsync("tickets", new { text = "Later" }, key)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused", "Idempotency-Key");
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_has_an_effect_and_all_get_its_answer()
    {
        var (key, account) = (server.Name("order"), server.Name("account"));
        var replies = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ =>
            server.PostAsync("tickets", new { text = "Late parcel", account = new { externalId = account } }, key)));
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.Created);
        replies.Select(r => r.Body).Distinct().Count().ShouldBe(1);
        replies.Count(r => r.Headers.Contains("Idempotency-Replayed")).ShouldBe(23);
        (await server.GetAsync($"tickets?account={account}")).At("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_reply_is_said_once()
    {
        var (key, number) = (server.Name("reply"), await server.OpenAsync("Late"));
        await server.PostAsync($"tickets/{number}/replies", new { text = "Sorry!" }, key);
        await server.PostAsync($"tickets/{number}/replies", new { text = "Sorry!" }, key);
        (await server.GetAsync($"tickets/{number}")).At("messages").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_refusal_is_not_kept_and_the_key_may_be_used_again()
    {
        var key = server.Name("order");
        (await server.PostAsync("tickets", new { text = "" }, key)).Expect(HttpStatusCode.BadRequest);
        (await server.PostAsync("tickets", new { text = "Late" }, key)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Keys_of_different_callers_and_addresses_never_meet()
    {
        var (key, number) = (server.Name("order"), await server.OpenAsync("Late"));
        var other = await server.KeyAsync(Scopes.All);
        (await server.PostAsync($"tickets/{number}/notes", new { text = "a" }, key)).Expect(HttpStatusCode.Created);
        (await server.PostAsync($"tickets/{number}/replies", new { text = "b" }, key)).Expect(HttpStatusCode.Created);
        (await server.SendAsync(HttpMethod.Post, $"tickets/{number}/notes", new { text = "c" }, key, key: other)).Expect(HttpStatusCode.Created);
        (await server.GetAsync($"tickets/{number}")).At("notes").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Analyze_keeps_its_answer_too()
    {
        var key = server.Name("texts");
        var body = new { documents = new[] { new { id = "1", text = "late" } } };
        var first = (await server.PostAsync("analyze", body, key)).Expect(HttpStatusCode.OK);
        (await server.PostAsync("analyze", body, key)).Body.ShouldBe(first.Body);
        (await server.PostAsync("analyze", new { documents = new[] { new { id = "2", text = "late" } } }, key)).Expect(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    public async Task A_key_that_is_none_is_refused(string key) =>
        (await server.PostAsync("tickets", new { text = "Late" }, key)).ExpectProblem(HttpStatusCode.BadRequest, "malformed", "Idempotency-Key");

    [Fact]
    public async Task A_key_without_end_is_refused() =>
        (await server.PostAsync("tickets", new { text = "Late" }, new string('k', 201))).ExpectProblem(HttpStatusCode.BadRequest, "malformed", "Idempotency-Key");
}
