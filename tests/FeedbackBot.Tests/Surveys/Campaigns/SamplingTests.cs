using FeedbackBot.Surveys.Campaigns;

namespace FeedbackBot.Tests.Surveys.Campaigns;

/// <summary>Campaign and contact alone decide who is drawn.</summary>
public sealed class SamplingTests
{
    private static readonly Guid One = new("01990000-0000-7000-8000-000000000001");
    private static readonly Guid Other = new("01990000-0000-7000-8000-000000000002");
    private static readonly Guid[] Contacts = [.. Enumerable.Range(0, 20_000).Select(i => new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))];

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(99)]
    public void About_the_share_is_drawn_and_always_the_same_contacts(int percent)
    {
        var drawn = Drawn(One, percent);

        // Four standard deviations of a fair draw.
        ((double)drawn.Count).ShouldBe(Contacts.Length * percent / 100.0, 4 * Math.Sqrt(Contacts.Length * percent * (100 - percent) / 10_000.0));
        Drawn(One, percent).SetEquals(drawn).ShouldBeTrue();
    }

    [Fact]
    public void A_hundred_draws_everybody_and_nought_nobody()
    {
        Drawn(One, 100).Count.ShouldBe(Contacts.Length);
        Drawn(One, 0).ShouldBeEmpty();
    }

    [Fact]
    public void A_higher_share_lets_nobody_go_and_another_campaign_draws_others()
    {
        Drawn(One, 30).IsProperSupersetOf(Drawn(One, 10)).ShouldBeTrue();
        var common = Drawn(One, 10).Intersect(Drawn(Other, 10)).Count();
        common.ShouldBeInRange(120, 290, "a tenth of a tenth");
    }

    /// <summary>The draw is part of what was promised: a program that is changed must not draw a running campaign anew.</summary>
    [Fact]
    public void The_draw_never_changes() => Enumerable.Range(0, 40).Where(i => Sampling.Draws(One, Contacts[i], 25)).ShouldBe(Expected);

    /// <summary>SHA-256 of both ids, reckoned elsewhere.</summary>
    private static readonly int[] Expected = [0, 1, 2, 4, 9, 12, 17, 20, 36];

    private static HashSet<Guid> Drawn(Guid campaign, int percent) => [.. Contacts.Where(c => Sampling.Draws(campaign, c, percent))];
}
