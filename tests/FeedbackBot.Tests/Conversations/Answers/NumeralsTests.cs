using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class NumeralsTests
{
    [Theory]
    [InlineData("十", 10)]
    [InlineData("十五", 15)]
    [InlineData("二十", 20)]
    [InlineData("二百五", 250)]
    [InlineData("两千五", 2500)]
    [InlineData("一千零五", 1005)]
    [InlineData("一千零五十", 1050)]
    [InlineData("一万二", 12000)]
    [InlineData("一万零二百", 10200)]
    [InlineData("十二万三千", 123000)]
    [InlineData("一亿两千万", 120000000)]
    [InlineData("两三百", 200)]
    [InlineData("七点五", 7.5)]
    [InlineData("twenty-five", 25)]
    [InlineData("a hundred and five", 105)]
    [InlineData("two thousand three hundred", 2300)]
    [InlineData("seven point five", 7.5)]
    [InlineData("3.5", 3.5)]
    public void Numbers_in_words(string text, double value) => Numerals.Read(text).ShouldBe((decimal)value);

    [Theory]
    [InlineData("blue")]
    [InlineData("")]
    public void What_is_no_number(string text) => Numerals.Read(text).ShouldBeNull();
}
