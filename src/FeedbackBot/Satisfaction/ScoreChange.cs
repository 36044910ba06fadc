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

        var difference = v1 - v2;
        return new(difference - Math.Sqrt(Square(v1 - l1) + Square(u2 - v2)), difference + Math.Sqrt(Square(u1 - v1) + Square(v2 - l2)));
    }

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
