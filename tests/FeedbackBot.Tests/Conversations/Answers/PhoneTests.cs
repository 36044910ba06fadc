using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class PhoneTests
{
    private static readonly PhoneAnswer Phone = new();

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void Telephone_numbers_as_people_write_and_speak_them(string language) => Table.Holds("phone", language, Phone.Parse);

    [Theory]
    [InlineData("打我电话一三八零零一三八零零零", "13800138000")]
    [InlineData("订单 62345678 没到", null)]
    [InlineData("it cost 1234567", null)]
    public void In_a_story_only_what_is_a_number_for_certain(string text, string? value) => Phone.Spot(Table.Said(text)).ShouldBe(value);

    [Fact]
    public void A_correction_gives_the_other_number() =>
        Phone.Correct(Table.Said("不是13800138000，是13900139000"), "13800138000").ShouldBe("13900139000");
}
