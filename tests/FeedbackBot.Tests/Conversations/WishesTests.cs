using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Wishes about contact and about one's own data, in the many ways people put them.</summary>
public class WishesTests
{
    [Theory]
    [InlineData("en", "please don't message me in the evening", null, "20-8", false)]
    [InlineData("en", "no messages at night please", null, "20-8", false)]
    [InlineData("en", "don't contact me after 9pm", null, "21-8", false)]
    [InlineData("en", "never text me before 10 am", null, "0-10", false)]
    [InlineData("en", "Don't text me between 10pm and 7am", null, "22-7", false)]
    [InlineData("en", "please do not disturb me during working hours", null, "9-18", false)]
    [InlineData("en", "e-mail only please", "email", null, false)]
    [InlineData("en", "I'd like you to only contact me by email", "email", null, false)]
    [InlineData("en", "contact me via email only, never in the evening", "email", "20-8", false)]
    [InlineData("en", "stop messaging me", null, null, true)]
    [InlineData("en", "please stop sending me surveys", null, null, true)]
    [InlineData("en", "unsubscribe", null, null, true)]
    [InlineData("en", "STOP", null, null, true)]
    [InlineData("en", "I don't want any more surveys", null, null, true)]
    [InlineData("en", "stop messaging me at night", null, "20-8", false)]
    [InlineData("zh-Hans", "晚上别发消息", null, "20-8", false)]
    [InlineData("zh-Hans", "请不要在晚上给我发消息", null, "20-8", false)]
    [InlineData("zh-Hans", "晚上十点以后别打扰我", null, "22-8", false)]
    [InlineData("zh-Hans", "早上9点之前不要联系我", null, "0-9", false)]
    [InlineData("zh-Hans", "晚上9点到早上7点不要发消息", null, "21-7", false)]
    [InlineData("zh-Hans", "上班时间别打扰", null, "9-18", false)]
    [InlineData("zh-Hans", "只发邮件别打电话", "email", null, false)]
    [InlineData("zh-Hans", "以后用邮件联系我吧", "email", null, false)]
    [InlineData("zh-Hans", "以后别再给我发问卷", null, null, true)]
    [InlineData("zh-Hans", "别再给我发消息了", null, null, true)]
    [InlineData("zh-Hans", "退订", null, null, true)]
    [InlineData("zh-Hans", "不要再骚扰我发调查了", null, null, true)]
    public async Task A_wish_is_kept_and_said_back_without_a_question_or_a_case(string language, string said, string? channel, string? hours, bool stop)
    {
        var visit = new Visit(language);
        await visit.Hear(said);
        var wish = visit.Effects.OfType<KeepPreference>().ShouldHaveSingleItem(string.Join(" / ", visit.Said.Select(s => s.Text)));
        var kept = PerformContactActs.After(new(), wish);
        (kept.Channel, kept.QuietHours, kept.OptedOut).ShouldBe((channel, hours, stop));
        visit.Step.ShouldBeNull();
        visit.Tickets.ShouldBeEmpty();
        visit.Said.ShouldHaveSingleItem().Text.ShouldContain(hours == null ? "" : $"{hours.Split('-')[0]}:00–{hours.Split('-')[1]}:00");
    }

    [Theory]
    [InlineData("en", "you can write to me again")]
    [InlineData("en", "it's okay to send me surveys again")]
    [InlineData("zh-Hans", "可以再给我发消息了")]
    [InlineData("zh-Hans", "恢复订阅")]
    public async Task A_no_can_be_taken_back(string language, string said)
    {
        var visit = new Visit(language);
        await visit.Hear(said);
        PerformContactActs.After(new() { OptedOut = true }, visit.Effects.OfType<KeepPreference>().ShouldHaveSingleItem()).OptedOut.ShouldBeFalse();
    }

