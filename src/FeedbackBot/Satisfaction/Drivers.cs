namespace FeedbackBot.Satisfaction;

/// <summary>Satisfied and all answers of a group, and of everybody else.</summary>
public sealed record DriverCounts(string Key, long Satisfied, long N, long OthersSatisfied, long Others);

/// <summary>What is known of a group's satisfaction against the others': a claim, none in sight, or too few answers to say.</summary>
public enum DriverVerdict { Lower, Higher, NoDifference, TooFew }

/// <summary>A group's CSAT against that of all others.</summary>
/// <param name="Difference">Of the shares of satisfied answers, −1…1; null where there were too few.</param>
/// <param name="Adjusted">The p-value after the correction for many comparisons.</param>
public sealed record Driver(string Key, long N, double? Value, double? Difference, double? Low, double? High, double? Adjusted, DriverVerdict Verdict);

/// <summary>
/// Which groups move the score. For each group the difference of its CSAT from everybody else's, with Newcombe's 95 % interval, and a two-sided test of two
/// proportions (pooled z, W. G. Cochran's χ² of one degree); with twenty groups one in twenty would look different by chance, so p-values are adjusted by
/// Holm's step-down (S. Holm, Scandinavian Journal of Statistics 6, 1979), which keeps the chance of even one false claim at 5 %; over the groups of all
/// kinds at once, because their claims are read as one list. A claim needs both sides to have the minimum n. A difference is not yet a cause: pages say so.
/// </summary>
public static class Drivers
{
    public const double Level = 0.05;

    /// <returns>Of each kind claims first, the largest difference first.</returns>
    public static IReadOnlyDictionary<TKind, IReadOnlyList<Driver>> Of<TKind>(IReadOnlyDictionary<TKind, IReadOnlyCollection<DriverCounts>> kinds, int minimum) where TKind : notnull
    {
        var known = kinds.SelectMany(k => k.Value.Where(g => IsEnough(g, minimum)).Select(g => (Kind: k.Key, Group: g, P: PValue(g)))).OrderBy(g => g.P).ToArray();
        var compared = new List<(TKind Kind, Driver Driver)>();
        var highest = 0.0;
        for (var i = 0; i < known.Length; i++)
        {
            highest = Math.Max(highest, Math.Min(1, known[i].P * (known.Length - i)));
            compared.Add((known[i].Kind, Compare(known[i].Group, highest)));
        }

        var drivers = compared.ToLookup(c => c.Kind, c => c.Driver);
        return kinds.ToDictionary(k => k.Key, k => InOrder(drivers[k.Key], k.Value.Where(g => !IsEnough(g, minimum))));
    }

    /// <summary>Two-sided; 1 where all answers of both sides are alike.</summary>
    public static double PValue(DriverCounts g)
    {
        var pooled = (double)(g.Satisfied + g.OthersSatisfied) / (g.N + g.Others);
        var variance = pooled * (1 - pooled) * ((1.0 / g.N) + (1.0 / g.Others));
        return variance <= 0 ? 1 : Tail(Math.Abs(((double)g.Satisfied / g.N) - ((double)g.OthersSatisfied / g.Others)) / Math.Sqrt(variance));
    }

    private static bool IsEnough(DriverCounts g, int minimum) => g.N > 0 && g.Others > 0 && g.N >= minimum && g.Others >= minimum;

    private static IReadOnlyList<Driver> InOrder(IEnumerable<Driver> compared, IEnumerable<DriverCounts> tooFew) =>
    [
        .. compared.OrderBy(d => d.Verdict == DriverVerdict.NoDifference).ThenByDescending(d => Math.Abs(d.Difference!.Value)).ThenBy(d => d.Key, StringComparer.Ordinal),
        .. tooFew.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Driver(g.Key, g.N, null, null, null, null, null, DriverVerdict.TooFew)),
    ];

    private static Driver Compare(DriverCounts g, double adjusted)
    {
        var (own, others) = ((double)g.Satisfied / g.N, (double)g.OthersSatisfied / g.Others);
        var difference = own - others;
        var interval = ScoreChange.Difference(own, ScoreFormula.Wilson(g.Satisfied, g.N), others, ScoreFormula.Wilson(g.OthersSatisfied, g.Others));
        var verdict = adjusted >= Level ? DriverVerdict.NoDifference : difference < 0 ? DriverVerdict.Lower : DriverVerdict.Higher;
        return new(g.Key, g.N, own, difference, interval.Low, interval.High, adjusted, verdict);
    }

    /// <summary>
    /// Both tails of the normal distribution beyond ±z: erfc(z/√2), by W. J. Cody's rational fit as given in Numerical Recipes (erfcc), relative error below 1.2e-7.
    /// </summary>
    internal static double Tail(double z)
    {
        var x = z / Math.Sqrt(2);
        var t = 1 / (1 + (0.5 * x));
        double[] c = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
        var sum = c.Reverse().Aggregate(0.0, (s, k) => (s * t) + k);
        return t * Math.Exp((-x * x) + sum);
    }
}
