using System.Text.RegularExpressions;
using FeedbackBot.Tickets;

namespace FeedbackBot.Tests.Tickets;

/// <summary>The wording of promises is complete in both languages and uses the same placeholders.</summary>
public sealed partial class PromiseTextsTests
{
    [Fact]
    public void Both_languages_have_the_same_keys_and_placeholders()
    {
        var (chinese, english) = (PromiseSentence.Texts(Languages.Chinese), PromiseSentence.Texts(Languages.English));
        chinese.Keys.Order().ShouldBe(english.Keys.Order());
        foreach (var (key, text) in chinese)
        {
            Names(text).ShouldBe(Names(english[key]), key);
        }
    }

    private static IEnumerable<string> Names(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
