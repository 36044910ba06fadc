using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedbackBot.Understanding.Embedded.Model;

/// <summary>A linear model with several heads: one byte a weight for n-grams, a float for signs; calibrated probabilities come out.</summary>
internal sealed class LinearModel(ModelContent content)
{
    public string Version => content.Version;

    /// <summary>Long texts have more n-grams; their sum is brought to the size of a short one's.</summary>
    public static float Weight(int ngrams) => 3f / MathF.Sqrt(ngrams + 8f);

    /// <summary>Scores for every output; what they mean is told by <see cref="Probabilities"/>.</summary>
    public void Score(Features features, Span<float> scores)
    {
        Span<int> sums = stackalloc int[Heads.Outputs];
        sums.Clear();
        ref var weights = ref MemoryMarshal.GetArrayDataReference(content.NGrams);
        foreach (var ngram in features.NGrams)
        {
            // A place is below Buckets by its making, so the row lies inside.
            ref var row = ref Unsafe.Add(ref weights, ngram * Heads.Outputs);
            for (var o = 0; o < Heads.Outputs; o++) sums[o] += Unsafe.Add(ref row, o);
        }

        var weight = Weight(features.Count);
        for (var o = 0; o < Heads.Outputs; o++) scores[o] = sums[o] * content.Scales[o] * weight + features.Verdicts[o];

        var signs = content.Signs.AsSpan((features.Chinese ? SignList.Count : 0) * Heads.Outputs);
        for (var s = 0; s < SignList.Count; s++)
        {
            var strength = features.Signs[s];
            if (strength == 0) continue;
            var row = signs.Slice(s * Heads.Outputs, Heads.Outputs);
            for (var o = 0; o < Heads.Outputs; o++) scores[o] += row[o] * strength;
        }
    }

    /// <summary>Turns one head's scores into probabilities (0…1, together 1), in place, and gives them.</summary>
    public ReadOnlySpan<float> Probabilities(Head head, bool chinese, Span<float> scores)
    {
        var own = scores.Slice(head.First, head.Count);
        Softmax(own, content.Temperature(head, chinese));
        return own;
    }

    /// <summary>Below this probability of the best kind the product asks or leaves it to people.</summary>
    public float KindThreshold(bool chinese) => content.KindThreshold(chinese);

    /// <summary>From this probability on a message counts as urgent.</summary>
    public float UrgencyThreshold(bool chinese) => content.UrgencyThreshold(chinese);

    public static void Softmax(Span<float> scores, float temperature)
    {
        var (most, sum) = (float.NegativeInfinity, 0f);
        foreach (var score in scores) most = Math.Max(most, score);
        for (var i = 0; i < scores.Length; i++) sum += scores[i] = MathF.Exp((scores[i] - most) / temperature);
        for (var i = 0; i < scores.Length; i++) scores[i] /= sum;
    }

    public static int Best(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
        {
            if (probabilities[i] > probabilities[best]) best = i;
        }

        return best;
    }
}
