using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.Conversations;

/// <summary>What is told in passing (when it happened, what it cost, what was bought) is kept, and never asked, shown or talked about.</summary>
public class InPassingTests
{
    [Theory]
    [InlineData("zh-Hans", "昨天买的洗衣机又坏了，花了两千五，客服没人理", "洗衣机", "2026-11-17", "250000 CNY", "跳过", "提交")]
    [InlineData("en", "The blender I ordered arrived cracked yesterday, I paid $49.99 for it", "blender", "2026-11-17", "4999 USD", "skip", "yes")]
    public async Task It_goes_into_the_case(string language, string story, string product, string day, string amount, string skip, string yes)
    {
        var visit = new Visit(language);
        await visit.Hear(story);
        var said = new List<Say>();
        for (var turns = 0; turns < 6 && visit.Tickets.Count == 0; turns++)
        {
            said.AddRange(visit.Said);
            await visit.Hear(visit.Step == SharedSteps.Confirm ? yes : skip);
        }

        var fields = visit.Tickets.ShouldHaveSingleItem().Fields;
        fields["product"].ShouldBe(product);
        fields["happened_at"].ShouldBe(day);
        fields["amount"].ShouldBe(amount);
        said.ShouldAllBe(s => s.Step != "product" && s.Step != "happened_at" && s.Step != "amount");
        said.ShouldAllBe(s => !s.Text.Contains("happened_at", StringComparison.Ordinal) && !s.Text.Contains(amount, StringComparison.Ordinal) && !s.Text.Contains(day, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_put_right_without_a_word_about_it()
    {
        var visit = new Visit("zh-Hans");
        await visit.Hear("昨天买的洗衣机又坏了，花了199元，我要投诉");
        await visit.Hear("写错了，不是199元，是299元");

        visit.State.Flows[^1].Answers["amount"].ShouldBe("29900 CNY");
        visit.Said.ShouldAllBe(s => !s.Text.Contains("amount", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2026-11-19T00:30")]
    [InlineData("UTC", "2026-11-18T16:30")]
    [InlineData("Nowhere/Land", "2026-11-18T16:30")]
    public void Now_is_by_the_customers_own_clock(string zone, string local) =>
        LocalTime.Of(new DateTime(2026, 11, 18, 16, 30, 0, DateTimeKind.Utc), zone).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(local);
}
