using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.Conversations;

public class PhrasesTests
{
    private static bool Whole(string phrase, string text) => Phrases.Compile([phrase], [], ["please", "请", "谢谢"]).IsWhole(Plain.Of(text));

    private static bool In(string phrase, string text) => Phrases.Compile([], [phrase], []).IsIn(Plain.Of(text));

    [Theory]
    [InlineData("cancel", "Cancel!", true)]
    [InlineData("cancel", "please cancel", true)]
    [InlineData("cancel", "cancel cancel", true)]
    [InlineData("cancel", "cancel my order", false)]
    [InlineData("cancel", "cancelled", false)]
    [InlineData("取消", "请取消，谢谢。", true)]
    [InlineData("取消", "取消订单", false)]
    [InlineData("i (want|need) [a] refund", "I need a refund please", true)]
    [InlineData("i (want|need) [a] refund", "i want refund", true)]
    [InlineData("i (want|need) [a] refund", "i refund", false)]
    [InlineData("please", "please", true)]
    public void A_whole_phrase_is_the_message_but_for_politeness(string phrase, string text, bool match) => Whole(phrase, text).ShouldBe(match);

    [Theory]
    [InlineData("open * (saturday|sunday)", "are you open on a sunday?", true)]
    [InlineData("open * (saturday|sunday)", "are you open. on a sunday", false)]
    [InlineData("不*是", "不是甲，是乙", true)]
    [InlineData("app", "你们的APP打不开", true)]
    [InlineData("app", "apply", false)]
    [InlineData("訂單", "订单没有到", true)]
    [InlineData("订单", "訂單沒有到", true)]
    public void A_contained_phrase_stands_anywhere(string phrase, string text, bool match) => In(phrase, text).ShouldBe(match);

    [Theory]
    [InlineData("a (b")]
    [InlineData("a b]")]
    [InlineData("a|b")]
    [InlineData("why?")]
    [InlineData("*")]
    [InlineData(" ")]
    public void Broken_notation_is_a_fault(string phrase) => Phrases.Fault(phrase).ShouldNotBeNull();

    [Fact]
    public void What_is_left_without_the_phrase_can_be_looked_at() =>
        Phrases.Compile([], ["i want to complain"], []).Without("i want to complain about the noise").Trim().ShouldBe("about the noise");

    [Fact]
    public void A_hostile_text_is_matched_in_no_time()
    {
        var text = Plain.Of(new string('a', 4000));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        In("a * a * a * b", text).ShouldBeFalse();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }
}
