using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;

namespace FeedbackBot.Tests.Satisfaction;

public class RecoveryEffectTests
{
    /// <summary>Points as tables of the distribution have them.</summary>
    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(2, 4.3027)]
    [InlineData(3, 3.1824)]
    [InlineData(4, 2.7764)]
    [InlineData(9, 2.2622)]
    [InlineData(30, 2.0423)]
    [InlineData(120, 1.9799)]
    [InlineData(100_000, 1.9600)]
    public void The_points_of_the_distribution_are_those_of_the_tables(int degrees, double expected) =>
        StudentT.Point95(degrees).ShouldBe(expected, 0.00005);

    /// <summary>Differences 3, 1, 4, 2, 0, 3: mean 13/6, s² = 2.1667, s/√6 = 0.60093, t(5) = 2.5706; 4 of 6 recovered.</summary>
    [Fact]
    public void A_worked_example()
    {
        RecoveryPair[] pairs = [new(2, 5), new(1, 2), new(1, 5), new(2, 4), new(2, 2), new(1, 4)];
        var effect = RecoveryEffect.Of(Metric.Csat, pairs, 5);
        (effect.N, effect.Note).ShouldBe((6, null));
        effect.MeanDifference.ShouldNotBeNull().ShouldBe(13 / 6.0, 1e-9);
        effect.Low.ShouldNotBeNull().ShouldBe(0.6219, 0.0005);
        effect.High.ShouldNotBeNull().ShouldBe(3.7114, 0.0005);
        effect.Recovered.ShouldNotBeNull().ShouldBe(4 / 6.0, 1e-9);
        (effect.RecoveredLow, effect.RecoveredHigh).ShouldBe((ScoreFormula.Wilson(4, 6).Low, ScoreFormula.Wilson(4, 6).High));
    }

    [Theory]
    [InlineData(Metric.Csat, 3, 4)]
    [InlineData(Metric.Nps, 8, 9)]
    [InlineData(Metric.Ces, 4, 5)]
    public void Recovered_is_who_counts_as_satisfied_or_as_a_promoter(Metric metric, int notYet, int recovered) =>
        RecoveryEffect.Of(metric, [new(1, notYet), new(1, recovered)], 1).Recovered.ShouldBe(0.5);

    [Fact]
    public void Of_too_few_pairs_nothing_is_claimed_but_their_number()
    {
        RecoveryEffect.Of(Metric.Csat, [new(1, 5), new(1, 5), new(1, 4), new(2, 5)], 5)
            .ShouldBe(new RecoveryEffect { Metric = Metric.Csat, N = 4, Note = ScoreFormula.NotEnoughAnswers });
        RecoveryEffect.Of(Metric.Nps, [], 1).Note.ShouldBe(ScoreFormula.NotEnoughAnswers);
    }

    [Fact]
    public void Where_all_moved_alike_no_interval_claims_certainty()
    {
        var effect = RecoveryEffect.Of(Metric.Csat, [.. Enumerable.Repeat(new RecoveryPair(1, 3), 6)], 5);
        (effect.MeanDifference, effect.Low, effect.High, effect.Recovered).ShouldBe((2, null, null, 0));
        effect.RecoveredHigh.ShouldNotBeNull().ShouldBeGreaterThan(0.3);
    }

    [Fact]
    public void The_interval_stays_within_what_the_scale_allows()
    {
        var effect = RecoveryEffect.Of(Metric.Csat, [new(1, 5), new(5, 1)], 2);
        (effect.MeanDifference, effect.Low, effect.High).ShouldBe((0, -4, 4));
    }
}
