using System.Collections.Concurrent;
using FeedbackBot.Understanding.Embedded.Model;

namespace FeedbackBot.Trainer;

/// <summary>What a model that never saw an example's source or trade makes of it: scores of one head, before calibration.</summary>
internal sealed record Unseen(Example Example, Head Head, float[] Scores)
{
    public int Truth => Example.Labels[Head.Index];
}

/// <summary>Trains again and again with one source, or one part of the trades, left out, and asks for just what was left out.</summary>
internal static class HoldingOut
{
    /// <summary>Our own trades are left out in so many parts; each has about as many trades.</summary>
    private const int TradeParts = 6;

    public static IReadOnlyList<Unseen> Run(Corpus corpus, TrainingOptions options)
    {
        var examples = corpus.ToTrain.ToArray();
        var parts = PartsOf(examples);
        var work = Heads.All.SelectMany(head => parts.Values.Distinct().Order().Select(part => (Head: head, Part: part)))
            .Where(w => examples.Any(e => parts[e.Group] == w.Part && e.Labels[w.Head.Index] >= 0))
            .ToArray();
        var unseen = new ConcurrentDictionary<int, Unseen[]>();
        Parallel.For(0, work.Length, i => unseen[i] = LeaveOut(examples, parts, work[i].Head, work[i].Part, options));
        return [.. unseen.OrderBy(u => u.Key).SelectMany(u => u.Value)];
    }

    private static Unseen[] LeaveOut(Example[] examples, Dictionary<string, int> parts, Head head, int part, TrainingOptions options)
    {
        var weights = new Weights();
        Training.Learn(head, [.. examples.Where(e => parts[e.Group] != part)], options, weights);
        var model = new LinearModel(weights.Pack());
        return [.. examples.Where(e => parts[e.Group] == part && e.Labels[head.Index] >= 0).Select(e => new Unseen(e, head, ScoresOf(model, head, e)))];
    }

    public static float[] ScoresOf(LinearModel model, Head head, Example example)
    {
        Span<float> scores = stackalloc float[Heads.Outputs];
        model.Score(example.Seen(), scores);
        return scores.Slice(head.First, head.Count).ToArray();
    }

    private static Dictionary<string, int> PartsOf(Example[] examples)
    {
        var parts = new Dictionary<string, int>();
        foreach (var group in examples.Select(e => e.Group).Distinct().Order(StringComparer.Ordinal))
        {
            var trades = parts.Keys.Count(k => k.StartsWith(Sources.Own, StringComparison.Ordinal));
            // The reviews hold the very sentences of the other set.
            parts[group] = group.StartsWith(Sources.Own, StringComparison.Ordinal) ? trades % TradeParts
                : group == "asap-sent" && parts.TryGetValue("asap-reviews", out var same) ? same
                : TradeParts + parts.Count;
        }

        return parts;
    }
}
