using FeedbackBot.Understanding.Embedded.Model;

namespace FeedbackBot.Trainer;

/// <summary>Fits what turns scores into honest probabilities, and where to stop acting on them, on text that was left out of training.</summary>
internal static class Calibration
{
    /// <summary>What the product acts on should be right this often, 0…1.</summary>
    private const double RightEnough = 0.85;

    /// <summary>Of what is called urgent, this share may be no less, 0…1; within it as much as possible is found.</summary>
    private const double UrgentEnough = 0.55;

    public static void Fit(IReadOnlyList<Unseen> unseen, ModelContent content)
    {
        foreach (var own in unseen.GroupBy(u => (u.Example.Chinese, u.Head)))
        {
            var rows = own.ToArray();
            var weights = SourceWeights(rows);
            content.Temperature(own.Key.Head, own.Key.Chinese) = Temperature(rows, weights);
        }

        foreach (var chinese in new[] { false, true })
        {
            content.KindThreshold(chinese) = Math.Clamp(Lowest(RightEnough, Answers(unseen, content, Heads.Kind, chinese)), 0.35f, 0.9f);
            var urgent = unseen.Where(u => u.Head == Heads.Urgency && u.Example.Chinese == chinese).Select(u => (Probabilities(u, content)[2], u.Truth == 2));
            content.UrgencyThreshold(chinese) = Math.Clamp(Lowest(UrgentEnough, urgent), 0.1f, 0.9f);
        }
    }

    public static float[] Probabilities(Unseen unseen, ModelContent content)
    {
        var scores = unseen.Scores.ToArray();
        LinearModel.Softmax(scores, content.Temperature(unseen.Head, unseen.Example.Chinese));
        return scores;
    }

    /// <summary>The temperature with the least cross-entropy (Guo et al., ICML 2017), found by golden section between 0.3 and 5.</summary>
    private static float Temperature(Unseen[] rows, float[] weights)
    {
        var golden = (MathF.Sqrt(5) - 1) / 2;
        var (low, high) = (0.3f, 5f);
        while (high - low > 0.01f)
        {
            var (left, right) = (high - golden * (high - low), low + golden * (high - low));
            if (CrossEntropy(rows, weights, left) < CrossEntropy(rows, weights, right)) high = right;
            else low = left;
        }

        return (low + high) / 2;
    }

    private static double CrossEntropy(Unseen[] rows, float[] weights, float temperature)
    {
        var sum = 0d;
        Span<float> scores = stackalloc float[Heads.Outputs];
        for (var i = 0; i < rows.Length; i++)
        {
            var own = scores[..rows[i].Scores.Length];
            rows[i].Scores.CopyTo(own);
            LinearModel.Softmax(own, temperature);
            sum -= weights[i] * Math.Log(Math.Max(1e-9, own[rows[i].Truth]));
        }

        return sum;
    }

    /// <summary>Every source speaks equally loudly, and our own, which has every kind of text, three times.</summary>
    private static float[] SourceWeights(Unseen[] rows)
    {
        var sizes = rows.CountBy(r => r.Example.Source.Name).ToDictionary();
        return [.. rows.Select(r => (r.Example.Source.Name == Sources.Own ? 3f : 1f) / sizes[r.Example.Source.Name])];
    }

    private static IEnumerable<(float Confidence, bool Right)> Answers(IReadOnlyList<Unseen> unseen, ModelContent content, Head head, bool chinese) =>
        unseen.Where(u => u.Head == head && u.Example.Chinese == chinese && u.Example.Source.Name == Sources.Own).Select(u =>
        {
            var probabilities = Probabilities(u, content);
            var best = LinearModel.Best(probabilities);
            return (probabilities[best], best == u.Truth);
        });

    /// <summary>The lowest confidence from which on this share of answers is right; 0.9 where there is none.</summary>
    private static float Lowest(double share, IEnumerable<(float Confidence, bool Right)> answers)
    {
        var (right, count, threshold) = (0, 0, 0.9f);
        foreach (var (confidence, isRight) in answers.OrderByDescending(a => a.Confidence))
        {
            count++;
            if (isRight) right++;
            if (right >= share * count) threshold = confidence;
        }

        return threshold;
    }
}
