using FeedbackBot.Understanding;
using static FeedbackBot.Understanding.FeedbackKind;
using static FeedbackBot.Understanding.Sentiment;

namespace FeedbackBot.Tests.Understanding;

public class ChineseReadingTests
{
    [Theory]
    [InlineData("新买的电饭锅用了两天就不通电了，客服一直敷衍我", Complaint, Negative)]
    [InlineData("我要投诉你们的快递员", Complaint, Negative)]
    [InlineData("怎么三天了还没发货？", Complaint, Negative)]
    [InlineData("为什么我的退款到现在都没到账", Complaint, Negative)]
    [InlineData("凭什么扣我两次钱？", Complaint, Negative)]
    [InlineData("APP老是闪退，根本没法下单", Complaint, Negative)]
    [InlineData("前台小姐态度特别差，爱答不理的", Complaint, Negative)]
    [InlineData("外卖迟到一个小时，饭都凉了", Complaint, Negative)]
    [InlineData("衣服洗了一次就掉色，质量太差了", Complaint, Negative)]
    [InlineData("打电话永远打不通，你们到底管不管", Complaint, Negative)]
    [InlineData("收到的杯子是碎的", Complaint, Negative)]
    [InlineData("说好的赠品也没给", Complaint, Negative)]
    [InlineData("空調完全不製冷，叫了三次維修都沒人來", Complaint, Negative)]
    [InlineData("房间里有一股霉味，床单也没换，太恶心了", Complaint, Negative)]
    [InlineData("少发了一件，联系商家也不回复", Complaint, Negative)]
    [InlineData("我的包裹显示签收了，但我根本没收到", Complaint, Negative)]
    [InlineData("充值了五十块没到账", Complaint, Negative)]
    [InlineData("账号登不上去了，密码明明是对的", Complaint, Negative)]
    [InlineData("买的奶粉居然是过期的！！", Complaint, Negative)]
    [InlineData("商家拒绝退款，还把我拉黑了", Complaint, Negative)]
    [InlineData("我的订单显示已送达，可是我家里没人收到过任何东西", Complaint, Negative)]
    [InlineData("排了两个小时队，结果说系统坏了", Complaint, Negative)]
    [InlineData("预约了上午十点，等到下午两点才来", Complaint, Negative)]
    [InlineData("为什么会员到期了还继续扣费", Complaint, Negative)]
    [InlineData("真行啊，又发错货了", Complaint, Negative)]
    [InlineData("我的卡丢了怎么办", Complaint, Negative)]
    [InlineData("你们能不能加个夜间配送", Suggestion, Neutral)]
    [InlineData("希望你们的小程序能增加英文界面", Suggestion, Neutral)]
    [InlineData("建议在门口多放几把椅子", Suggestion, Neutral)]
    [InlineData("要是可以用积分抵运费就好了", Suggestion, Neutral)]
    [InlineData("能不能出个小包装的", Suggestion, Neutral)]
    [InlineData("建議你們增加自助結帳的機器", Suggestion, Neutral)]
    [InlineData("如果App支持深色模式会更好", Suggestion, Neutral)]
    [InlineData("营业时间最好能延长到晚上十点", Suggestion, Neutral)]
    [InlineData("给你们提个建议，菜单上可以标一下辣度", Suggestion, Neutral)]
    [InlineData("客服小王非常耐心，帮我解决了大问题，点赞", Praise, Positive)]
    [InlineData("物流特别快，包装也很用心，非常满意", Praise, Positive)]
    [InlineData("我想表扬一下安装师傅，态度好手艺也好", Praise, Positive)]
    [InlineData("這家店的服務真的很棒，下次還會再來", Praise, Positive)]
    [InlineData("味道超级好，分量也足，五星好评", Praise, Positive)]
    [InlineData("请问退款一般多久能到账？", Question, Neutral)]
    [InlineData("你们几点关门", Question, Neutral)]
    [InlineData("怎么修改收货地址？", Question, Neutral)]
    [InlineData("我想改一下预约时间", Question, Neutral)]
    [InlineData("可以开增值税专用发票吗", Question, Neutral)]
    [InlineData("麻烦帮我查一下订单到哪了", Question, Neutral)]
    [InlineData("會員積分可以換什麼東西？", Question, Neutral)]
    [InlineData("在哪里可以看到我的优惠券", Question, Neutral)]
    [InlineData("如果快递丢了怎么赔", Question, Neutral)]
    [InlineData("查一下我的投诉进度", Question, Neutral)]
    [InlineData("我想取消会员自动续费", Question, Neutral)]
    [InlineData("算了不投诉了", Other, Neutral)]
    [InlineData("北京市朝阳区建国路88号", Other, Neutral)]
    [InlineData("你好", Other, Neutral)]
    [InlineData("好的", Other, Neutral)]
    [InlineData("没有了", Other, Neutral)]
    [InlineData("就在这里回复我吧", Other, Neutral)]
    [InlineData("订单号是 AB12345678", Other, Neutral)]
    [InlineData("不记得了", Other, Neutral)]
    public void A_chinese_message_is_read_for_what_it_does_and_how_it_feels(string text, FeedbackKind kind, Sentiment sentiment)
    {
        var reading = Reader.Read(text);
        reading.Language.ShouldStartWith("zh");
        reading.Kind!.Value.Label.ShouldBe(kind);
        reading.Sentiment!.Label.ShouldBe(sentiment);
    }

    [Theory]
    [InlineData("东西不错，但是物流太慢了，等了两周")]
    [InlineData("菜很好吃，就是服务员态度很差")]
    public void Good_and_bad_together_are_mixed_and_lean_to_what_follows_but(string text)
    {
        var reading = Reader.Read(text);
        reading.Sentiment!.Label.ShouldBeOneOf(Mixed, Negative);
        reading.Sentiment.Value.ShouldBeLessThan(0.2);
    }

    [Fact]
    public void Bare_thanks_is_small_talk_and_not_praise()
    {
        Reader.Read("谢谢").Kind!.Value.Label.ShouldBe(Other);
        Reader.Read("好的谢谢").Kind!.Value.Label.ShouldBe(Other);
    }

    [Fact]
    public void A_bare_intent_to_complain_is_a_sure_complaint() => Reader.Read("我要投诉").KindAbstained.ShouldBeFalse();

    [Theory]
    [InlineData("快递怎么还没到", "delivery")]
    [InlineData("多扣了我五十块钱", "billing")]
    [InlineData("洗衣机漏水", "product_quality")]
    [InlineData("服务员翻白眼，一点礼貌都没有", "staff_service")]
    [InlineData("小程序打不开，一直白屏", "app_website")]
    [InlineData("退货三周了钱还没退", "returns_refund")]
    [InlineData("忘记密码了，验证码也收不到", "account")]
    [InlineData("我的个人信息被你们泄露了", "privacy_safety")]
    [InlineData("天气真好", "other")]
    public void The_topic_that_matters_comes_first(string text, string topic) => Reader.Read(text).Topics[0].Label.ShouldBe(topic);
}
