using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class MoneyTests
{
    private static readonly MoneyAnswer Money = new();

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void Amounts_as_people_write_them_when_asked(string language) => Table.Holds("money", language, Money.Parse);

    [Theory]
    [InlineData("多扣了我50块钱，一直不退", "5000 CNY")]
    [InlineData("199元买的杯子，第三天就碎了", "19900 CNY")]
    [InlineData("花了两千五，用了三天", "250000 CNY")]
    [InlineData("they charged me $49.99 twice", "4999 USD")]
    [InlineData("I paid twenty quid for this", "2000 GBP")]
    [InlineData("等了200天", null)]
    [InlineData("第二天又给了300", null)]
    [InlineData("两块玻璃全碎了", null)]
    [InlineData("一元桥那家店", null)]
    [InlineData("the 20 pound parcel weighs too much", null)]
    [InlineData("I called 200 times", null)]
    [InlineData("it took 3 days, cost me 3 days", null)]
    public void In_a_story_only_what_is_money_for_certain(string text, string? value) => Money.Spot(Table.Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("19900 CNY", "不是199元，是299元", "29900 CNY")]
    [InlineData("2000 USD", "not $20, $25", "2500 USD")]
    [InlineData("2000 USD", "$20 is wrong", null)]
    public void A_correction_gives_the_other_amount(string present, string text, string? value) => Money.Correct(Table.Said(text), present).ShouldBe(value);

    [Theory]
    [InlineData("19990 CNY", "¥199.90")]
    [InlineData("123450 EUR", "€1,234.50")]
    [InlineData("3000 JPY", "JPY 3,000")]
    public void An_amount_is_shown_with_its_sign(string value, string shown) => Money.Show(value, "zh-Hans").ShouldBe(shown);
}
