using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;

namespace FeedbackBot.Tests.Satisfaction;

/// <summary>The expected figures were computed apart from the code: Wilson by solving the score equation numerically, NPS from the raw sample.</summary>
public class ScoreFormulaTests
{
    private const double Hair = 1e-9;

    [Theory]
    [InlineData(7, 10, 0.3967781475, 0.8922087326)]
    [InlineData(0, 5, 0, 0.4344824648)]
    [InlineData(5, 5, 0.5655175352, 1)]
    [InlineData(50, 100, 0.4038315304, 0.5961684696)]
    [InlineData(1, 1000, 0.0001765464, 0.0056425586)]
    [InlineData(81, 263, 0.2552885199, 0.3662095770)]
    public void Wilson_gives_the_roots_of_the_score_equation(long satisfied, long n, double low, double high)
    {
        var interval = ScoreFormula.Wilson(satisfied, n);
        interval.Low.ShouldBe(low, 1e-9);
        interval.High.ShouldBe(high, 1e-9);
    }

    [Fact]
    public void Csat_is_the_share_of_fours_and_fives_with_mean_and_top_box_beside_it()
    {
        var score = ScoreFormula.Of(Metric.Csat, Counts((1, 1), (3, 2), (4, 3), (5, 4)), 5);
        score.N.ShouldBe(10);
        score.Value!.Value.ShouldBe(0.7, Hair);
        score.Low!.Value.ShouldBe(0.3967781475, Hair);
        score.High!.Value.ShouldBe(0.8922087326, Hair);
        score.Mean!.Value.ShouldBe(3.9, Hair);
        score.TopBox!.Value.ShouldBe(0.4, Hair);
        score.Note.ShouldBeNull();
    }

    [Theory]
    [InlineData(50, 30, 20, 30, 14.6921919250, 45.3078080750)]
    [InlineData(6, 3, 1, 50, 8.4228852695, 91.5771147305)]
    [InlineData(9, 1, 0, 90, 71.4061490309, 100)]
    [InlineData(0, 1, 9, -90, -100, -71.4061490309)]
    [InlineData(5, 0, 0, 100, 17.4914530342, 100)]
    [InlineData(0, 5, 0, 0, -30.0056979772, 30.0056979772)]
    public void Nps_is_promoters_less_detractors_with_an_interval_that_stays_on_the_scale(
        int promoters, int passives, int detractors, double value, double low, double high)
    {
        var score = ScoreFormula.Of(Metric.Nps, Counts((10, promoters / 2), (9, promoters - (promoters / 2)), (7, passives), (6, detractors)), 5);
        score.Value!.Value.ShouldBe(value, Hair);
        score.Low!.Value.ShouldBe(low, Hair);
        score.High!.Value.ShouldBe(high, Hair);
    }

    [Fact]
    public void Nps_classes_end_at_six_and_begin_at_nine()
    {
        ScoreFormula.Of(Metric.Nps, Counts((0, 5), (6, 5)), 5).Value.ShouldBe(-100);
        ScoreFormula.Of(Metric.Nps, Counts((7, 5), (8, 5)), 5).Value.ShouldBe(0);
        ScoreFormula.Of(Metric.Nps, Counts((9, 5), (10, 5)), 5).Value.ShouldBe(100);
    }

    [Fact]
    public void Nps_variance_is_that_of_the_published_formula() =>
        ScoreFormula.NpsVariance(50, 20, 100).ShouldBe(0.0061, Hair);

    [Fact]
    public void Ces_is_the_share_of_five_to_seven()
    {
        var score = ScoreFormula.Of(Metric.Ces, Counts((4, 3), (5, 2), (6, 2), (7, 3)), 5);
        score.Value!.Value.ShouldBe(0.7, Hair);
        score.Mean!.Value.ShouldBe(5.5, Hair);
        score.TopBox!.Value.ShouldBe(0.3, Hair);
    }

    [Fact]
    public void Fewer_answers_than_the_minimum_give_no_figures_but_their_number_and_distribution()
    {
        var score = ScoreFormula.Of(Metric.Csat, Counts((2, 1), (5, 3)), 5);
        score.N.ShouldBe(4);
        (score.Value, score.Low, score.High, score.Mean, score.TopBox).ShouldBe((null, null, null, null, null));
        score.Note.ShouldBe("notEnoughAnswers");
        score.Distribution.ShouldBe(new Dictionary<int, long> { [1] = 0, [2] = 1, [3] = 0, [4] = 0, [5] = 3 });
        ScoreFormula.Of(Metric.Csat, Counts((2, 1), (5, 4)), 5).Value!.Value.ShouldBe(0.8, Hair);
    }

    [Fact]
    public void The_interval_of_a_difference_is_the_one_published_for_56_of_70_against_48_of_80()
    {
        // Newcombe, Statistics in Medicine 17 (1998), table II, method 10: 0.0524 to 0.3339.
        var interval = ScoreChange.Difference(Csat(56, 70), Csat(48, 80))!.Value;
        interval.Low.ShouldBe(0.0524, 0.00005);
        interval.High.ShouldBe(0.3339, 0.00005);
    }

    [Theory]
    [InlineData(56, 70, 48, 80, Trend.Up)]
    [InlineData(48, 80, 56, 70, Trend.Down)]
    [InlineData(7, 10, 6, 10, Trend.Steady)]
    [InlineData(10, 10, 2, 4, Trend.Unknown)]
    public void A_change_is_called_one_only_where_it_goes_beyond_chance(int now, int nowOf, int before, int beforeOf, Trend trend) =>
        ScoreChange.Between(Csat(now, nowOf), Csat(before, beforeOf)).ShouldBe(trend);

    private static Score Csat(int satisfied, int of) => ScoreFormula.Of(Metric.Csat, Counts((5, satisfied), (1, of - satisfied)), 5);

    private static Dictionary<int, long> Counts(params (int Value, long Count)[] counts) => counts.ToDictionary(c => c.Value, c => c.Count);
}
