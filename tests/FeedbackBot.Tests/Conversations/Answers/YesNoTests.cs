using FeedbackBot.Conversations;
using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class YesNoTests
{
    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void Yes_and_no_in_the_many_ways_people_say_them(string language) => Table.Holds("yes_no", language, YesNoAnswer.Read);

    [Theory]
    [InlineData("yep, that's right", "yes")]
    [InlineData("不用了，谢谢", "no")]
    [InlineData("no, mine is different", "no")]
    public void Words_beside_it_do_not_change_it(string text, string value) => YesNoAnswer.Read(Table.Said(text)).ShouldBe(value);
}
