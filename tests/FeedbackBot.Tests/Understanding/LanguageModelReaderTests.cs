using System.Text.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Tests.Connectors.LanguageModel;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;

namespace FeedbackBot.Tests.Understanding;

/// <summary>A model's labels over the embedded reading: what is taken, what is not, and how far it is believed.</summary>
public sealed class LanguageModelReaderTests
{
    private const string Said = "my parcel never came, mail me at jane@example.com";

    [Fact]
    public async Task Its_labels_are_taken_with_the_reliability_of_their_head_and_not_with_its_own_certainty()
    {
        var reading = await OneAsync(Answers.With(("kind", "suggestion"), ("topics", new JsonArray("account", "billing", "account"))));
        reading.Reader.ShouldBe("model/m-1");
        (reading.Kind, reading.KindAbstained).ShouldBe((new Claim<FeedbackKind>(FeedbackKind.Suggestion, 0.8), false));
        (reading.Sentiment!.Label, reading.Sentiment.Value, reading.Sentiment.Confidence).ShouldBe((Sentiment.Negative, -0.9, 0.8));
        reading.Topics.ShouldBe([new("account", 0.75), new("billing", 0.75)]);
    }

    [Fact]
    public async Task An_unsure_kind_is_not_acted_on()
    {
        var reading = await OneAsync(Answers.With(("unsure", new JsonArray("kind", "sentiment"))));
        (reading.KindAbstained, reading.Kind!.Value.Confidence, reading.Sentiment!.Confidence, reading.Topics[0].Confidence).ShouldBe((true, 0.5, 0.5, 0.75));
    }

    [Fact]
    public async Task Personal_data_and_values_stay_as_found_here()
    {
        var first = Reader.Read(Said) with { Values = [new(SlotKind.Email, "jane@example.com", 33, 16)] };
        var reading = await OneAsync(Answers.Complaint, first);
        reading.PersonalData.ShouldBe(first.PersonalData);
        reading.Values.ShouldBe(first.Values);
    }

    [Theory]
    [InlineData("en", 0.99, "zh-Hans", "en")]
    [InlineData("en", 0.60, "zh-Hant", "zh-Hant")]
    [InlineData("en", 0.60, "und", "en")]
    public async Task The_surer_of_the_two_tells_the_language(string here, double confidence, string there, string expected)
    {
        var reading = await OneAsync(Answers.With(("language", there)), Reader.Read(Said) with { Language = here, LanguageConfidence = confidence });
        reading.Language.ShouldBe(expected);
    }

    [Theory]
    [InlineData(ReadingFlags.Safety)]
    [InlineData(ReadingFlags.SelfHarm)]
    [InlineData(ReadingFlags.Legal)]
    [InlineData(ReadingFlags.Regulator)]
    [InlineData(ReadingFlags.MoneyWronglyTaken)]
    [InlineData(ReadingFlags.Stranded)]
    [InlineData(ReadingFlags.Churn)]
    [InlineData(ReadingFlags.Abuse | ReadingFlags.WantsHuman)]
    public async Task Flags_are_only_added_and_hold_the_urgency_up(ReadingFlags found)
    {
        var low = Answers.With(("urgency", "low"), ("flags", new JsonArray("churn")));
        var reading = await OneAsync(low, Reader.Read(Said) with { Flags = found });
        reading.Flags.ShouldBe(found | ReadingFlags.Churn);
        Triage.PriorityOf(reading.Urgency, ReadingFlags.None, TicketKind.Complaint)
            .ShouldBe(Triage.PriorityOf(Urgency.Low, found, TicketKind.Complaint), "cases and readings see the same danger in the same flags");
    }

    [Fact]
    public async Task A_danger_that_only_the_model_saw_counts()
    {
        var reading = await OneAsync(Answers.With(("urgency", "low"), ("flags", new JsonArray("safety"))));
        (reading.Flags.HasFlag(ReadingFlags.Safety), reading.Urgency).ShouldBe((true, Urgency.Critical));
    }

    [Fact]
    public async Task An_opinion_counts_only_in_the_customers_own_words()
    {
        var opinions = JsonNode.Parse("""
            [{"about":"parcel","words":"never came","felt":"negative"},{"about":"","words":"You label messages","felt":"positive"},
             {"about":"the system","words":"never came","felt":"positive"},{"about":"","words":" ","felt":"neutral"}]
            """);
        (await OneAsync(Answers.With(("opinions", opinions)))).Opinions.ShouldBe([new Opinion("parcel", "never came", Sentiment.Negative)]);
    }

