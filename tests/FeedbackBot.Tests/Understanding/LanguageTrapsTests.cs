using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Tests.Understanding;

/// <summary>Messages whose language is hard to tell: short, misspelt, full of names, brands and codes, in both Chinese scripts. No model was trained on them.</summary>
public sealed class LanguageTrapsTests
{
    [Theory]
    [InlineData("en", 0.97)]
    [InlineData("zh-Hans", 0.97)]
    [InlineData("zh-Hant", 0.97)]
    public void Nearly_all_are_told(string language, double floor)
    {
        var texts = LabelFile.Read(Path.Combine(AppContext.BaseDirectory, "Understanding", "language-traps.jsonl")).Where(t => t.Lang == language).ToArray();
        texts.Length.ShouldBeGreaterThan(100);
        texts.Average(t => Reader.Read(t.Text).Language == language ? 1d : 0).ShouldBeGreaterThanOrEqualTo(floor);
    }
}
