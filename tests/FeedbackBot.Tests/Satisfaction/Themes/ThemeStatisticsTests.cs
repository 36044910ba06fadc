using FeedbackBot.Satisfaction.Themes;

namespace FeedbackBot.Tests.Satisfaction.Themes;

/// <summary>The arithmetic of rising themes, against worked examples.</summary>
public class ThemeStatisticsTests
{
    [Theory]
    [InlineData(3, 4, 1, 4, 0.242857)]
    [InlineData(4, 4, 0, 4, 0.0142857)]
    [InlineData(0, 10, 5, 10, 1)]
    [InlineData(1, 12, 9, 12, 0.9999663)]
    public void Fishers_test_is_exact(int now, int ofNow, int before, int ofBefore, double expected) =>
        ThemeStatistics.Fisher(now, ofNow, before, ofBefore).ShouldBe(expected, 1e-5);

    [Fact]
    public void Fishers_test_of_large_counts_agrees_with_adding_up_the_table()
    {
        double Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (c, i) => c * (n - k + i) / i);
        var plain = Enumerable.Range(14, 7).Sum(k => Choose(120, k) * Choose(340, 20 - k) / Choose(460, 20));
        ThemeStatistics.Fisher(14, 120, 6, 340).ShouldBe(plain, plain * 1e-6);
    }

    [Fact]
    public void False_discoveries_are_controlled_as_benjamini_and_hochberg_did()
    {
        ThemeStatistics.Adjust([0.01, 0.04, 0.03, 0.005]).ShouldBe([0.02, 0.04, 0.04, 0.02], 1e-12);
        ThemeStatistics.Adjust([0.5]).ShouldBe([0.5], 1e-12);
        ThemeStatistics.Adjust([]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(4, 4, 1.959964)]
    [InlineData(1, 50, 3.290527)]
    [InlineData(1, 5, 2.575829)]
    [InlineData(0, 5, 1.959964)]
    public void An_interval_reaches_the_further_the_fewer_were_chosen_of_the_more(int chosen, int compared, double expected) =>
        ThemeStatistics.ReachAmong(chosen, compared).ShouldBe(expected, 5e-4);

    [Fact]
    public void More_voices_than_wrote_are_refused_and_never_an_interval_that_is_no_number() =>
        Should.Throw<ArgumentException>(() => ThemeStatistics.RatioOf(10, 6, 0, 20));

    [Fact]
    public void The_ratio_has_an_interval_also_where_nobody_said_it_before()
    {
        var known = ThemeStatistics.RatioOf(20, 100, 10, 100);
        known.Value.ShouldBe(1.952, 0.001);
        known.Low.ShouldBeLessThan(1);
        known.High.ShouldBeInRange(3.7, 4.1);
        ThemeStatistics.RatioOf(9, 50, 0, 150).Low.ShouldBeGreaterThan(1);
    }
}
