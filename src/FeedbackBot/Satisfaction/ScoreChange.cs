namespace FeedbackBot.Satisfaction;

/// <summary>How a score moved; unknown where either side has too few answers.</summary>
public enum Trend { Unknown, Steady, Up, Down }

/// <summary>Tells a change from chance.</summary>
public static class ScoreChange
{
    /// <summary>
    /// 95 % interval of the difference of two independent scores from their own intervals: Newcombe's hybrid method (Statistics in Medicine 17, 1998,
    /// method 10), which Zou and Donner (2008) showed to hold for any pair of intervals, so it serves CSAT and CES (Wilson) and NPS alike.
    /// low = d − √((v₁ − l₁)² + (u₂ − v₂)²), high = d + √((u₁ − v₁)² + (v₂ − l₂)²). In the score's own units; null where a score is missing.
    /// </summary>
    public static Interval? Difference(Score now, Score before)
    {
        if (now is not { Value: { } v1, Low: { } l1, High: { } u1 } || before is not { Value: { } v2, Low: { } l2, High: { } u2 })
        {
            return null;
        }

        return Difference(v1, new(l1, u1), v2, new(l2, u2));
    }

    /// <summary>The same of any two figures with their intervals.</summary>
    internal static Interval Difference(double one, Interval first, double other, Interval second) => new(
        one - other - Math.Sqrt(Square(one - first.Low) + Square(second.High - other)),
        one - other + Math.Sqrt(Square(first.High - one) + Square(other - second.Low)));

    /// <summary>Up or down only where the interval of the difference leaves out zero.</summary>
    public static Trend Between(Score now, Score before) => Difference(now, before) switch
    {
        null => Trend.Unknown,
        { Low: > 0 } => Trend.Up,
        { High: < 0 } => Trend.Down,
        _ => Trend.Steady,
    };

    private static double Square(double x) => x * x;
}
