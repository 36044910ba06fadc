namespace FeedbackBot.Understanding.Embedded.Model;

/// <summary>
/// What lexicon and rules say by themselves, added to the learned scores. Training does not see it: weights fit the texts they were learned from,
/// rules hold for new ones as well. The shares were chosen on whole sources left out of training, where they gained 1 to 6 points in every head.
/// </summary>
internal static class Verdicts
{
    private const float OfSentiment = 0.25f, OfKind = 0.2f, OfTopic = 0.3f;

    /// <summary>In so few words there is little else to go by, and the feeling counts twice.</summary>
    private const int FewUnits = 6;

    /// <summary>No verdict counts for more, however often its words stand there.</summary>
    private const float Most = 5;

    /// <param name="into">By output.</param>
    public static void Collect(Tally tally, ReadOnlySpan<double> kinds, Span<float> into)
    {
        var feeling = (tally.Units <= FewUnits ? 2 : 1) * OfSentiment * Math.Clamp(tally.Good - tally.Bad, -Most, Most);
        into[Heads.Sentiment.First] = -feeling;
        into[Heads.Sentiment.First + 2] = feeling;
        for (var k = 0; k < kinds.Length; k++) into[Heads.Kind.First + k] = OfKind * Math.Clamp((float)kinds[k], -Most, Most);
        for (var t = 0; t < Vocabulary.OtherTopic; t++) into[Heads.Topic.First + t] = OfTopic * Math.Min(tally.Topics[t], Most);
    }
}
