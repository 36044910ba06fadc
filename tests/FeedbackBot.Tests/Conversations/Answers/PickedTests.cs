using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class PickedTests
{
    private static readonly LocalizedText[] Choices = [new("苹果", "Apples"), new("面包", "Bread"), new("牛奶", "Milk"), new("是", "Yes"), new("否", "No")];

    [Theory]
    [InlineData("1 and 3", "1,3")]
    [InlineData("1,3", "1,3")]
    [InlineData("1、3", "1,3")]
    [InlineData("3和1", "1,3")]
    [InlineData("第一个和第三个", "1,3")]
    [InlineData("选1、2、3", "1,2,3")]
    [InlineData("options 1 & 3 please", "1,3")]
    [InlineData("two", "2")]
    [InlineData("apples and milk", "1,3")]
    [InlineData("苹果、牛奶", "1,3")]
    [InlineData("苹果还有面包都买了", "1,2")]
    [InlineData("no milk, just bread", "2")]
    [InlineData("all of them", "1,2,3,4,5")]
    [InlineData("全选", "1,2,3,4,5")]
    [InlineData("breed", "2")]
    [InlineData("7", null)]
    [InlineData("1 and 9", null)]
    [InlineData("I ordered 3 times last week", null)]
    [InlineData("what do you mean by milk?", null)]
    [InlineData("asdf", null)]
    [InlineData("谢谢", null)]
    public void Several_by_places_or_names(string said, string? kept) => new PickedAnswer(Choices, several: true).Parse(Table.Said(said)).ShouldBe(kept);

    [Theory]
    [InlineData("2", "2")]
    [InlineData("第二个吧", "2")]
    [InlineData("Bread, of course", "2")]
    [InlineData("not apples, bread", "2")]
    [InlineData("牛奶", "3")]
    [InlineData("否", "5")]
    [InlineData("no", "5")]
    [InlineData("apples and bread", null)]
    [InlineData("1 and 2", null)]
    [InlineData("是什么意思", null)]
    public void One_of_them_and_never_a_guess_between_two(string said, string? kept) => new PickedAnswer(Choices, several: false).Parse(Table.Said(said)).ShouldBe(kept);

    [Theory]
    [InlineData("4, bread", "2")]
    [InlineData("4分，面包", "2")]
    [InlineData("4, no complaints", null)]
    [InlineData("4, the bread was stale", null)]
    public void Spotted_is_only_what_stands_alone(string said, string? kept) => new PickedAnswer(Choices, several: false).Spot(Table.Said(said)).ShouldBe(kept);
}
