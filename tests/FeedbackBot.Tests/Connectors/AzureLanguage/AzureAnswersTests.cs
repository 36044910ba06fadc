using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Connectors.AzureLanguage;

/// <summary>What the service's good answers become.</summary>
public sealed class AzureAnswersTests : IAsyncLifetime
{
    private LoopbackLanguage _service = null!;

    public async Task InitializeAsync() => _service = await LoopbackLanguage.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task An_English_complaint_gets_the_services_feeling_its_opinion_and_its_model()
    {
        var reading = (await ReadAsync("My parcel is late"))!;
        reading.Reader.ShouldBe("azure/" + LanguageAnswers.Model);
        (reading.Sentiment!.Label, reading.Sentiment.Confidence).ShouldBe((Sentiment.Negative, 0.95));
        reading.Sentiment.Value.ShouldBe(-0.94, 1e-9);
        reading.Opinions.ShouldBe([new("parcel", "late", Sentiment.Negative)]);
        reading.Sentences.ShouldBeEmpty();
        (reading.Language, reading.LanguageConfidence).ShouldBe(("en", 0.97));
    }

    [Fact]
    public async Task A_Chinese_one_is_sent_as_Chinese_and_lives_without_opinions()
    {
        var reading = (await ReadAsync("快递太慢了"))!;
        (reading.Sentiment!.Label, reading.Language, reading.LanguageConfidence).ShouldBe((Sentiment.Negative, "zh-Hans", 0.99));
        _service.CallsOf("SentimentAnalysis").Single().Documents.Single()["language"]!.GetValue<string>().ShouldBe("zh-hans");
        _service.CallsOf("PiiEntityRecognition").Single().Documents.Single()["language"]!.GetValue<string>().ShouldBe("zh-hans");
        reading.Opinions.ShouldBe(AzureCast.Message("快递太慢了").First.Opinions);
    }

    [Fact]
    public async Task Traditional_Chinese_is_named_as_such()
    {
        await ReadAsync("這個包裹到現在還沒有寄到，實在太誇張了");
        _service.CallsOf("SentimentAnalysis").Single().Documents.Single()["language"]!.GetValue<string>().ShouldBe("zh-hant");
    }

    [Fact]
    public async Task Good_and_bad_together_are_mixed_as_surely_as_both_are_what_they_are_called()
    {
        const string Said = "The driver was kind. 😀 But the kettle came broken!";
        var reading = (await ReadAsync(Said))!;
        reading.Sentiment!.Label.ShouldBe(Sentiment.Mixed);
        reading.Sentiment.Value.ShouldBe(-0.05, 1e-9);
        reading.Sentiment.Confidence.ShouldBe(0.9 * 0.95, 1e-9);
        reading.Sentences.Select(s => (Said.Substring(s.Start, s.Length), s.Sentiment.Label))
            .ShouldBe([("The driver was kind.", Sentiment.Positive), ("😀 But the kettle came broken!", Sentiment.Negative)]);
        reading.Opinions.ShouldBe([new("driver", "kind", Sentiment.Positive), new("kettle", "broken", Sentiment.Negative)]);
    }

    [Fact]
    public async Task An_opinion_about_nothing_named_stands_alone() =>
        (await ReadAsync("Simply awful"))!.Opinions.ShouldBe([new("", "awful", Sentiment.Negative)]);

    [Fact]
    public async Task What_the_service_knows_nothing_of_stays_the_embedded_readers()
    {
        const string Said = "The kettle is broken and sparks fly, my lawyer will write to you";
        var (first, reading) = (AzureCast.Message(Said).First, (await ReadAsync(Said))!);
        (reading.Kind, reading.KindAbstained, reading.Urgency, reading.Flags).ShouldBe((first.Kind, first.KindAbstained, first.Urgency, first.Flags));
        reading.Topics.ShouldBe(first.Topics);
        reading.Values.ShouldBe(first.Values);
    }

    [Fact]
    public async Task Its_finds_of_personal_data_join_our_own_in_the_order_of_the_text()
    {
        const string Said = "The parcel is late, passport PX-44, mail jane@example.com, call 555-019 or 055-111, says Jane";
        var reading = (await ReadAsync(Said))!;
        reading.PersonalData.Select(p => (p.Kind, Said.Substring(p.Start, p.Length))).ShouldBe(
        [
            (PersonalDataKind.Passport, "PX-44"), (PersonalDataKind.Email, "jane@example.com"), (PersonalDataKind.Phone, "555-019"),
        ]);
    }

    [Fact]
    public async Task Nothing_personal_and_nothing_to_be_logged_is_sent_and_each_call_says_how_places_are_counted()
    {
        await ReadAsync("late again, jane@example.com, 13800138000");
        _service.Calls.Count.ShouldBe(3);
        foreach (var call in _service.Calls)
        {
            call.Body.ToJsonString().ShouldNotContain("example.com");
            call.Body.ToJsonString().ShouldNotContain("13800138000");
            call.Body["parameters"]!["loggingOptOut"]!.GetValue<bool>().ShouldBeTrue();
            call.Query.ShouldBe("?api-version=2023-04-01");
            (call.Body["parameters"]!["stringIndexType"]?.GetValue<string>()).ShouldBe(call.Kind == "LanguageDetection" ? null : "Utf16CodeUnit");
        }

        _service.CallsOf("SentimentAnalysis").Single().Body["parameters"]!["opinionMining"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_or_another_language_does_not_overrule_the_embedded_reader()
    {
        const string Said = "My parcel is late";
        var first = AzureCast.Message(Said).First;
        foreach (var answer in new[] { "\"iso6391Name\":\"(Unknown)\",\"confidenceScore\":0", "\"iso6391Name\":\"fr\",\"confidenceScore\":1" })
        {
            _service.Then("LanguageDetection", LoopbackLanguage.Spoiling(json => json.Replace("\"iso6391Name\":\"en\",\"confidenceScore\":0.97", answer)));
            var reading = (await ReadAsync(Said))!;
            (reading.Language, reading.LanguageConfidence, reading.Sentiment!.Confidence).ShouldBe(("en", first.LanguageConfidence, 0.95));
        }
    }

    private Task<Reading?> ReadAsync(string text) => AzureCast.ReaderOf(AzureCast.Settings(_service.Address)).ReadAsync(text);
}
