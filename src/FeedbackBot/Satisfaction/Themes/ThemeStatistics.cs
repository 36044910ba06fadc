namespace FeedbackBot.Satisfaction.Themes;

/// <summary>How many times as often as before, with its interval.</summary>
public readonly record struct Ratio(double Value, double Low, double High);

/// <summary>Tells a rise from chance.</summary>
public static class ThemeStatistics
{
    public const double Level = 0.05;

    /// <summary>
    /// R. A. Fisher's exact test, one-sided: the chance of at least <paramref name="now"/> of the voices that use a term falling into the period, were it
    /// used alike in both. Σ over k ≥ now of C(ofNow, k) C(ofBefore, m − k) / C(ofNow + ofBefore, m), where m = now + before. Exact for small counts,
    /// where χ² and the likelihood ratio (T. Dunning, Computational Linguistics 19, 1993) are too bold.
    /// </summary>
    public static double Fisher(int now, int ofNow, int before, int ofBefore)
    {
        var (m, all) = (now + before, ofNow + ofBefore);
        var whole = LogChoose(all, m);
        var sum = 0.0;
        for (var k = now; k <= Math.Min(m, ofNow); k++)
        {
            sum += m - k > ofBefore ? 0 : Math.Exp(LogChoose(ofNow, k) + LogChoose(ofBefore, m - k) - whole);
        }

        return Math.Min(1, sum);
    }

    /// <summary>
    /// p-values adjusted so that of the terms called rising at most one in twenty is expected to be so by chance (Y. Benjamini and Y. Hochberg,
    /// JRSS B 57, 1995): p × m / rank, from the largest down never rising. Here a list of candidates is read, not one sentence; terms of one text lean
    /// the same way, which the method allows for. Held for terms, not for the themes that are made of them; and a customer may stand on both sides, which
    /// the test takes for two.
    /// </summary>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        var (adjusted, lowest) = (new double[values.Count], 1.0);
        var order = Enumerable.Range(0, values.Count).OrderByDescending(i => values[i]).ToArray();
        for (var place = 0; place < order.Length; place++)
        {
            lowest = Math.Min(lowest, values[order[place]] * values.Count / (values.Count - place));
            adjusted[order[place]] = lowest;
        }

        return adjusted;
    }

    /// <summary>
    /// The ratio of two shares with the interval of its logarithm (D. Katz et al., Biometrics 34, 1978), half a voice added to each count
    /// (S. D. Walter, Biometrika 62, 1975), so that it also stands where nobody used the term before.
    /// </summary>
    /// <param name="point">How many standard errors it reaches; <see cref="ReachAmong"/> where terms were chosen.</param>
    public static Ratio RatioOf(int now, int ofNow, int before, int ofBefore, double point = ScoreFormula.Z)
    {
        if (now > ofNow || before > ofBefore)
        {
            throw new ArgumentException($"{now} of {ofNow} and {before} of {ofBefore} are no shares.");
        }

        var ratio = (now + 0.5) / (ofNow + 0.5) / ((before + 0.5) / (ofBefore + 0.5));
        var reach = point * Math.Sqrt((1 / (now + 0.5)) - (1 / (ofNow + 0.5)) + (1 / (before + 0.5)) - (1 / (ofBefore + 0.5)));
        return new(ratio, ratio * Math.Exp(-reach), ratio * Math.Exp(reach));
    }

    /// <summary>
    /// The point of an interval for one of <paramref name="chosen"/> terms of <paramref name="compared"/>: its level is 1 − 0.05 R / m, so that of the
    /// intervals shown at most one in twenty is expected to miss, though they are shown because they stand out (Y. Benjamini and D. Yekutieli, JASA 100, 2005).
    /// </summary>
    public static double ReachAmong(int chosen, int compared) => chosen == 0 || chosen == compared ? ScoreFormula.Z : UpperPoint(Level * chosen / compared / 2);

    /// <summary>Beyond it lies <paramref name="tail"/> of the normal distribution (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23; off by less than 0.00045).</summary>
    private static double UpperPoint(double tail)
    {
        var t = Math.Sqrt(-2 * Math.Log(tail));
        return t - ((2.515517 + (0.802853 * t) + (0.010328 * t * t)) / (1 + (1.432788 * t) + (0.189269 * t * t) + (0.001308 * t * t * t)));
    }

    private static double LogChoose(int n, int k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    /// <summary>Stirling's series; exact enough (1e-10) from 10 up, by multiplication below.</summary>
    private static double LogFactorial(int n)
    {
        if (n < 10)
        {
            var product = 1.0;
            for (var i = 2; i <= n; i++)
            {
                product *= i;
            }

            return Math.Log(product);
        }

        var x = n + 1.0;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * x)) - (1 / (360 * x * x * x)) + (1 / (1260 * Math.Pow(x, 5)));
    }
}
