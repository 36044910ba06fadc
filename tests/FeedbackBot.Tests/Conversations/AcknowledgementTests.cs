namespace FeedbackBot.Tests.Conversations;

/// <summary>A complaint is acknowledged in the customer's own terms, and in the tone that what happened calls for.</summary>
public class AcknowledgementTests
{
    [Theory]
    [InlineData("zh-Hans", "前天买的电饭煲一插电就跳闸，我要退款", "电饭煲", "抱歉")]
    [InlineData("en", "The blender I ordered arrived cracked and I want a refund", "blender", "sorry")]
    public async Task The_thing_that_was_bought_is_named_with_one_apology(string language, string told, string product, string apology)
    {
        var acknowledged = await Acknowledged(language, told);
        acknowledged.ShouldContain(product);
        acknowledged.Split(apology).Length.ShouldBe(2, acknowledged);
    }

    [Theory]
    [InlineData("zh-Hans", "我妈妈上个月去世了，你们还在扣她的会员费，打电话没人管", "节哀|保重")]
    [InlineData("en", "My husband passed away in May and you still deliver his broken order to our house", "loss|condolences")]
    [InlineData("en", "My daughter was in tears because the doll you sent came without a head, I want a replacement", "fright")]
    public async Task Grief_and_frightened_children_change_the_tone(string language, string told, string tone) =>
        (await Acknowledged(language, told)).ShouldMatch(tone);

    [Theory]
    [InlineData("zh-Hans", "", "您好！")]
    [InlineData("en", "", "Hello,")]
    [InlineData("zh-Hans", "王芳", "王芳您好！")]
    public void A_known_customer_without_a_name_is_greeted_without_one(string language, string name, string start)
    {
        var visit = new Visit(language, new() { ContactName = name.Length == 0 ? null : name, OpenTickets = ["FB-000001"] });
        visit.Greet();
        visit.Said[0].Text.ShouldStartWith(start);
    }

    private static async Task<string> Acknowledged(string language, string told)
    {
        var visit = new Visit(language);
        await visit.Hear(told);
        return visit.Said[0].Text;
    }
}