    [Fact]
    public async Task Of_many_those_it_could_not_read_are_left_to_the_next()
    {
        var readings = await ReaderOf(said => said.Contains("second", StringComparison.Ordinal)
            ? throw new LanguageModelFailure(LanguageModelFault.Unusable, "wrong twice")
            : Task.FromResult(Parsed(Answers.Complaint))).ReadAsync([Covered("the first is late"), Covered("the second is late"), Covered("the third is late")], default);
        readings.Select(r => r?.Reader).ShouldBe(["model/m-1", null, "model/m-1"]);
    }

    [Fact]
    public async Task When_it_can_read_nothing_it_says_why()
    {
        var reader = ReaderOf(_ => throw new LanguageModelFailure(LanguageModelFault.Resting, "resting"));
        (await Should.ThrowAsync<LanguageModelFailure>(() => reader.ReadAsync([Covered("the parcel is late"), Covered("my second parcel never came")], default))).Fault.ShouldBe(LanguageModelFault.Resting);
    }

    [Fact]
    public async Task What_was_read_in_time_is_not_lost_with_what_was_not()
    {
        var reader = ReaderOf(async said =>
        {
            if (said.Contains("slow", StringComparison.Ordinal)) await Task.Delay(Timeout.Infinite, _budget);
            return Parsed(Answers.Complaint);
        }, patience: TimeSpan.FromMilliseconds(400));
        var readings = await reader.ReadAsync([Covered("slow one"), Covered("quick one")], default).WaitAsync(TimeSpan.FromSeconds(20));
        readings.Select(r => r?.Reader).ShouldBe([null, "model/m-1"]);
    }

    [Theory]
    [InlineData(0.95, ReadingFlags.None, false)]
    [InlineData(0.95, ReadingFlags.WantsHuman, true)]
    [InlineData(0.55, ReadingFlags.None, true)]
    public async Task Nobody_waits_for_a_model_to_say_that_small_talk_is_small_talk(double confidence, ReadingFlags flags, bool asked)
    {
        var first = Reader.Read("thanks") with { Kind = new(FeedbackKind.Other, confidence), KindAbstained = false, Flags = flags };
        var reading = await OneAsync(Answers.Complaint, first);
        reading.Reader.ShouldBe(asked ? "model/m-1" : Reader.Embedded.Name);
    }

    [Fact]
    public async Task Only_the_beginning_of_a_very_long_message_is_sent()
    {
        var sent = 0;
        var long_ = string.Concat(Enumerable.Repeat("late again ", 2000));
        await ReaderOf(said => { sent = said.Length; return Task.FromResult(Parsed(Answers.Complaint)); }).ReadAsync([Covered(long_)], default);
        sent.ShouldBe(new LanguageModelOptions().MostRead);
    }

    private CancellationToken _budget;

    private async Task<Reading> OneAsync(string answer, Reading? first = null) =>
        (await ReaderOf(_ => Task.FromResult(Parsed(answer))).ReadAsync([Covered(Said, first)], default))[0]!;

    private static CoveredMessage Covered(string text, Reading? first = null) => new(text, first ?? Reader.Read(text));

    private static JsonElement Parsed(string answer) => JsonDocument.Parse(answer).RootElement;

    private LanguageModelReader ReaderOf(Func<string, Task<JsonElement>> answer, TimeSpan? patience = null)
    {
        var model = new Mock<ILanguageModel>();
        model.Setup(m => m.Id).Returns("m-1");
        model.Setup(m => m.AskAsync(LanguageModelReader.Prompt, It.IsAny<JsonObject>(), It.IsAny<CancellationToken>()))
            .Returns((string _, JsonObject input, CancellationToken cancellation) =>
            {
                _budget = cancellation;
                return answer(input["message"]!.GetValue<string>());
            });
        return new(
            model.Object, Options.Create(new LanguageModelOptions()), Options.Create(new UnderstandingOptions { Patience = patience ?? TimeSpan.FromSeconds(20) }),
            TimeProvider.System, NullLogger<LanguageModelReader>.Instance);
    }
}
