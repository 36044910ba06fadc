using System.Text.Json.Nodes;
using FeedbackBot.Connectors.LanguageModel;
using FeedbackBot.Tests.Prompts;

namespace FeedbackBot.Tests.Connectors.LanguageModel;

/// <summary>Scoring a live model on the examples.</summary>
public sealed class ScorePromptTests
{
    [Fact]
    public async Task A_model_that_knows_every_answer_agrees_everywhere()
    {
        var examples = Shipped.Examples["read-message"].ToList();
        await using var server = await LoopbackModel.StartAsync(asked => asked.SayAsync(AnswerTo(asked.Messages[^1].Text, examples)));
        using var client = server.Client();
        var score = await new ScorePrompt(TimeProvider.System).RunAsync(client, Shipped.Prompts["read-message"], examples);
        (score.Asked, score.Failed, score.Kept, score.Model).ShouldBe((examples.Count, 0, 1.0, LoopbackModel.Model));
        score.Agreement.Keys.Order().ShouldBe(["flags", "kind", "language", "sentiment", "strength", "topics", "unsure", "urgency"]);
        score.Agreement.Values.ShouldAllBe(share => share == 1);
    }

    [Fact]
    public async Task One_that_always_says_the_same_agrees_where_that_happens_to_be_right()
    {
        var examples = Shipped.Examples["read-message"].Take(4).ToList();
        await using var server = await LoopbackModel.SayingAsync(Answers.With(("topics", new JsonArray("delivery", "billing"))));
        using var client = server.Client();
        var score = await new ScorePrompt(TimeProvider.System).RunAsync(client, Shipped.Prompts["read-message"], examples);
        score.Agreement["kind"].ShouldBe(examples.Average(e => e.Answer.GetProperty("kind").GetString() == "complaint" ? 1 : 0));
        score.Agreement["topics"].ShouldBeInRange(0.01, 0.99);
        score.Median.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Failures_count_as_wrong()
    {
        var examples = Shipped.Examples["suggest-reply"].Take(3).ToList();
        await using var server = await LoopbackModel.SayingAsync("no");
        using var client = server.Client();
        var score = await new ScorePrompt(TimeProvider.System).RunAsync(client, Shipped.Prompts["suggest-reply"], examples);
        (score.Failed, score.Kept).ShouldBe((3, 0.0));
    }

    [Fact]
    public async Task What_an_answer_must_and_must_not_say_is_scored()
    {
        var examples = Shipped.Examples["suggest-reply"].Where(e => e.Id is "en-no-basis").ToList();
        await using var server = await LoopbackModel.SayingAsync("""{"reply":"We will refund you at once.","uses":[],"promises":[],"missing":[]}""");
        using var client = server.Client();
        (await new ScorePrompt(TimeProvider.System).RunAsync(client, Shipped.Prompts["suggest-reply"], examples)).Kept.ShouldBe(0);
    }

    private static string AnswerTo(string asked, List<PromptExample> examples)
    {
        var message = JsonNode.Parse(asked)!["message"]!.GetValue<string>();
        return examples.Single(e => e.Input["message"]!.GetValue<string>() == message).Answer.GetRawText();
    }
}
