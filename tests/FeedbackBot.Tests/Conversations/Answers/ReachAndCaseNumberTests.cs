using FeedbackBot.Conversations;
using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class ReachAndCaseNumberTests
{
    [Theory]
    [InlineData("就在这里回复我就行", "here")]
    [InlineData("这儿", "here")]
    [InlineData("just reply here", "here")]
    [InlineData("in this chat please", "here")]
    [InlineData("好的", "here")]
    [InlineData("不用联系我了", "none")]
    [InlineData("no need to reply", "none")]
    [InlineData("发到 Li.Lei@Example.CN", "li.lei@example.cn")]
    [InlineData("138 0013 8000", "13800138000")]
    [InlineData("call me on +44 7911 123456", "+447911123456")]
    [InlineData("010-62345678", "01062345678")]
    [InlineData("a pigeon", null)]
    public void How_to_reach_somebody(string text, string? value) =>
        Table.Type("complaint", "reply_to").Parse(Table.Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("FB-000123", "FB-000123")]
    [InlineData("fb 123", "FB-000123")]
    [InlineData("编号ＦＢ－０００１２３", "FB-000123")]
    [InlineData("123", "FB-000123")]
    [InlineData("it is 123, I think", "FB-000123")]
    [InlineData("no idea", null)]
    public void Case_numbers(string text, string? value) =>
        Table.Type("status", "ticket_number").Parse(Table.Said(text)).ShouldBe(value);
}
