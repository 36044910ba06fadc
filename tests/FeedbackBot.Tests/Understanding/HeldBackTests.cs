using FeedbackBot.Tests.House;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Embedded.Model;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Tests.Understanding;

/// <summary>The shipped model on trades that no training saw, read as a customer's messages are read. The floors lie a little below the model card's figures.</summary>
public sealed class HeldBackTests
{
    private static readonly (LabelledText Text, Reading Reading)[] Held =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", "FeedbackBot.Trainer", "Labels"), "*.jsonl")
            .SelectMany(LabelFile.Read)
            .Where(t => FeedbackBot.Trainer.Corpus.HeldTrades.Contains(t.Trade))
            .Select(t => (t, Reader.Read(t.Text)))];

    [Theory]
    [InlineData("en", "kind", 0.70)]
    [InlineData("zh", "kind", 0.70)]
    [InlineData("en", "sentiment", 0.70)]
    [InlineData("zh", "sentiment", 0.72)]
    [InlineData("en", "topic", 0.52)]
    [InlineData("zh", "topic", 0.52)]
    public void It_is_right_often_enough(string language, string head, double floor) => Figures(language, head).MacroF1.ShouldBeGreaterThan(floor);

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void Most_of_what_is_urgent_is_found_and_enough_of_what_is_found_is_urgent(string language)
    {
        var high = Figures(language, "urgency").Labels.Single(l => l.Label == "high");
        high.Recall.ShouldBeGreaterThan(0.75);
        high.Precision.ShouldBeGreaterThan(0.4);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void The_surer_it_says_it_is_the_oftener_it_is_right(string language)
    {
        var answers = Held.Where(h => h.Text.Lang == language)
            .Select(h => (h.Reading.Kind!.Value.Confidence, Right: h.Reading.Kind.Value.Label.ToString().Equals(h.Text.Kind, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(a => a.Confidence).ToArray();
        var thirds = answers.Chunk(answers.Length / 3 + 1).Select(third => third.Average(a => a.Right ? 1d : 0)).ToArray();
        thirds.ShouldBe(thirds.Order());
        Figures(language, "kind").CalibrationError.ShouldBeLessThan(0.1);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void Where_it_does_not_abstain_it_is_right_clearly_oftener(string language)
    {
        var kind = Figures(language, "kind");
        kind.Abstention.ShouldBeInRange(0.02, 0.5);
        kind.AccuracyWhenSure.ShouldBeGreaterThan(kind.Accuracy + 0.03);
    }

    [Fact]
    public void A_probability_rises_with_its_score()
    {
        Span<float> before = stackalloc float[3], after = stackalloc float[3];
        for (var score = -4f; score < 4; score += 0.25f)
        {
            (before[0], before[1], before[2]) = (score, 0, 0.5f);
            (after[0], after[1], after[2]) = (score + 0.25f, 0, 0.5f);
            LinearModel.Softmax(before, 1.3f);
            LinearModel.Softmax(after, 1.3f);
            after[0].ShouldBeGreaterThan(before[0]);
        }
    }

    private static HeadFigures Figures(string language, string head)
    {
        var evaluation = new Evaluation();
        foreach (var (text, reading) in Held.Where(h => h.Text.Lang == language)) evaluation.Add(text, reading, language);
        return evaluation.All.Single(f => f.Figures.Head == head).Figures;
    }
}