    [Theory]
    [InlineData("en", "delete my data", "erasure")]
    [InlineData("en", "I want all my personal information erased", "erasure")]
    [InlineData("en", "please remove me from your system", "erasure")]
    [InlineData("en", "can you wipe everything you have on me?", "erasure")]
    [InlineData("en", "give me my data", "export")]
    [InlineData("en", "I would like a copy of all the information you hold about me", "export")]
    [InlineData("en", "what data do you have about me?", "export")]
    [InlineData("en", "what do you know about me", "export")]
    [InlineData("zh-Hans", "把我的资料删掉", "erasure")]
    [InlineData("zh-Hans", "请删除我的所有个人信息", "erasure")]
    [InlineData("zh-Hans", "我要注销并清除我在你们这里的数据", "erasure")]
    [InlineData("zh-Hans", "你们有我哪些信息", "export")]
    [InlineData("zh-Hans", "你们都存了我什么资料？", "export")]
    [InlineData("zh-Hans", "我想要一份我的个人数据", "export")]
    [InlineData("zh-Hans", "能把我的资料导出来给我吗", "export")]
    public async Task Who_asks_for_their_data_is_first_asked_to_prove_who_they_are(string language, string said, string wanted)
    {
        var visit = new Visit(language);
        await visit.Hear(said);
        visit.Step.ShouldBe("verify_by", string.Join(" / ", visit.Said.Select(s => s.Text)));
        visit.State.Flows[^1].Answers["data_request"].ShouldBe(wanted);
        await visit.Hear("li.wei@example.com");
        var held = visit.Effects.OfType<VerifyThenFile>().ShouldHaveSingleItem();
        (held.Email, held.Case.Topic, held.Case.Description, held.Case.Fields["data_request"]).ShouldBe(("li.wei@example.com", "privacy_safety", said, wanted));
        visit.Tickets.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "Your courier deleted my delivery photo and the parcel never came")]
    [InlineData("en", "The app does not show my order information any more, fix it")]
    [InlineData("en", "I was charged twice, stop wasting my time and give me my money back")]
    [InlineData("en", "Nobody sent me a message when the parcel was late, very annoying")]
    [InlineData("zh-Hans", "快递员晚上九点才送到，东西还坏了，我要退款")]
    [InlineData("zh-Hans", "我的订单信息显示错误，一直没人处理")]
    [InlineData("zh-Hans", "客服给我发的消息态度太差了，我要投诉")]
    [InlineData("zh-Hans", "你们把我的快递弄丢了，给我一个说法")]
    public async Task A_complaint_that_speaks_of_messages_or_data_stays_a_complaint(string language, string said)
    {
        var visit = new Visit(language);
        await visit.Hear(said);
        visit.Effects.ShouldNotContain(e => e is KeepPreference);
        visit.State.Flows.ShouldNotContain(f => f.Flow == "my_data");
        visit.State.Flows.ShouldContain(f => f.Flow == "complaint", string.Join(" / ", visit.Said.Select(s => s.Text)));
    }

    [Theory]
    [InlineData("en", "The kettle leaks and I want a refund", "stop")]
    [InlineData("zh-Hans", "水壶漏水了，我要退款", "算了")]
    public async Task In_the_middle_of_something_a_bare_stop_still_means_that(string language, string complaint, string stop)
    {
        var visit = new Visit(language);
        await visit.Hear(complaint);
        await visit.Hear(stop);
        visit.Step.ShouldBe("cancel_confirm");
        visit.Effects.ShouldNotContain(e => e is KeepPreference);
    }

    [Theory]
    [InlineData("en", "please stop sending me surveys")]
    [InlineData("zh-Hans", "以后别再给我发问卷了")]
    public async Task A_survey_ends_where_somebody_wants_none(string language, string said)
    {
        var visit = new Visit(language);
        visit.Begin("csat", "invitation-1");
        await visit.Hear(said);
        visit.Effects.ShouldContain(e => e is DismissSurvey);
        visit.Effects.ShouldContain(e => e is KeepPreference);
        (visit.Step, visit.State.Flows.Count).ShouldBe((null, 0));
    }

    [Theory]
    [InlineData("en", "the new kettle is broken as well, this is a disgrace!", null)]
    [InlineData("en", "FB-000007 the new kettle is broken as well!!", "FB-000007")]
    [InlineData("zh-Hans", "新换的水壶又坏了，根本没解决！", null)]
    [InlineData("zh-Hans", "退款到现在还没到账，你们又骗我", null)]
    public async Task Asked_how_it_went_whoever_says_that_it_is_not_over_is_heard_and_not_asked_again(string language, string said, string? number)
    {
        var visit = new Visit(language);
        visit.Begin("csat", "invitation-1");
        await visit.Hear(said);
        visit.Effects.OfType<AddToTicket>().ShouldHaveSingleItem().Number.ShouldBe(number);
        visit.Effects.ShouldContain(e => e is DismissSurvey);
        (visit.Step, visit.State.Flows.Count).ShouldBe((null, 0));
    }

    [Theory]
    [InlineData("en", "very disappointed, the kettle broke again and nobody called", "1")]
    [InlineData("zh-Hans", "太差了，水壶又坏了也没人管", "1")]
    public async Task A_bad_rating_with_its_reason_is_a_rating(string language, string said, string rating)
    {
        var visit = new Visit(language);
        visit.Begin("csat", "invitation-1");
        await visit.Hear(said);
        visit.Effects.ShouldContain(e => e is KeepRating);
        visit.Effects.ShouldNotContain(e => e is AddToTicket);
        visit.Effects.OfType<KeepRating>().Single().Value.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(rating);
    }
}
