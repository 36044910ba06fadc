using System.Text.RegularExpressions;

namespace FeedbackBot.Tests.House;

/// <summary>The product's own sentences are complete in both languages and use the same placeholders.</summary>
public sealed partial class TextsTests
{
    [Fact]
    public void Both_languages_have_the_same_keys() =>
        Texts.All(Languages.Chinese).Keys.Order().ShouldBe(Texts.All(Languages.English).Keys.Order());

    [Fact]
    public void Both_languages_use_the_same_placeholders()
    {
        foreach (var (key, chinese) in Texts.All(Languages.Chinese))
        {
            Names(chinese).ShouldBe(Names(Texts.All(Languages.English)[key]), key);
        }
    }

    private static IEnumerable<string> Names(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
