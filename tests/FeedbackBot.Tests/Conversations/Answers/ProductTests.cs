using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class ProductTests
{
    private static readonly ProductAnswer Product = new();

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void The_thing_that_was_bought_is_found_in_a_story(string language) => Table.Holds("product", language, Product.Spot, answers: 20);

    [Fact]
    public void Another_thing_does_not_take_its_place() =>
        Product.Correct(Table.Said("不对，买的手机坏了"), "洗衣机").ShouldBeNull();
}
