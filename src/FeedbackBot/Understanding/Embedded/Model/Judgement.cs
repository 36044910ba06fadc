namespace FeedbackBot.Understanding.Embedded.Model;

/// <summary>What model and flags together say of a message.</summary>
internal readonly ref struct Judgement
{
    /// <summary>Further topics are named where they are about as likely as this, 0…1.</summary>
    private const float AlsoTopic = 0.15f;

    /// <summary>And those whose words stand there, where they are not as good as ruled out.</summary>
    private const float NamedTopic = 0.02f;

    private const int MostTopics = 3;

    /// <summary>From this probability of a complaint on, 0…1, no feeling is not believed.</summary>
    private const float LikelyTrouble = 0.45f;

    private const int Neutral = (int)Understanding.Sentiment.Neutral;

    private readonly LinearModel _model;
    private readonly bool _chinese;
    private readonly Span<float> _scores;

    public Judgement(LinearModel model, Features features, Span<float> scores)
    {
        _model = model;
        _chinese = features.Chinese;
        _scores = scores;
        model.Score(features, scores);
        foreach (var head in Heads.All) model.Probabilities(head, _chinese, scores);
    }

    /// <summary>The probability (0…1) that text in Latin letters is English.</summary>
    public float English => Of(Heads.Language)[0];

    public (Claim<FeedbackKind> Kind, bool Abstained) Kind()
    {
        var kinds = Of(Heads.Kind);
        var best = LinearModel.Best(kinds);
        return (new((FeedbackKind)best, Rounded(kinds[best])), kinds[best] < _model.KindThreshold(_chinese));
    }

    /// <param name="tally">Good and bad words in balance make a neutral message a mixed one.</param>
    public SentimentClaim Sentiment(Tally tally)
    {
        var feelings = Of(Heads.Sentiment);
        var best = LinearModel.Best(feelings);
        var value = Rounded(feelings[2] - feelings[0]);
        if (best != Neutral) return new((Sentiment)best, value, Rounded(feelings[best]));
        if (IsMixed(tally)) return new(Understanding.Sentiment.Mixed, value, Rounded(feelings[best]));
        // A trouble told without a word of feeling is bad all the same, and as surely as it is a trouble.
        var trouble = Of(Heads.Kind)[(int)FeedbackKind.Complaint];
        return trouble >= LikelyTrouble
            ? new(Understanding.Sentiment.Negative, Math.Min(value, -0.1), Rounded(trouble))
            : new(Understanding.Sentiment.Neutral, value, Rounded(feelings[best]));
    }

    /// <param name="tally">Further topics are also named where their words stand as clearly as those of any other.</param>
    public IReadOnlyList<Claim<string>> Topics(Tally tally)
    {
        var topics = Of(Heads.Topic);
        var best = LinearModel.Best(topics);
        var claims = new List<Claim<string>>(MostTopics) { new(Heads.Topic.Labels[best], Rounded(topics[best])) };
        for (var t = 0; t < topics.Length; t++)
        {
            if (t == best || t == Vocabulary.OtherTopic || topics[t] < (IsNamed(tally, t) ? NamedTopic : AlsoTopic)) continue;
            claims.Add(new(Heads.Topic.Labels[t], Rounded(topics[t])));
        }

        if (claims.Count > 2) claims.Sort(1, claims.Count - 1, Comparer<Claim<string>>.Create(static (a, b) => b.Confidence.CompareTo(a.Confidence)));
        return claims.Count > MostTopics ? claims[..MostTopics] : claims;
    }

    public Urgency Urgency(ReadingFlags flags)
    {
        var told = UrgencyRule.Of(flags);
        if (told >= Understanding.Urgency.High) return told;
        var urgencies = Of(Heads.Urgency);
        if (urgencies[2] >= _model.UrgencyThreshold(_chinese)) return Understanding.Urgency.High;
        return urgencies[0] >= urgencies[1] ? Understanding.Urgency.Low : Understanding.Urgency.Normal;
    }

    private static bool IsNamed(Tally tally, int topic) => tally.Topics[topic] >= 1 && tally.Topics[topic] >= 0.6f * tally.MainTopic;

    private static bool IsMixed(Tally tally) =>
        tally is { Good: >= 0.7f, Bad: >= 0.7f } && Math.Min(tally.Good, tally.Bad) >= 0.3f * Math.Max(tally.Good, tally.Bad);

    private ReadOnlySpan<float> Of(Head head) => _scores.Slice(head.First, head.Count);

    private static double Rounded(float value) => Math.Round(value, 3);
}
