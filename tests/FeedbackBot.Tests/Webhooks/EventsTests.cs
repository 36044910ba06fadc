using System.Net;
using System.Text.Json.Nodes;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.Api;
using FeedbackBot.Tests.DirectLine;
using FeedbackBot.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Webhooks;

/// <summary>Every kind of event arrives where real use makes it happen, in the JSON of the API, and only where somebody listens.</summary>
public sealed class EventsTests : IAsyncLifetime
{
    private readonly ApiServer _server = new() { Settings = ["--FeedbackBot:Outbox:WebhookHosts:0=127.0.0.1", "--FeedbackBot:RateLimits:Enabled=false"] };
    private readonly Receiver _receiver = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public async Task DisposeAsync()
    {
        _receiver.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_case_is_told_of_from_the_chat_and_the_api_through_its_life()
    {
        await SubscribeAsync("ticket.created", "ticket.updated", "ticket.resolved", "ticket.reopened");
        var visitor = await Visitor.ArriveAsync(_server.Client);
        var said = await visitor.SayAsync("The kettle I bought leaks and nobody answers my calls, I want a refund");
        for (var i = 0; i < 8 && _receiver.Calls.Count == 0; i++)
        {
            var step = (await visitor.RepliesAsync(said)).Select(r => r["channelData"]?["feedbackBot"]?["step"]?.GetValue<string>()).LastOrDefault(s => s != null);
            said = await visitor.SayAsync(step == "confirm" ? "yes" : "skip");
        }

        (await _receiver.UntilAsync(calls => calls.Any(c => c.Type == "ticket.created")))[0].Data.GetProperty("channel").GetString().ShouldBe("webchat");
        var number = await _server.OpenAsync("The kettle leaks", new { externalId = "acme" });
        (await _server.PostAsync($"tickets/{number}/notes", new { text = "asked the depot: secret-note" })).Expect(HttpStatusCode.Created);
        (await _server.PostAsync($"tickets/{number}/resolve", new { cause = "a", remedy = "b", responsibility = "us" })).Expect(HttpStatusCode.OK);
        (await _server.PostAsync($"tickets/{number}/reopen", new { reason = "again" })).Expect(HttpStatusCode.OK);
        var told = (await _receiver.UntilAsync(calls => calls.Any(c => c.Type == "ticket.reopened"))).Where(c => c.Subject == number).OrderBy(c => c.Json.GetProperty("time").GetDateTime()).ToList();
        told.Select(c => c.Type).Distinct().ShouldBe(["ticket.created", "ticket.updated", "ticket.resolved", "ticket.reopened"]);
        told.ShouldAllBe(c => !c.Body.Contains("secret-note"));

        // As GET /tickets gives it, without what only the whole case has.
        var listed = (await _server.GetAsync("tickets?account=acme")).At("items.0").GetRawText();
        JsonNode.DeepEquals(JsonNode.Parse(told.Last(c => c.Type == "ticket.reopened").Data.GetRawText()), JsonNode.Parse(listed)).ShouldBeTrue(told.Last().Body + "\n" + listed);
    }

    [Fact]
    public async Task An_answer_is_told_when_it_is_given_and_again_with_its_reason_but_none_that_was_imported()
    {
        await SubscribeAsync("survey.answered");
        await _server.PutAsync("contacts/lin", new { name = "Lin" });
        (await _server.PostAsync("answers", new { metric = "csat", value = 1, answeredAt = "2026-01-01T00:00:00Z" })).Expect(HttpStatusCode.Created);
        var link = (await _server.PostAsync("surveys/csat/invitations", new { contact = new { externalId = "lin" } })).Expect(HttpStatusCode.Created).Text("url")!;
        await _server.Services.GetRequiredService<AnswerByLink>().RateAsync(new Uri(link).Segments[^1], 2, null);
        await _receiver.UntilAsync(calls => calls.Count == 1);
        await using var db = _server.Open();
        var answer = await db.Answers.SingleAsync(a => a.Value == 2);
        await _server.Services.GetRequiredService<UnitOfWork>().RunAsync(db => _server.Services.GetRequiredService<RecordReason>().RunAsync(db, answer.InvitationId!.Value, "The box was wet, and my card 4111 1111 1111 1111 was charged"));
        var call = (await _receiver.UntilAsync(calls => calls.Any(c => c.Body.Contains("wet"))))[^1];
        call.Data.GetProperty("value").GetInt32().ShouldBe(2);
        call.Body.ShouldNotContain("4111 1111 1111 1111");
        call.Subject.ShouldBe(call.Data.GetProperty("id").GetString());
        _receiver.Calls.Select(c => (c.Subject, c.Data.GetProperty("value").GetInt32())).Distinct().ShouldBe([(answer.Id.ToString(), 2)]);
    }

    [Fact]
    public async Task A_digest_is_told_of_and_with_it_the_scores_of_the_period_that_is_over()
    {
        await SubscribeAsync("digest.sent", "score.published");
        var last = DigestPeriod.LastComplete(TimeProvider.System.GetUtcNow().UtcDateTime, TimeZoneInfo.Utc);
        await _server.PutAsync("accounts/acme", new { name = "Acme", owner = new { email = "ada@example.com" } });
        await _server.PutAsync("accounts/quiet", new { name = "Quiet", owner = new { email = "ada@example.com" } });
        for (var i = 0; i < 6; i++)
        {
            (await _server.PostAsync("answers", new { metric = "csat", value = i == 0 ? 2 : 5, account = new { externalId = "acme" }, answeredAt = last.From.AddHours(40 + i) })).Expect(HttpStatusCode.Created);
        }

        await _server.Services.GetRequiredService<SendDigests>().RunAsync(last.Name);
        var calls = await _receiver.UntilAsync(calls => calls.Count >= 2);
        var digest = calls.Single(c => c.Type == "digest.sent");
        (digest.Data.GetProperty("owner").GetString(), digest.Data.GetProperty("period").GetString()).ShouldBe(("ada@example.com", last.Name));
        var score = calls.Single(c => c.Type == "score.published");
        score.Subject.ShouldBe("acme");
        (score.Data.GetProperty("n").GetInt32(), score.Data.GetProperty("period").GetString(), score.Data.GetProperty("key").GetProperty("account").GetString()).ShouldBe((6, last.Name, "acme"));
        var row = (await _server.GetAsync($"satisfaction?groupBy=account&metric=csat&account=acme&from={last.From:s}Z&to={last.To:s}Z")).At("items.0");
        score.Data.GetProperty("low").GetDouble().ShouldBe(row.GetProperty("low").GetDouble());
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_is_written()
    {
        await SubscribeAsync("digest.sent");
        await _server.OpenAsync("The kettle leaks");
        await using var db = _server.Open();
        (await db.WebhookEvents.CountAsync()).ShouldBe(0);
    }

    private async Task SubscribeAsync(params string[] types) => (await _server.PostAsync("webhooks", new { url = _receiver.Url, types })).Expect(HttpStatusCode.Created);
}
