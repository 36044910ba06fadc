using FeedbackBot.Conversations;
using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Tests.Conversations.Answers;

public class OrderNumberTests
{
    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void Order_numbers_as_people_write_and_speak_them(string language) =>
        Table.Holds("order_number", language, Table.Type("complaint", "order_number").Parse);

    [Theory]
    [InlineData("AB12345678", "AB12345678")]
    [InlineData("ab 1234 5678", "AB12345678")]
    [InlineData("ＡＢ－１２３４５６７８", "AB12345678")]
    [InlineData("订单号是 ab-1234-5678，谢谢", "AB12345678")]
    [InlineData("我的订单AB12345678到现在没发货", "AB12345678")]
    [InlineData("order CD 9876543 arrived broken", "CD9876543")]
    [InlineData("my order number is 99887766", "99887766")]
    [InlineData("the order (XY334455) is late", "XY334455")]
    [InlineData("订单 2024112233", "2024112233")]
    [InlineData("打我电话 13800138000", null)]
    [InlineData("FB-000123 怎么样了", null)]
    [InlineData("call +44 7911 123456", null)]
    [InlineData("write to ab123456@example.com", null)]
    [InlineData("I paid 250 euros in 2024", null)]
    [InlineData("the total is 1234567 yuan", null)]
    [InlineData("order is 1234567 I believe", "1234567")]
    public void Order_numbers_are_spotted_in_a_story(string text, string? value) =>
        Table.Type("complaint", "order_number").Spot(Table.Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("A1234", "A1234")]
    [InlineData("是 A-1235", "A1235")]
    [InlineData("it's 20-1234-99", "20123499")]
    [InlineData("blue", null)]
    [InlineData("没有", null)]
    public void Anything_with_digits_is_an_order_number_when_it_was_asked_for(string text, string? value) =>
        Table.Type("complaint", "order_number").Parse(Table.Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("A1234", "不是A1234，是A1235", "A1235")]
    [InlineData("AB11112222", "订单号不对，应该是 AB11113333", "AB11113333")]
    [InlineData("AB11112222", "not AB11112222 but AB11113333", "AB11113333")]
    [InlineData("AB11112222", "AB11112222 is wrong", null)]
    public void A_correction_gives_the_other_order_number(string present, string text, string? value) =>
        Table.Type("complaint", "order_number").Correct(Table.Said(text), present).ShouldBe(value);
}
