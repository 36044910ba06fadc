using FeedbackBot.Understanding;
using static FeedbackBot.Understanding.Sentiment;

namespace FeedbackBot.Tests.Understanding;

public class NegationTests
{
    [Theory]
    [InlineData("不是不好", Positive, Neutral)]
    [InlineData("没有不满意", Positive)]
    [InlineData("不好吃", Negative)]
    [InlineData("不是很满意", Negative)]
    [InlineData("没有想象中好吃", Negative)]
    [InlineData("一点都不专业", Negative)]
    [InlineData("味道不差", Positive)]
    [InlineData("态度并不友好", Negative)]
    [InlineData("从来没这么开心过", Negative, Positive)]
    [InlineData("问题一直没有解决", Negative)]
    [InlineData("问题解决了，谢谢", Positive)]
    [InlineData("太!!!差了", Negative)]
    [InlineData("太太太好了", Positive)]
    [InlineData("not bad", Positive)]
    [InlineData("not good", Negative)]
    [InlineData("not good at all", Negative)]
    [InlineData("isn't working", Negative)]
    [InlineData("isnt working", Negative)]
    [InlineData("ISN’T WORKING", Negative)]
    [InlineData("I am not disappointed", Positive)]
    [InlineData("I was not impressed", Negative)]
    [InlineData("never had any problems", Positive)]
    [InlineData("the driver never arrived", Negative)]
    [InlineData("couldn't be happier", Positive)]
    [InlineData("nobody was helpful", Negative)]
    [InlineData("soooo goooood", Positive)]
    [InlineData("sooooo baaaaad", Negative)]
    [InlineData("without any issues", Positive)]
    [InlineData("not only fast but also friendly", Positive)]
    [InlineData("no help whatsoever", Negative)]
    public void Negation_turns_a_feeling_and_twice_turns_it_back(string text, Sentiment expected, Sentiment? also = null) =>
        new Sentiment?[] { expected, also }.ShouldContain(Reader.Read(text).Sentiment!.Label);

    [Fact]
    public void Degree_words_make_it_stronger()
    {
        Reader.Read("very bad").Sentiment!.Value.ShouldBeLessThan(Reader.Read("a bit bad").Sentiment!.Value);
        Reader.Read("特别差").Sentiment!.Value.ShouldBeLessThan(Reader.Read("有点差").Sentiment!.Value);
    }

    [Theory]
    [InlineData("👍", Positive)]
    [InlineData("😡😡😡", Negative)]
    [InlineData("❤️", Positive)]
    [InlineData("👎🏽", Negative)]
    public void Faces_are_felt(string text, Sentiment expected) => Reader.Read(text).Sentiment!.Label.ShouldBe(expected);
}
