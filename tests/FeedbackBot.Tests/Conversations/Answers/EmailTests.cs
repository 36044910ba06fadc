using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class EmailTests
{
    private static readonly EmailAnswer Email = new();

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void Addresses_as_people_write_and_speak_them(string language) => Table.Holds("email", language, Email.Parse);

    [Fact]
    public void A_correction_gives_the_other_address() =>
        Email.Correct(Table.Said("not me@example.com, my@example.com"), "me@example.com").ShouldBe("my@example.com");
}
