using System.Diagnostics;
using System.Net;
using FeedbackBot.Connectors.AzureLanguage;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;

namespace FeedbackBot.Tests.Connectors.AzureLanguage;

/// <summary>Refusals, hangs, half answers and garbage are failures, never guesses; and none of them is waited for longer than the deadline.</summary>
public sealed class AzureFailuresTests : IAsyncLifetime
{
    private const string Feeling = "SentimentAnalysis";
    private const string Said = "My parcel is late";
    private LoopbackLanguage _service = null!;

    public async Task InitializeAsync() => _service = await LoopbackLanguage.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_document_refused_by_itself_is_not_read_and_the_others_are()
    {
        _service.Then(Feeling, LoopbackLanguage.Saying("""
            {"kind":"SentimentAnalysisResults","results":{"documents":[{"id":"1","sentiment":"negative","confidenceScores":{"positive":0,"neutral":0.1,"negative":0.9},"sentences":[],"warnings":[]}],
            "errors":[{"id":"0","error":{"code":"InvalidArgument","message":"Invalid document.","innererror":{"code":"InvalidDocument","message":"…"}}}],"modelVersion":"2022-11-01"}}
            """));
        var readings = await ReaderOf().ReadAsync([AzureCast.Message(Said), AzureCast.Message(Said)], default);
        readings.Select(r => r?.Sentiment?.Confidence).ShouldBe([null, 0.9]);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_at_once_and_not_tried_again()
    {
        var settings = AzureCast.Settings(_service.Address);
        settings.Key = "wrong";
        (await Failure<HttpRequestException>(AzureCast.ReaderOf(settings))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _service.CallsOf(Feeling).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Too_many_requests_are_repeated_when_the_service_asks_for_them()
    {
        _service.Then(Feeling, LoopbackLanguage.Refusing(429, "TooManyRequests", retryAfter: "1"));
        var watch = Stopwatch.StartNew();
        (await ReaderOf().ReadAsync(Said))!.Sentiment!.Label.ShouldBe(Sentiment.Negative);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
        _service.CallsOf(Feeling).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_service_wants_to_hear_after_the_deadline_is_given_up_at_once()
    {
        _service.Then(Feeling, LoopbackLanguage.Refusing(429, "TooManyRequests", retryAfter: "60"));
        var watch = Stopwatch.StartNew();
        (await Failure<HttpRequestException>(ReaderOf())).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        _service.CallsOf(Feeling).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(408, "Timeout")]
    public async Task A_passing_failure_is_tried_again_and_a_lasting_one_is_a_failure(int status, string code)
    {
        var refusing = LoopbackLanguage.Refusing(status, code);
        _service.Then(Feeling, refusing, refusing);
        (await ReaderOf().ReadAsync(Said)).ShouldNotBeNull();
        _service.Then(Feeling, refusing, refusing, refusing);
        (await Failure<HttpRequestException>(ReaderOf())).Message.ShouldBe($"Azure AI Language answered {status} {code}.");
    }

    [Fact]
    public async Task A_hang_ends_at_the_deadline()
    {
        _service.Then(Feeling, _service.Hanging());
        var watch = Stopwatch.StartNew();
        await Failure<TimeoutException>(ReaderOf(seconds: 0.5));
        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_half_answer_is_asked_for_again_and_never_believed()
    {
        _service.Then(Feeling, LoopbackLanguage.BreakingOff());
        (await ReaderOf().ReadAsync(Said))!.Sentiment!.Label.ShouldBe(Sentiment.Negative);
        _service.Then(Feeling, LoopbackLanguage.BreakingOff(), LoopbackLanguage.BreakingOff(), LoopbackLanguage.BreakingOff());
        await Failure<Exception>(ReaderOf());
        _service.CallsOf(Feeling).Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>My parcel is late</html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"kind":"SentimentAnalysisResults"}""")]
    [InlineData("""{"kind":"SentimentAnalysisResults","results":null}""")]
    [InlineData("""{"kind":"SentimentAnalysisResults","results":{"documents":[null],"errors":[],"modelVersion":"1"}}""")]
    public async Task What_is_not_an_answer_is_a_failure_that_does_not_repeat_what_was_said(string body)
    {
        _service.Then(Feeling, LoopbackLanguage.Saying(body));
        var failure = await Failure<InvalidDataException>(ReaderOf());
        failure.ToString().ShouldNotContain("parcel");
    }

    [Theory]
    [InlineData("\"id\":\"0\"", "\"id\":\"1\"")]
    [InlineData("\"id\":\"0\"", "\"id\":0")]
    [InlineData("\"sentiment\":\"negative\"", "\"sentiment\":\"furious\"")]
    [InlineData("\"sentiment\":\"negative\",", "")]
    [InlineData("\"negative\":0.95", "\"negative\":\"NaN\"")]
    [InlineData("\"negative\":0.95", "\"negative\":NaN")]
    [InlineData("\"negative\":0.95", "\"negative\":1e999")]
    [InlineData("\"negative\":0.95", "\"negative\":-0.5")]
    [InlineData("\"offset\":0,\"length\":17", "\"offset\":0,\"length\":18")]
    [InlineData("\"offset\":0,\"length\":17", "\"offset\":-1,\"length\":17")]
    [InlineData("\"offset\":0,\"length\":17", "\"offset\":2147483647,\"length\":2147483647")]
    [InlineData("\"offset\":0,\"length\":17", "\"offset\":0.5,\"length\":17")]
    [InlineData("assessments/0", "assessments/1")]
    [InlineData("assessments/0", "assessments/-1")]
    [InlineData("sentences/0/assessments", "sentences/7/assessments")]
    [InlineData("SentimentAnalysisResults", "LanguageDetectionResults")]
    [InlineData("\"modelVersion\":\"2022-11-01\"", "\"modelVersion\":\"\"")]
    [InlineData("\"errors\":[],", "")]
    public async Task A_garbled_answer_is_a_failure(string good, string garbled)
    {
        _service.Then(Feeling, LoopbackLanguage.Spoiling(json => json.Contains(good) ? json.Replace(good, garbled) : throw new InvalidOperationException(json)));
        await Failure<InvalidDataException>(ReaderOf());
        _service.CallsOf(Feeling).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("LanguageDetection")]
    [InlineData("PiiEntityRecognition")]
    public async Task Without_language_or_personal_data_the_feeling_still_counts(string kind)
    {
        const string Whole = "My parcel is late, passport PX-44";
        var first = AzureCast.Message(Whole).First;
        Mood[] failures = [LoopbackLanguage.Saying("garbage"), LoopbackLanguage.Refusing(403, "Forbidden"), _service.Hanging()];
        foreach (var failure in failures)
        {
            _service.Then(kind, failure);
            var reading = (await ReaderOf(seconds: 4).ReadAsync(Whole))!;
            reading.Sentiment!.Confidence.ShouldBe(0.95);
            reading.LanguageConfidence.ShouldBe(kind == "LanguageDetection" ? first.LanguageConfidence : 0.97);
            reading.PersonalData.Count.ShouldBe(kind == "LanguageDetection" ? first.PersonalData.Count + 1 : first.PersonalData.Count);
        }
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_a_failure()
    {
        var gone = await LoopbackLanguage.StartAsync();
        var reader = AzureCast.ReaderOf(AzureCast.Settings(gone.Address));
        await gone.DisposeAsync();
        await Failure<Exception>(reader);
    }

    [Fact]
    public async Task After_several_failures_it_is_left_alone_for_a_while_and_then_tried_with_one_call()
    {
        var clock = new TestClock(new(2026, 11, 16, 8, 0, 0, DateTimeKind.Utc));
        var service = new AnalyzeText(Options.Create(AzureCast.Settings(_service.Address)), clock);
        var reader = new AzureLanguageReader(service, Microsoft.Extensions.Logging.Abstractions.NullLogger<AzureLanguageReader>.Instance);
        _service.Then(Feeling, [.. Enumerable.Repeat(LoopbackLanguage.Saying("garbage"), 5)]);
        for (var i = 0; i < 4; i++) await Failure<InvalidDataException>(reader);

        service.Resting.ShouldBe([Feeling]);
        await Failure<BrokenCircuitException>(reader);
        _service.CallsOf(Feeling).Count.ShouldBe(4);

        clock.Advance(TimeSpan.FromSeconds(31));
        await Failure<InvalidDataException>(reader);
        await Failure<BrokenCircuitException>(reader);
        _service.CallsOf(Feeling).Count.ShouldBe(5);

        clock.Advance(TimeSpan.FromSeconds(31));
        (await reader.ReadAsync(Said)).ShouldNotBeNull();
        (await reader.ReadAsync(Said)).ShouldNotBeNull();
        service.Resting.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_who_goes_away_is_obeyed_and_not_held_against_the_service()
    {
        var service = new AnalyzeText(Options.Create(AzureCast.Settings(_service.Address)), TimeProvider.System);
        var reader = new AzureLanguageReader(service, Microsoft.Extensions.Logging.Abstractions.NullLogger<AzureLanguageReader>.Instance);
        for (var i = 0; i < 5; i++)
        {
            _service.Then(_service.Hanging());
            using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            await Should.ThrowAsync<OperationCanceledException>(reader.ReadAsync([AzureCast.Message(Said)], gone.Token));
        }

        service.Resting.ShouldBeEmpty();
    }

    private AzureLanguageReader ReaderOf(double seconds = 20) => AzureCast.ReaderOf(AzureCast.Settings(_service.Address, seconds));

    private static Task<T> Failure<T>(AzureLanguageReader reader) where T : Exception => Should.ThrowAsync<T>(reader.ReadAsync(Said));
}
