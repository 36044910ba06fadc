namespace FeedbackBot.Understanding.Embedded;

/// <summary>Picks the topics that carry weight, best first; "other" where none does.</summary>
internal static class TopicRule
{
    private static readonly IReadOnlyList<Claim<string>> Unknown = [new("other", 0.5)];

    public static IReadOnlyList<Claim<string>> Decide(float[] weights)
    {
        // Naming one thing five times does not drown the other that is named once.
        var best = 0f;
        for (var t = 0; t < weights.Length; t++)
        {
            weights[t] = 3 * MathF.Tanh(weights[t] / 3);
            best = Math.Max(best, weights[t]);
        }

        if (best < 0.5f) return Unknown;

        var claims = new List<Claim<string>>(3);
        for (var t = 0; t < weights.Length; t++)
        {
            var weight = weights[t];
            if (weight < 0.5f || weight < 0.4f * best) continue;
            claims.Add(new Claim<string>(Vocabulary.Topics[t], Math.Round(Math.Tanh(0.55 * weight) * weight / (0.3 + best) * 0.95, 3)));
        }

        claims.Sort(static (a, b) => b.Confidence.CompareTo(a.Confidence));
        return claims;
    }
}
