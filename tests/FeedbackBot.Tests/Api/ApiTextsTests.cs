using System.Text.RegularExpressions;
using FeedbackBot.Host.Api.Edge;

namespace FeedbackBot.Tests.Api;

/// <summary>The API's sentences are complete in both languages and use the same placeholders.</summary>
public sealed partial class ApiTextsTests
{
    [Fact]
    public void Both_languages_have_the_same_keys_and_placeholders()
    {
        ApiTexts.All(Languages.Chinese).Keys.Order().ShouldBe(ApiTexts.All(Languages.English).Keys.Order());
        foreach (var (key, chinese) in ApiTexts.All(Languages.Chinese))
        {
            Names(chinese).ShouldBe(Names(ApiTexts.All(Languages.English)[key]), key);
        }
    }

    [Fact]
    public void Every_code_of_the_edge_has_a_title() =>
        typeof(ProblemCode).GetFields().Select(f => (string)f.GetRawConstantValue()!)
            .Where(code => ApiTexts.TryGet(Languages.English, "problem." + code) == null).ShouldBeEmpty();

    private static IEnumerable<string> Names(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
