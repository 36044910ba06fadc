using FeedbackBot.Conversations;
using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class RatingTests
{
    [Theory]
    [InlineData("csat", "zh-Hans", 40, 15)]
    [InlineData("csat", "en", 40, 15)]
    [InlineData("nps", "zh-Hans", 20, 5)]
    [InlineData("nps", "en", 20, 5)]
    [InlineData("ces", "zh-Hans", 18, 5)]
    [InlineData("ces", "en", 18, 5)]
    public void Ratings_in_digits_words_stars_and_faces(string survey, string language, int answers, int others) =>
        Table.Holds(survey, language, Table.Type(survey, survey).Parse, answers, others);

    [Theory]
    [InlineData("csat", "5", "5")]
    [InlineData("csat", "４", "4")]
    [InlineData("csat", "五星", "5")]
    [InlineData("csat", "4颗星", "4")]
    [InlineData("csat", "★★★☆☆", "3")]
    [InlineData("csat", "⭐⭐", "2")]
    [InlineData("csat", "4/5", "4")]
    [InlineData("csat", "8/10", "4")]
    [InlineData("csat", "4 out of 5", "4")]
    [InlineData("csat", "三分吧", "3")]
    [InlineData("csat", "两分", "2")]
    [InlineData("csat", "我打4分", "4")]
    [InlineData("csat", "非常满意", "5")]
    [InlineData("csat", "十分满意", "5")]
    [InlineData("csat", "满意", "4")]
    [InlineData("csat", "不满意", "2")]
    [InlineData("csat", "非常不满意", "1")]
    [InlineData("csat", "一般般", "3")]
    [InlineData("csat", "👍", "4")]
    [InlineData("csat", "👎", "2")]
    [InlineData("csat", "very satisfied", "5")]
    [InlineData("csat", "not satisfied at all", "1")]
    [InlineData("csat", "not very happy", "2")]
    [InlineData("csat", "I'd give it a four", "4")]
    [InlineData("csat", "5 stars!", "5")]
    [InlineData("csat", "2, because nobody called me back", "2")]
    [InlineData("csat", "6", null)]
    [InlineData("csat", "0", null)]
    [InlineData("csat", "我打了3次电话都没人接", null)]
    [InlineData("csat", "I waited 3 weeks for an answer", null)]
    [InlineData("nps", "10", "10")]
    [InlineData("nps", "十分", "10")]
    [InlineData("nps", "七分", "7")]
    [InlineData("nps", "0分", "0")]
    [InlineData("nps", "9/10", "9")]
    [InlineData("nps", "4/5", "8")]
    [InlineData("nps", "definitely", "10")]
    [InlineData("nps", "11", null)]
    [InlineData("ces", "7", "7")]
    [InlineData("ces", "非常同意", "7")]
    [InlineData("ces", "不同意", "2")]
    [InlineData("ces", "strongly disagree", "1")]
    [InlineData("ces", "six", "6")]
    public void Ratings_are_read_as_people_write_them(string survey, string text, string? value) =>
        Table.Type(survey, survey).Parse(Table.Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("csat", "4", "不是4分，是5分", "5")]
    [InlineData("nps", "8", "not 8, I meant 9", "9")]
    [InlineData("csat", "4", "4 is wrong", null)]
    public void A_correction_gives_the_other_rating(string survey, string present, string text, string? value) =>
        Table.Type(survey, survey).Correct(Table.Said(text), present).ShouldBe(value);
}
