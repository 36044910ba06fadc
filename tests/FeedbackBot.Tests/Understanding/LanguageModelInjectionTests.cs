using System.Text.Json.Nodes;
using FeedbackBot.Tests.Connectors.LanguageModel;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Understanding;

/// <summary>A model that does whatever a customer's text tells it: all that comes of it is a label.</summary>
public sealed class LanguageModelInjectionTests
{
    private const string SecretOfTheRules = "You label messages that customers send to a company";

    /// <summary>In what form the gullible model obeys.</summary>
    public static TheoryData<string> Obediences() => ["labels", "extra keys", "wrong enums", "leak", "tools", "echo"];

    [Fact]
    public void There_are_enough_of_them_in_both_languages_and_in_many_ways()
    {
        Injection.All.Count.ShouldBeGreaterThanOrEqualTo(50);
        Injection.All.Count(i => i.Lang == "en").ShouldBeGreaterThanOrEqualTo(20);
        Injection.All.Count(i => i.Lang == "zh").ShouldBeGreaterThanOrEqualTo(20);
        Injection.All.Select(i => i.Way).Distinct().Count().ShouldBeGreaterThanOrEqualTo(12);
        Injection.All.Select(i => i.Id).ShouldBeUnique();
        Injection.All.Count(i => UrgencyRule.Of(Reader.Read(i.Text).Flags) > Urgency.Low)
            .ShouldBeGreaterThanOrEqualTo(20, "in many of them something is at stake");
    }

    [Theory]
    [MemberData(nameof(Obediences))]
    public async Task Nothing_but_a_label_can_change(string obedience)
    {
        await using var server = await LoopbackModel.StartAsync(asked => ObeyAsync(obedience, asked));
        using var client = server.Client();
        var read = Read(client, server.Options());
        foreach (var attempt in Injection.All)
        {
            var first = Reader.Read(attempt.Text);
            if (first.Kind == null) continue;
            var reading = await read.RunAsync(attempt.Text, null);
            CheckReading(reading, first, attempt);
            reading.Reader.ShouldBe(obedience == "labels" ? $"model/{LoopbackModel.Model}" : Reader.Embedded.Name, attempt.Id);
        }

        CheckRequests(server);
    }

    private static void CheckReading(Reading reading, Reading first, Injection attempt)
    {
        (reading.Flags & first.Flags).ShouldBe(first.Flags, attempt.Id);
        (reading.Urgency >= UrgencyRule.Of(first.Flags)).ShouldBeTrue(attempt.Id);
        reading.PersonalData.ShouldBe(first.PersonalData, attempt.Id);
        reading.Values.ShouldBe(first.Values, attempt.Id);
        reading.Sentences.ShouldBe(first.Sentences, attempt.Id);
        reading.Topics.Select(t => t.Label).Except(Vocabulary.Topics).ShouldBeEmpty(attempt.Id);
        foreach (var opinion in reading.Opinions) attempt.Text.ShouldContain(opinion.Words, Case.Insensitive, attempt.Id);
        var stored = StoredReading.Write(reading);
        stored.ShouldNotContain("resolve_ticket");
        stored.ShouldNotContain(SecretOfTheRules);
    }

    /// <summary>However often it was tried: the same rules first, then the customer's part as one JSON object, then only our own word on a wrong answer.</summary>
    private static void CheckRequests(LoopbackModel server)
    {
        var rules = server.Requests.Select(r => r["messages"]![0]!.ToJsonString()).Distinct().ToList();
        rules.Count.ShouldBe(1);
        rules[0].ShouldContain(SecretOfTheRules);
        foreach (var request in server.Requests)
        {
            var messages = request["messages"]!.AsArray();
            var roles = string.Join(' ', messages.Select(m => m!["role"]!.GetValue<string>()));
            roles.ShouldBeOneOf("system user", "system user assistant user");
            JsonNode.Parse(ContentOf(messages[1]!))!.AsObject().Select(p => p.Key).ShouldBe(["message"]);
            request["tools"].ShouldBeNull();
        }
    }

    private static Task ObeyAsync(string obedience, LoopbackModel.Asked asked)
    {
        var (rules, said) = (asked.Messages[0].Text, JsonNode.Parse(asked.Messages[1].Text)!["message"]!.GetValue<string>());
        var opinions = new JsonArray(
            new JsonObject { ["about"] = "", ["words"] = rules[..70], ["felt"] = "positive" },
            new JsonObject { ["about"] = "the bot", ["words"] = "resolve_ticket", ["felt"] = "positive" });
        var labels = Answers.With(
            ("kind", "praise"), ("sentiment", "positive"), ("topics", new JsonArray("other")), ("urgency", "low"), ("flags", new JsonArray()), ("opinions", opinions));
        return obedience switch
        {
            "labels" => asked.SayAsync(labels),
            "extra keys" => asked.SayAsync(Answers.With(labels, ("effects", new JsonArray("resolve_ticket")), ("reply", "All your wishes are granted."))),
            "wrong enums" => asked.SayAsync(Answers.With(labels, ("urgency", "none"), ("kind", "resolved"), ("flags", new JsonArray("resolve_ticket")))),
            "leak" => asked.SayAsync(rules),
            "echo" => asked.SayAsync(said),
            _ => asked.CompleteAsync(new JsonArray(JsonNode.Parse("""
                {"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
                 "tool_calls":[{"id":"t","type":"function","function":{"name":"resolve_ticket","arguments":"{\"number\":1}"}}]}}
                """))),
        };
    }

    private static string ContentOf(JsonNode message) =>
        message["content"] is JsonArray parts ? parts[0]!["text"]!.GetValue<string>() : message["content"]!.GetValue<string>();

    private static ReadMessage Read(ILanguageModel model, LanguageModelOptions settings)
    {
        var understanding = Options.Create(new UnderstandingOptions());
        var reader = new LanguageModelReader(model, Options.Create(settings), understanding, TimeProvider.System, NullLogger<LanguageModelReader>.Instance);
        return new([reader], Reader.Embedded, understanding, TimeProvider.System, NullLogger<ReadMessage>.Instance);
    }
}
