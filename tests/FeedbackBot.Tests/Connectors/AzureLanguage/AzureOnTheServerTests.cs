using System.Diagnostics;
using System.Net;
using FeedbackBot.Messages;
using FeedbackBot.Tests.Api;
using FeedbackBot.Tests.DirectLine;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Connectors.AzureLanguage;

/// <summary>The whole server with the service beside it: its readings reach the API and the chat, and its hanging reaches nobody.</summary>
public sealed class AzureOnTheServerTests : IAsyncLifetime
{
    private const string Said = "My parcel is late and nobody answers the phone";
    private static readonly TimeSpan NoTimeAtAll = TimeSpan.FromSeconds(10);
    private readonly ApiServer _server = new();
    private LoopbackLanguage _service = null!;

    public async Task InitializeAsync()
    {
        _service = await LoopbackLanguage.StartAsync();
        _server.Settings =
        [
            $"--FeedbackBot:AzureLanguage:Endpoint={_service.Address}", $"--FeedbackBot:AzureLanguage:Key={LoopbackLanguage.Key}",
            "--FeedbackBot:AzureLanguage:Timeout=00:00:20", "--FeedbackBot:Understanding:Deadline=00:00:00.3", "--FeedbackBot:Understanding:Patience=00:01:00",
        ];
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Analyze_gives_its_readings_and_the_embedded_one_for_a_document_it_refused()
    {
        var reply = (await AnalyzeAsync("My parcel is late", "快递太慢了")).Expect(HttpStatusCode.OK);
        (reply.Text("documents.0.reader"), reply.Text("documents.1.reader")).ShouldBe(("azure/2022-11-01", "azure/2022-11-01"));
        (reply.Text("documents.0.sentiment.label"), reply.Text("documents.0.kind.label")).ShouldBe(("negative", "complaint"));

        _service.Then("SentimentAnalysis", LoopbackLanguage.Refusing(403, "Forbidden"));
        (await AnalyzeAsync("My parcel is late")).Text("documents.0.reader").ShouldStartWith("embedded/");
    }

    [Fact]
    public async Task While_it_hangs_a_turn_is_answered_with_the_embedded_reading()
    {
        _service.Then(_service.Hanging());
        var visitor = await Visitor.ArriveAsync(_server.Client);
        var watch = Stopwatch.StartNew();
        var id = await visitor.SayAsync(Said);
        watch.Elapsed.ShouldBeLessThan(NoTimeAtAll);
        (await visitor.ReadPageAsync()).Body.ShouldContain($"\"replyToId\":\"{id}\"");
        (await StoredAsync()).Reader.ShouldStartWith("embedded/");
    }

    [Fact]
    public async Task What_it_says_after_the_turn_is_kept_on_the_message()
    {
        _service.Then(_service.Slow(TimeSpan.FromSeconds(2)));
        var visitor = await Visitor.ArriveAsync(_server.Client);
        await visitor.SayAsync(Said);
        (await StoredAsync(r => r.Reader == "azure/2022-11-01")).Sentiment!.Confidence.ShouldBe(0.95);
    }

    [Fact]
    public async Task While_it_hangs_a_case_is_filed_over_the_API_and_what_comes_late_is_kept_there_too()
    {
        _service.Then(_service.Hanging());
        var watch = Stopwatch.StartNew();
        (await _server.PostAsync("tickets", new { text = Said }, "first")).Expect(HttpStatusCode.Created);
        watch.Elapsed.ShouldBeLessThan(NoTimeAtAll);

        _service.Then(_service.Slow(TimeSpan.FromSeconds(2)));
        (await _server.PostAsync("tickets", new { text = Said + " at all" }, "second")).Expect(HttpStatusCode.Created);
        (await StoredAsync(r => r.Reader == "azure/2022-11-01", Said + " at all")).Kind!.Value.Label.ShouldBe(FeedbackKind.Complaint);
    }

    [Fact]
    public async Task Readiness_tells_when_it_is_left_alone_and_the_server_is_ready_all_the_same()
    {
        (await ReadyAsync()).Text("parts.azure language.status").ShouldBe("healthy");
        _service.Then("SentimentAnalysis", [.. Enumerable.Repeat(LoopbackLanguage.Refusing(401, "401"), 4)]);
        for (var i = 0; i < 4; i++) (await AnalyzeAsync(Said)).Expect(HttpStatusCode.OK);
        (await ReadyAsync()).Text("parts.azure language.status").ShouldBe("degraded");
        (await AnalyzeAsync(Said)).Text("documents.0.reader").ShouldStartWith("embedded/");
        _service.CallsOf("SentimentAnalysis").Count.ShouldBe(4);
    }

    private Task<Reply> AnalyzeAsync(params string[] texts) =>
        _server.PostAsync("analyze", new { documents = texts.Select((text, i) => new { id = $"{i}", text }) });

    private async Task<Reply> ReadyAsync() => (await _server.GetAsync("/health/ready")).Expect(HttpStatusCode.OK);

    /// <summary>The reading stored with a customer's message, as soon as it is as wanted.</summary>
    private async Task<Reading> StoredAsync(Predicate<Reading>? wanted = null, string text = Said)
    {
        for (var tries = 0; ; tries++)
        {
            await using var db = _server.Open();
            var stored = await db.Messages.Where(m => m.Speaker == Speaker.Customer && m.Text == text).Select(m => m.Reading).SingleAsync();
            var reading = StoredReading.Read(stored)!;
            if (wanted == null || wanted(reading)) return reading;
            tries.ShouldBeLessThan(300, $"still read by {reading.Reader}");
            await Task.Delay(100);
        }
    }
}
