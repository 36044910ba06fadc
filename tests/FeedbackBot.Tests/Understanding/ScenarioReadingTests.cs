using FeedbackBot.Understanding;
using static FeedbackBot.Understanding.FeedbackKind;

namespace FeedbackBot.Tests.Understanding;

/// <summary>What customers answer to the bot's own questions must not look like a new matter.</summary>
public class ScenarioReadingTests
{
    [Theory]
    [InlineData("no thanks")]
    [InlineData("a refund please")]
    [InlineData("no, mine is different")]
    [InlineData("tomorrow afternoon")]
    [InlineData("the blue one")]
    [InlineData("4/5")]
    [InlineData("john.smith@example.com")]
    [InlineData("maybe later")]
    [InlineData("张经理")]
    [InlineData("小李")]
    [InlineData("红色的那个")]
    [InlineData("订单号不对，应该是 AB11113333")]
    [InlineData("不是A1234，是A1235")]
    [InlineData("明天下午三点")]
    [InlineData("五星")]
    [InlineData("7分")]
    [InlineData("电话13812345678")]
    [InlineData("道歉")]
    [InlineData("换货")]
    public void A_bare_answer_is_no_matter_of_its_own(string text) => Reader.Read(text).Kind!.Value.Label.ShouldBe(Other);

    [Fact]
    public void Several_matters_in_one_message_show_as_several_topics() =>
        Reader.Read("The parcel was late and I was charged twice").Topics.Select(t => t.Label).ShouldBe(["delivery", "billing"], ignoreOrder: true);

    [Fact]
    public void Probabilities_are_probabilities()
    {
        foreach (var text in new[] { "我要投诉", "Great service!", "hm", "为什么", "so so", "AB12345678" })
        {
            var reading = Reader.Read(text);
            reading.Kind!.Value.Confidence.ShouldBeInRange(0.2, 0.99);
            reading.Sentiment!.Confidence.ShouldBeInRange(0.2, 0.99);
            reading.Sentiment.Value.ShouldBeInRange(-1, 1);
            reading.Topics.ShouldNotBeEmpty();
            reading.Topics.ShouldAllBe(t => t.Confidence > 0 && t.Confidence <= 1);
        }
    }

    [Fact]
    public void What_nothing_is_known_about_is_left_undecided() => Reader.Read("the device in question, as mentioned").KindAbstained.ShouldBeTrue();
}
