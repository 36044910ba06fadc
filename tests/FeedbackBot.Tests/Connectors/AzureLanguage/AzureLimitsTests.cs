using System.Globalization;
using FeedbackBot.Connectors.AzureLanguage;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Connectors.AzureLanguage;

/// <summary>The service refuses what is over its limits; no batch of ours is.</summary>
public sealed class AzureLimitsTests : IAsyncLifetime
{
    private LoopbackLanguage _service = null!;

    public async Task InitializeAsync() => _service = await LoopbackLanguage.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Many_messages_go_in_as_many_calls_as_the_limits_ask_for_and_come_back_in_order()
    {
        var messages = Enumerable.Range(0, 23).Select(i => AzureCast.Message(i % 2 == 0 ? $"The parcel {i} is late" : $"The driver {i} was kind")).ToArray();
        var readings = await ReadAsync(messages);
        readings.Select(r => r!.Sentiment!.Label).ShouldBe(messages.Select((_, i) => i % 2 == 0 ? Sentiment.Negative : Sentiment.Positive));
        Counts("SentimentAnalysis").ShouldBe([10, 10, 3], ignoreOrder: true);
        Counts("PiiEntityRecognition").ShouldBe([5, 5, 5, 5, 3], ignoreOrder: true);
        Counts("LanguageDetection").ShouldBe([23]);
    }

    [Fact]
    public async Task The_service_of_these_tests_does_refuse_a_batch_over_the_limit()
    {
        var form = Analyses.Sentiment.Call with { MostDocuments = 11 };
        var eleven = Enumerable.Range(0, 11).Select(i => new Document(i, "late", "en")).ToArray();
        var call = new AnalyzeText(Microsoft.Extensions.Options.Options.Create(AzureCast.Settings(_service.Address)), TimeProvider.System)
            .AskAsync(Analyses.Sentiment, Batches.Of(form, eleven).Single(), default);
        (await Should.ThrowAsync<HttpRequestException>(call)).Message.ShouldBe("Azure AI Language answered 400 InvalidDocumentBatch.");
    }

    [Fact]
    public async Task A_longer_text_is_cut_between_what_people_see_as_characters()
    {
        var text = "The parcel is late " + string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 5200)) + " lovely";
        var reading = (await ReadAsync([AzureCast.Message(text)])).Single();
        var sent = _service.CallsOf("SentimentAnalysis").Single().Documents.Single()["text"]!.GetValue<string>();
        text.ShouldStartWith(sent);
        sent.ShouldEndWith("👨‍👩‍👧‍👦");
        new StringInfo(sent).LengthInTextElements.ShouldBe(Document.MostElements);
        reading!.Sentiment!.Label.ShouldBe(Sentiment.Negative);
    }

    [Fact]
    public async Task No_call_is_over_a_megabyte_and_what_alone_is_more_is_not_sent()
    {
        // Few characters to the eye, many bytes: letters with thousands of accents.
        var plain = AzureCast.Message("The parcel is late ");
        var heavy = plain with { Text = plain.Text + string.Concat(Enumerable.Repeat("e" + new string('\u0301', 40), 4000)) };
        var heaviest = plain with { Text = plain.Text + string.Concat(Enumerable.Repeat("e" + new string('\u0301', 200), 4000)) };
        var readings = await ReadAsync([heavy, heaviest, .. Enumerable.Repeat(heavy, 7)]);
        readings.Select(r => r?.Sentiment?.Label).ShouldBe([Sentiment.Negative, null, .. Enumerable.Repeat<Sentiment?>(Sentiment.Negative, 7)]);
        _service.Calls.ShouldAllBe(c => c.Bytes <= 1_000_000);
        Counts("SentimentAnalysis").Sum().ShouldBe(8);
        Counts("SentimentAnalysis").Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Texts_that_it_cannot_read_are_not_sent()
    {
        CoveredMessage[] messages =
        [
            new("", Reading.Nothing("embedded/1", "en")), new("  \n", Reading.Nothing("embedded/1", "en")), new("Das Paket fehlt", Reading.Nothing("embedded/1")),
            AzureCast.Message("The parcel is late"),
        ];
        var readings = await ReadAsync(messages);
        readings.Select(r => r == null).ShouldBe([true, true, true, false]);
        _service.Calls.ShouldAllBe(c => c.Documents.Count == 1);
        (await ReadAsync(messages[..3])).ShouldBe([null, null, null]);
        _service.Calls.Count.ShouldBe(3);
    }

    private List<int> Counts(string kind) => [.. _service.CallsOf(kind).Select(c => c.Documents.Count)];

    private Task<IReadOnlyList<Reading?>> ReadAsync(IReadOnlyList<CoveredMessage> messages) =>
        AzureCast.ReaderOf(AzureCast.Settings(_service.Address)).ReadAsync(messages, default);
}
