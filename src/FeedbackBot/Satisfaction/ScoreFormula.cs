using FeedbackBot.Surveys;

namespace FeedbackBot.Satisfaction;

/// <summary>
/// The one definition of every score, on screens, in the API, in digests and in exports. Pure.
/// CSAT: share of 4–5 on 1–5, 0…1 (the "top two boxes" of ISO 10004-style surveys). CES: share of 5–7 on 1–7 "made it easy", 0…1
/// (CES 2.0, CEB 2013). NPS: (promoters 9–10 − detractors 0–6) / n × 100, −100…100 (Reichheld, Harvard Business Review, December 2003).
/// </summary>
public static class ScoreFormula
{
    /// <summary>The normal distribution's 97.5 % point: two-sided 95 %.</summary>
    public const double Z = 1.959963984540054;

    public const string NotEnoughAnswers = "notEnoughAnswers";

    /// <param name="counts">Answers by value; values that nobody gave may be missing.</param>
    /// <param name="minimum">Fewer answers than this give no figures, only their number and distribution.</param>
    public static Score Of(Metric metric, IReadOnlyDictionary<int, long> counts, int minimum)
    {
        var (low, high) = Scale.Of(metric);
        var distribution = Enumerable.Range(low, high - low + 1).ToDictionary(v => v, v => counts.GetValueOrDefault(v));
        var n = distribution.Values.Sum();
        if (n == 0 || n < minimum)
        {
            return new() { Metric = metric, N = n, Distribution = distribution, Note = NotEnoughAnswers };
        }

        var (value, interval) = metric == Metric.Nps ? Nps(distribution, n) : Share(distribution, SatisfiedFrom(metric), n);
        return new()
        {
            Metric = metric,
            N = n,
            Distribution = distribution,
            Value = value,
            Low = interval.Low,
            High = interval.High,
            Mean = distribution.Sum(p => (double)p.Key * p.Value) / n,
            TopBox = (double)distribution[high] / n,
        };
    }

    /// <summary>
    /// 95 % interval of a share, 0…1: Wilson's score interval (E. B. Wilson, JASA 22, 1927), which stays honest for small n and shares near 0 or 1.
    /// (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n).
    /// </summary>
    public static Interval Wilson(long successes, long n)
    {
        var (p, z2) = ((double)successes / n, Z * Z);
        var middle = p + (z2 / (2 * n));
        var reach = Z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4.0 * n * n)));
        var whole = 1 + (z2 / n);

        // At the ends of the scale the bound is exact; arithmetic would leave it a hair away.
        return new(
            successes == 0 ? 0 : Math.Max(0, (middle - reach) / whole),
            successes == n ? 1 : Math.Min(1, (middle + reach) / whole));
    }

    /// <summary>Variance of one answer's contribution (+1 promoter, 0 passive, −1 detractor) divided by n: (p + d − (p − d)²) / n.</summary>
    public static double NpsVariance(double promoters, double detractors, double n)
    {
        var (p, d) = (promoters / n, detractors / n);
        return Math.Max(0, p + d - ((p - d) * (p - d))) / n;
    }

    /// <summary>
    /// 95 % interval of NPS, −100…100: normal, from <see cref="NpsVariance"/>. Where all answers are of one class the variance is nought and would
    /// claim certainty; there the adjusted interval (three answers added, ¾ promoter, ¾ detractor; B. Rocks, The American Statistician 70, 2016) is used.
    /// </summary>
    public static Interval NpsInterval(long promoters, long detractors, long n)
    {
        var oneClass = promoters == n || detractors == n || promoters + detractors == 0;
        var (p, d, all) = oneClass ? (promoters + 0.75, detractors + 0.75, n + 3.0) : (promoters, detractors, n);
        var middle = (p - d) / all;
        var reach = Z * Math.Sqrt(NpsVariance(p, d, all));
        var observed = (double)(promoters - detractors) / n;
        return new(
            100 * Math.Clamp(Math.Min(middle - reach, observed), -1, 1),
            100 * Math.Clamp(Math.Max(middle + reach, observed), -1, 1));
    }

    /// <summary>The lowest rating that counts as satisfied, and of NPS as a promoter's.</summary>
    internal static int SatisfiedFrom(Metric metric) => metric switch
    {
        Metric.Csat => 4,
        Metric.Ces => 5,
        Metric.Nps => 9,
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    private static (double Value, Interval Interval) Nps(Dictionary<int, long> distribution, long n)
    {
        var promoters = distribution.Where(p => p.Key >= SatisfiedFrom(Metric.Nps)).Sum(p => p.Value);
        var detractors = distribution.Where(p => p.Key <= 6).Sum(p => p.Value);
        return (100.0 * (promoters - detractors) / n, NpsInterval(promoters, detractors, n));
    }

    private static (double Value, Interval Interval) Share(Dictionary<int, long> distribution, int from, long n)
    {
        var satisfied = distribution.Where(p => p.Key >= from).Sum(p => p.Value);
        return ((double)satisfied / n, Wilson(satisfied, n));
    }
}

/// <summary>Where the true figure lies in 95 of 100 such samples.</summary>
public readonly record struct Interval(double Low, double High);

/// <summary>A metric's figures for some group of answers; all null, with a note, where there were too few.</summary>
public sealed record Score
{
    public required Metric Metric { get; init; }

    /// <summary>Answers; dismissed and unanswered questions are never among them.</summary>
    public required long N { get; init; }

    /// <summary>Share 0…1 for csat and ces, −100…100 for nps.</summary>
    public double? Value { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>On the metric's own scale.</summary>
    public double? Mean { get; init; }

    /// <summary>Share of the scale's highest value, 0…1: only the very satisfied are loyal.</summary>
    public double? TopBox { get; init; }

    /// <summary>Answers by value, every value of the scale.</summary>
    public required IReadOnlyDictionary<int, long> Distribution { get; init; }

    public string? Note { get; init; }

    /// <summary>The distribution where it may be shown; null where so few answered that single answers could be read from it.</summary>
    public IReadOnlyDictionary<int, long>? Shown => Note == null ? Distribution : null;
}
