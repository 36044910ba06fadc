using FeedbackBot.Surveys;

namespace FeedbackBot.Satisfaction;

/// <summary>The same customer's low rating and the one after their case was seen to, on one scale.</summary>
public readonly record struct RecoveryPair(int Before, int After);

/// <summary>What seeing to low ratings brought about; figures are null, with a note, where there are too few pairs.</summary>
public sealed record RecoveryEffect
{
    public required Metric Metric { get; init; }

    /// <summary>Pairs of a low rating and a second one.</summary>
    public required int N { get; init; }

    /// <summary>Second rating minus first, on average, in steps of the scale.</summary>
    public double? MeanDifference { get; init; }

    /// <summary>95 % interval of that; null where all pairs moved alike, which says nothing of how far others may.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Share whose second rating is one of the satisfied or a promoter's, 0…1.</summary>
    public double? Recovered { get; init; }

    public double? RecoveredLow { get; init; }

    public double? RecoveredHigh { get; init; }

    public string? Note { get; init; }

    /// <summary>
    /// Pure. Difference: paired, d̄ ± t(0.975; n − 1) · s / √n with s² = Σ(d − d̄)² / (n − 1) (Student, Biometrika 6, 1908), kept within what the scale
    /// allows. Share: <see cref="ScoreFormula.Wilson"/>. It says how those who answered twice moved; who was lowest at first rises a little by chance alone.
    /// </summary>
    /// <param name="minimum">Fewer pairs than this give no figures.</param>
    public static RecoveryEffect Of(Metric metric, IReadOnlyCollection<RecoveryPair> pairs, int minimum)
    {
        var n = pairs.Count;
        if (n == 0 || n < minimum)
        {
            return new() { Metric = metric, N = n, Note = ScoreFormula.NotEnoughAnswers };
        }

        var recovered = pairs.Count(p => p.After >= ScoreFormula.SatisfiedFrom(metric));
        var share = ScoreFormula.Wilson(recovered, n);
        var mean = pairs.Average(p => (double)(p.After - p.Before));
        var interval = IntervalOf(metric, pairs, mean);
        return new()
        {
            Metric = metric,
            N = n,
            MeanDifference = mean,
            Low = interval?.Low,
            High = interval?.High,
            Recovered = (double)recovered / n,
            RecoveredLow = share.Low,
            RecoveredHigh = share.High,
        };
    }

    private static Interval? IntervalOf(Metric metric, IReadOnlyCollection<RecoveryPair> pairs, double mean)
    {
        if (pairs.Count < 2 || pairs.Select(p => p.After - p.Before).Distinct().Count() < 2)
        {
            return null;
        }

        var variance = pairs.Sum(p => Math.Pow(p.After - p.Before - mean, 2)) / (pairs.Count - 1);
        var reach = StudentT.Point95(pairs.Count - 1) * Math.Sqrt(variance / pairs.Count);
        var (low, high) = Scale.Of(metric);
        return new(Math.Max(mean - reach, low - high), Math.Min(mean + reach, high - low));
    }
}
