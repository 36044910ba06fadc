using FeedbackBot.Conversations;
using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class ChoiceTests
{
    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void One_of_several_by_place_by_word_or_nearly_so(string language) =>
        Table.Holds("choice", language, Table.Type("complaint", "desired_outcome").Parse);

    [Theory]
    [InlineData("我要退款", "refund")]
    [InlineData("能不能给我换一台", "replacement")]
    [InlineData("希望你们上门维修", "repair")]
    [InlineData("必须道歉", "apology")]
    [InlineData("给我个说法", "explanation")]
    [InlineData("要求赔偿损失", "compensation")]
    [InlineData("维修师傅态度差", null)]
    [InlineData("你们的退款政策写得很乱", null)]
    [InlineData("我不要退款，要换货", "replacement")]
    [InlineData("I want my money back", "refund")]
    [InlineData("Please send a replacement", "replacement")]
    [InlineData("I don't want a refund, I want a replacement", "replacement")]
    [InlineData("the repair man was rude", null)]
    [InlineData("can you fix it", "repair")]
    public void A_wish_is_spotted_where_it_is_wished(string text, string? value) =>
        Table.Type("complaint", "desired_outcome").Spot(Table.Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("退", "refund")]
    [InlineData("换个新的", "replacement")]
    [InlineData("赔礼道歉就行", "apology")]
    [InlineData("希望你们好好培训员工", null)]
    [InlineData("其他", "other")]
    [InlineData("refund", "refund")]
    [InlineData("a new one please", "replacement")]
    [InlineData("saying sorry would be nice", "apology")]
    [InlineData("嗯", null)]
    [InlineData("hmm", null)]
    public void A_wish_that_was_asked_for_needs_one_word(string text, string? value) =>
        Table.Type("complaint", "desired_outcome").Parse(Table.Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("希望你们好好培训员工", "other")]
    [InlineData("please train your staff better", "other")]
    [InlineData("多久能好？", null)]
    [InlineData("hmm", null)]
    public void A_wish_that_none_of_the_choices_names_is_another(string text, string? value) =>
        ((ChoiceAnswer)Table.Type("complaint", "desired_outcome")).Otherwise(Table.Said(text)).ShouldBe(value);
}
