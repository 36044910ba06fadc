using FeedbackBot.Host.StaffConsole.Queue;

namespace FeedbackBot.Tests.Queue;

/// <summary>What was looked for is shown where it stands.</summary>
public sealed class LookedForTests
{
    [Theory]
    [InlineData("parcel", "Two Parcels came late.", "Two [Parcels] came late.")]
    [InlineData("退款", "我要退款,马上退款!", "我要[退款],马上[退款]!")]
    [InlineData("iphone 手机", "我的iPhone手机坏了", "我的[iPhone][手机]坏了")]
    [InlineData("nothing", "Two parcels", "Two parcels")]
    [InlineData("<b>", "a <b> tag", "a <[b]> tag")]
    public void Hits_are_marked_in_the_text_as_it_was_written(string query, string text, string shown) => Show(query, text).ShouldBe(shown);

    [Fact]
    public void A_long_text_is_cut_around_the_first_hit()
    {
        var shown = Show("valve", new string('x', 300) + " the valve is rusty " + new string('y', 300));
        shown.ShouldStartWith("…");
        shown.ShouldEndWith("…");
        shown.ShouldContain("[valve]");
        shown.Length.ShouldBeLessThan(180);
    }

    private static string Show(string query, string text) =>
        string.Concat(new LookedFor(query).Snippet(text).Select(s => s.IsHit ? $"[{s.Text}]" : s.Text));
}
