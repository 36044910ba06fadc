using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.Conversations;

public class GreetingTests
{
    [Theory]
    [InlineData("en", null, false)]
    [InlineData("en", "Ann", false)]
    [InlineData("en", "Ann", true)]
    [InlineData("zh-Hans", null, false)]
    [InlineData("zh-Hans", "王芳", false)]
    [InlineData("zh-Hans", "王芳", true)]
    public void Every_greeting_says_what_words_are_used_for_and_leads_to_the_privacy_note(string language, string? name, bool hasCase)
    {
        var visit = new Visit(language, new Known { ContactName = name, OpenTickets = hasCase ? ["FB-000001"] : [] });
        visit.Greet();
        visit.Said.ShouldHaveSingleItem().Text.ShouldContain("](/privacy)");
    }
}
