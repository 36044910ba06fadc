using FeedbackBot.Host.Teams;

namespace FeedbackBot.Tests.Teams;

/// <summary>What people typed, out of what Teams makes of it.</summary>
public class TeamsWordsTests
{
    private static readonly ReceivedEntity Mention = new() { Type = "mention", Text = "<at>Bot</at>", Mentioned = new() { Id = "28:bot" } };

    [Theory]
    [InlineData("<at>Bot</at> hello", "hello")]
    [InlineData("hello <at>Bot</at>&nbsp;there", "hello  there")]
    [InlineData("<div><p>first</p><p>second<br>third</p></div>", "first\nsecond\nthird")]
    [InlineData("5 &lt; 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("I paid < 5 and > 3", "I paid < 5 and > 3")]
    [InlineData("&lt;script&gt;", "<script>")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Markup_and_the_mention_of_the_bot_are_gone(string? text, string plain) => TeamsWords.Plain(text, [Mention], "28:bot").ShouldBe(plain);

    [Fact]
    public void Mentions_of_other_people_stay_as_their_names() =>
        TeamsWords.Plain("<at>Bot</at> <at>Ann</at> was rude", [Mention, new() { Type = "mention", Text = "<at>Ann</at>", Mentioned = new() { Id = "29:ann" } }], "28:bot").ShouldBe("Ann was rude");
}
