using FeedbackBot.Tests.House;
using FeedbackBot.Trainer;
using FeedbackBot.Understanding.Embedded.Model;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Tests.Trainer;

/// <summary>Our own labelled messages: enough, various, and labelled with nothing but the guide's words.</summary>
public sealed class LabelsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "FeedbackBot.Trainer", "Labels");
    private static readonly LabelledText[] Messages =
        [.. Directory.GetFiles(Folder, "*.jsonl").Where(f => !f.Contains("und-", StringComparison.Ordinal)).SelectMany(LabelFile.Read)];

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void There_are_at_least_three_thousand_in_each_language_with_every_label(string language)
    {
        var own = Messages.Where(m => m.Lang == language).ToArray();
        own.Length.ShouldBeGreaterThanOrEqualTo(3000);
        own.CountBy(m => m.Kind!).ShouldAllBe(c => Heads.Kind.Labels.Contains(c.Key) && c.Value >= 300);
        own.CountBy(m => m.Topic!).ShouldAllBe(c => Heads.Topic.Labels.Contains(c.Key) && c.Value >= 100);
        own.CountBy(m => m.Urgency!).ShouldAllBe(c => Heads.Urgency.Labels.Contains(c.Key) && c.Value >= 200);
        own.CountBy(m => m.Sentiment!).ShouldAllBe(c => (Heads.Sentiment.Labels.Contains(c.Key) || c.Key == "mixed") && c.Value >= 50);
        own.Select(m => m.Trade).Distinct().Count().ShouldBeGreaterThanOrEqualTo(25);
    }

    [Fact]
    public void Ids_are_unique_and_no_text_stands_twice_with_different_labels()
    {
        Messages.Select(m => m.Id).ShouldBeUnique();
        Messages.GroupBy(m => (m.Lang, m.Text)).Where(g => g.Select(m => (m.Kind, m.Sentiment)).Distinct().Count() > 1).Select(g => g.Key.Text).ShouldBeEmpty();
    }

    [Fact]
    public void The_report_tells_variety_and_agreement()
    {
        using var report = new StringWriter();
        LabelReport.Print(Folder, report).ShouldBe(0);
        var said = report.ToString();
        said.ShouldContain("near copies:");
        said.ShouldContain("kappa");
    }
}
