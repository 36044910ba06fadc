using FeedbackBot.Conversations;
using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Conversations.Answers;

public class DateTests
{
    private static readonly DateAnswer Date = new();

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void Days_and_times_as_people_say_them_when_asked(string language) => Table.Holds("date", language, Date.Parse);

    [Theory]
    [InlineData("上周三晚上8点送来的灯是碎的", "2026-11-11T20:00")]
    [InlineData("昨天打电话没人接", "2026-11-17")]
    [InlineData("The lamp arrived broken last Tuesday", "2026-11-17")]
    [InlineData("I ordered it on 5 March and it broke", "2026-03-05")]
    [InlineData("说好明天送到", null)]
    [InlineData("承诺11月3日到货", null)]
    [InlineData("等了7天没到", null)]
    [InlineData("住在3号楼，11/3门牌", null)]
    [InlineData("it was promised by yesterday", null)]
    [InlineData("delivery takes two weeks, 24/7 support my foot", null)]
    [InlineData("are you open on Sunday", null)]
    public void In_a_story_only_a_day_that_has_been(string text, string? value) => Date.Spot(Table.Said(text)).ShouldBe(value);

    /// <summary>The rule: the month first in Chinese; in English a number over 12 decides, otherwise the reading nearest in the past.</summary>
    [Theory]
    [InlineData("11/3", "zh-Hans", "2026-11-03")]
    [InlineData("3/11", "zh-Hans", "2026-03-11")]
    [InlineData("3/11", "en", "2026-11-03")]
    [InlineData("11/3", "en", "2026-11-03")]
    [InlineData("4/5", "en", "2026-05-04")]
    [InlineData("13/5", "en", "2026-05-13")]
    [InlineData("5/13", "en", "2026-05-13")]
    [InlineData("5/12/2026", "en", "2026-05-12")]
    public void Day_and_month_by_number(string text, string language, string value) => Date.Parse(Table.Said(text, language)).ShouldBe(value);

    [Theory]
    [InlineData("2026-11-11", "不是上周三，是上周四", "2026-11-12")]
    [InlineData("2026-11-17", "not yesterday, the day before yesterday", "2026-11-16")]
    [InlineData("2026-11-17", "yesterday is wrong", null)]
    public void A_correction_gives_the_other_day(string present, string text, string? value) => Date.Correct(Table.Said(text), present).ShouldBe(value);

    [Theory]
    [InlineData("2026-11-18T20:00", "zh-Hans", "11月18日 周三 20:00")]
    [InlineData("2026-11-18", "zh-Hans", "11月18日 周三")]
    [InlineData("2026-11-18T20:00", "en", "Wed 18 Nov, 20:00")]
    [InlineData("2026-11-18", "en", "Wed 18 Nov")]
    public void A_day_is_shown_in_the_customers_language(string value, string language, string shown) => Date.Show(value, language).ShouldBe(shown);

    [Fact]
    public void Without_the_customers_clock_no_day_is_made_up() =>
        Date.Parse(new Heard("昨天", Reading.Nothing("test"), Visit.Book.Words, default)).ShouldBeNull();
}
