using FeedbackBot.Conversations;
using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Conversations;

public class AnswerTests
{
    private static Heard Said(string text) => new(text, Reading.Nothing("test"), Visit.Book.Words);

    private static AnswerType Type(string flow, string need) => Visit.Book.Find(flow)!.Find(need)!.Type;

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
        Type(survey, survey).Parse(Said(text)).ShouldBe(value);

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
    [InlineData("the total is 1234567 yuan", "1234567")]
    public void Order_numbers_are_spotted_in_a_story(string text, string? value) =>
        Type("complaint", "order_number").Spot(Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("A1234", "A1234")]
    [InlineData("是 A-1235", "A1235")]
    [InlineData("it's 20-1234-99", "20123499")]
    [InlineData("blue", null)]
    [InlineData("没有", null)]
    public void Anything_with_digits_is_an_order_number_when_it_was_asked_for(string text, string? value) =>
        Type("complaint", "order_number").Parse(Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("A1234", "不是A1234，是A1235", "A1235")]
    [InlineData("AB11112222", "订单号不对，应该是 AB11113333", "AB11113333")]
    [InlineData("AB11112222", "not AB11112222 but AB11113333", "AB11113333")]
    [InlineData("AB11112222", "AB11112222 is wrong", null)]
    public void A_correction_gives_the_other_order_number(string present, string text, string? value) =>
        Type("complaint", "order_number").Correct(Said(text), present).ShouldBe(value);

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
        Type("complaint", "desired_outcome").Spot(Said(text)).ShouldBe(value);

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
        Type("complaint", "desired_outcome").Parse(Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("希望你们好好培训员工", "other")]
    [InlineData("please train your staff better", "other")]
    [InlineData("多久能好？", null)]
    [InlineData("hmm", null)]
    public void A_wish_that_none_of_the_choices_names_is_another(string text, string? value) =>
        ((ChoiceAnswer)Type("complaint", "desired_outcome")).Otherwise(Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("就在这里回复我就行", "here")]
    [InlineData("这儿", "here")]
    [InlineData("just reply here", "here")]
    [InlineData("in this chat please", "here")]
    [InlineData("好的", "here")]
    [InlineData("不用联系我了", "none")]
    [InlineData("no need to reply", "none")]
    [InlineData("发到 Li.Lei@Example.CN", "li.lei@example.cn")]
    [InlineData("138 0013 8000", "13800138000")]
    [InlineData("call me on +44 7911 123456", "+447911123456")]
    [InlineData("010-62345678", "01062345678")]
    [InlineData("a pigeon", null)]
    public void How_to_reach_somebody(string text, string? value) =>
        Type("complaint", "reply_to").Parse(Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("FB-000123", "FB-000123")]
    [InlineData("fb 123", "FB-000123")]
    [InlineData("编号ＦＢ－０００１２３", "FB-000123")]
    [InlineData("123", "FB-000123")]
    [InlineData("it is 123, I think", "FB-000123")]
    [InlineData("no idea", null)]
    public void Case_numbers(string text, string? value) =>
        Type("status", "ticket_number").Parse(Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("是的", "yes")]
    [InlineData("好的，谢谢", "yes")]
    [InlineData("没错", "yes")]
    [InlineData("可以的", "yes")]
    [InlineData("yep, that's right", "yes")]
    [InlineData("👍", "yes")]
    [InlineData("不是", "no")]
    [InlineData("不可以", "no")]
    [InlineData("不用了，谢谢", "no")]
    [InlineData("no thanks", "no")]
    [InlineData("no, mine is different", "no")]
    [InlineData("蓝色的", null)]
    [InlineData("blue", null)]
    public void Yes_and_no(string text, string? value) => YesNoAnswer.Read(Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("2025年3月5日", "2025-03-05")]
    [InlineData("2025-3-5", "2025-03-05")]
    [InlineData("２０２５．０３．０５", "2025-03-05")]
    [InlineData("5 March 2025", "2025-03-05")]
    [InlineData("march 5th, 2025", "2025-03-05")]
    [InlineData("2025-02-30", null)]
    [InlineData("昨天", "昨天")]
    [InlineData("上周三", "上周三")]
    [InlineData("3月5日", "3 月 5 日")]
    [InlineData("two weeks", null)]
    [InlineData("3 days ago", "3 days ago")]
    public void Dates(string text, string? value) => new DateAnswer().Parse(Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("me@example.com", "me@example.com")]
    [InlineData("写信到 a.b+c@mail.example.co.uk。", "a.b+c@mail.example.co.uk")]
    [InlineData("me at example", null)]
    public void E_mail_addresses(string text, string? value) => new EmailAnswer().Parse(Said(text)).ShouldBe(value);

    [Theory]
    [InlineData("138-0013-8000", "13800138000")]
    [InlineData("+86 138 0013 8000", "+8613800138000")]
    [InlineData("tel 020 7946 0958", "02079460958")]
    [InlineData("12", null)]
    public void Telephone_numbers(string text, string? value) => new PhoneAnswer().Parse(Said(text)).ShouldBe(value);
}
