namespace FeedbackBot.Understanding.Embedded;

/// <summary>Turns the sums of good and bad into a label, a value and a probability.</summary>
internal static class SentimentRule
{
    private const float Weak = 0.35f;

    /// <param name="troubled">The message is read as a complaint: a trouble told without a bad word is still bad.</param>
    public static SentimentClaim Decide(Tally tally, bool troubled)
    {
        var (good, bad) = (tally.Good, tally.Bad);
        if (tally.WhyAndTrouble && bad < 0.8f) bad = 0.8f;
        if (troubled && bad < 0.5f) bad = 0.5f;
        var value = Math.Round(Math.Tanh((good - bad) * 0.45), 3);
        if (good < Weak && bad < Weak) return new SentimentClaim(Sentiment.Neutral, value, Math.Round(Calm(tally) - (good + bad) * 0.5, 3));

        var share = Math.Min(good, bad) / Math.Max(good, bad);
        if (good >= 0.8f && bad >= 0.8f && share >= 0.45f)
            return new SentimentClaim(Sentiment.Mixed, value, Math.Round(0.45 + 0.3 * share, 3));

        var label = good > bad ? Sentiment.Positive : Sentiment.Negative;
        var strength = Math.Abs(good - bad);
        return new SentimentClaim(label, value, Math.Round(0.5 + 0.46 * Math.Tanh(strength * 0.55), 3));
    }

    /// <summary>Questions and bare answers rarely hide a feeling; a long statement without a known word of feeling often does.</summary>
    private static double Calm(Tally tally) =>
        tally.Units <= 3 || tally.EndsAsQuestion || (tally.Roles & (Roles.HowTo | Roles.Request)) != 0 ? 0.88 : 0.6;
}
