using System.Text.RegularExpressions;
using FeedbackBot.Host.Chat;

namespace FeedbackBot.Tests.Chat;

/// <summary>The words of the customer's pages are complete in both languages and use the same placeholders.</summary>
public sealed partial class ChatTextsTests
{
    [Fact]
    public void Both_languages_have_the_same_keys() =>
        ChatTexts.All(Languages.Chinese).Keys.Order().ShouldBe(ChatTexts.All(Languages.English).Keys.Order());

    [Fact]
    public void Both_languages_use_the_same_placeholders_and_say_something()
    {
        foreach (var (key, chinese) in ChatTexts.All(Languages.Chinese))
        {
            var english = ChatTexts.All(Languages.English)[key];
            Names(chinese).ShouldBe(Names(english), key);
            chinese.ShouldNotBeNullOrWhiteSpace(key);
            english.ShouldNotBeNullOrWhiteSpace(key);
        }
    }

    private static IEnumerable<string> Names(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
