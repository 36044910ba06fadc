using FeedbackBot.Understanding.Embedded.Model;

namespace FeedbackBot.Trainer;

/// <summary>How training goes about; the values were chosen by leaving sources and trades out, never on their own rows.</summary>
internal sealed record TrainingOptions
{
    public int Rounds { get; init; } = 8;

    /// <summary>AdaGrad's first step for n-grams and for signs.</summary>
    public float Step { get; init; } = 0.08f;

    public float SignStep { get; init; } = 0.05f;

    /// <summary>Pull towards zero on every weight that is touched.</summary>
    public float Decay { get; init; } = 1e-3f;

    /// <summary>Share of n-grams that is hidden in a round, so that no single one is relied on.</summary>
    public float Hidden { get; init; } = 0.5f;

    /// <summary>Weight of a row = (rows of its source)^−this, made 1 on average within a language.</summary>
    public float SourceBalance { get; init; } = 0.5f;

    /// <summary>Weight of a row = (rows of its label)^−this.</summary>
    public float ClassBalance { get; init; } = 0.4f;

    /// <summary>Our own rows are labelled for this very purpose.</summary>
    public float OwnWeight { get; init; } = 10f;
}

/// <summary>Weights while they are learned.</summary>
internal sealed class Weights
{
    public readonly float[] NGrams = new float[Features.Buckets * Heads.Outputs];
    public readonly float[] Signs = new float[2 * SignList.Count * Heads.Outputs];

    /// <summary>Packs to bytes, each output by its own scale.</summary>
    public ModelContent Pack()
    {
        var content = ModelContent.Empty("") with { Signs = Signs };
        for (var i = 0; i < NGrams.Length; i++)
        {
            ref var scale = ref content.Scales[i % Heads.Outputs];
            scale = Math.Max(scale, Math.Abs(NGrams[i]) / 127f);
        }

        for (var i = 0; i < NGrams.Length; i++)
        {
            var scale = content.Scales[i % Heads.Outputs];
            content.NGrams[i] = scale == 0 ? (sbyte)0 : (sbyte)MathF.Round(NGrams[i] / scale);
        }

        Array.Fill(content.Temperatures, 1);
        return content;
    }
}

/// <summary>Learns one head's weights, without the rules' verdicts: softmax regression by stochastic gradient with AdaGrad steps (Duchi, Hazan and Singer, JMLR 2011), always in the same order.</summary>
internal static class Training
{
    public static void Learn(Head head, IReadOnlyList<Example> examples, TrainingOptions options, Weights into)
    {
        var index = head.Index;
        var rows = examples.Where(e => e.Labels[index] >= 0).ToArray();
        var weights = Balance(rows, index, options);
        var order = Enumerable.Range(0, rows.Length).ToArray();
        var random = new Random(20_261_123 + index);
        var ngramSteps = new float[Features.Buckets * head.Count];
        var signSteps = new float[2 * SignList.Count * head.Count];
        Array.Fill(ngramSteps, 1f);
        Array.Fill(signSteps, 1f);
        var seen = new int[20_000];
        var errors = new float[head.Count];
        for (var round = 0; round < options.Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var example = rows[i];
                var kept = Keep(example.NGrams, options.Hidden, random, seen);
                var weight = LinearModel.Weight(example.NGrams.Length) / (1 - options.Hidden);
                Score(head, example, seen.AsSpan(0, kept), weight, into, errors);
                LinearModel.Softmax(errors, 1);
                for (var o = 0; o < errors.Length; o++) errors[o] = weights[i] * (errors[o] - (o == example.Labels[index] ? 1 : 0));
                Step(head, example, seen.AsSpan(0, kept), weight, errors, options, into, ngramSteps, signSteps);
            }
        }
    }

    private static int Keep(int[] ngrams, float hidden, Random random, int[] kept)
    {
        var count = 0;
        foreach (var ngram in ngrams)
        {
            if (random.NextSingle() >= hidden && count < kept.Length) kept[count++] = ngram;
        }

        return count;
    }

    private static void Score(Head head, Example example, ReadOnlySpan<int> ngrams, float weight, Weights from, Span<float> scores)
    {
        scores.Clear();
        foreach (var ngram in ngrams)
        {
            var row = from.NGrams.AsSpan(ngram * Heads.Outputs + head.First, head.Count);
            for (var o = 0; o < row.Length; o++) scores[o] += row[o];
        }

        for (var o = 0; o < scores.Length; o++) scores[o] *= weight;
        var offset = example.Chinese ? SignList.Count : 0;
        for (var s = 0; s < SignList.Count; s++)
        {
            var strength = example.Signs[s];
            if (strength == 0) continue;
            var row = from.Signs.AsSpan((offset + s) * Heads.Outputs + head.First, head.Count);
            for (var o = 0; o < row.Length; o++) scores[o] += row[o] * strength;
        }
    }

    private static void Step(
        Head head, Example example, ReadOnlySpan<int> ngrams, float weight, ReadOnlySpan<float> errors, TrainingOptions options,
        Weights into, float[] ngramSteps, float[] signSteps)
    {
        foreach (var ngram in ngrams)
        {
            var row = into.NGrams.AsSpan(ngram * Heads.Outputs + head.First, head.Count);
            var steps = ngramSteps.AsSpan(ngram * head.Count, head.Count);
            for (var o = 0; o < row.Length; o++)
            {
                var slope = errors[o] * weight + options.Decay * row[o];
                steps[o] += slope * slope;
                row[o] -= options.Step * slope / MathF.Sqrt(steps[o]);
            }
        }

        var offset = example.Chinese ? SignList.Count : 0;
        for (var s = 0; s < SignList.Count; s++)
        {
            var strength = example.Signs[s];
            if (strength == 0) continue;
            var row = into.Signs.AsSpan((offset + s) * Heads.Outputs + head.First, head.Count);
            var steps = signSteps.AsSpan((offset + s) * head.Count, head.Count);
            for (var o = 0; o < row.Length; o++)
            {
                var slope = errors[o] * strength + options.Decay * row[o];
                steps[o] += slope * slope;
                row[o] -= options.SignStep * slope / MathF.Sqrt(steps[o]);
            }
        }
    }

    /// <summary>No source and no label drowns the others; the mean weight within a language is 1.</summary>
    private static float[] Balance(Example[] rows, int head, TrainingOptions options)
    {
        var sources = rows.CountBy(r => (r.Chinese, r.Source.Name)).ToDictionary();
        var labels = rows.CountBy(r => (r.Chinese, r.Labels[head])).ToDictionary();
        var weights = rows.Select(r =>
            MathF.Pow(sources[(r.Chinese, r.Source.Name)], -options.SourceBalance)
            * MathF.Pow(labels[(r.Chinese, r.Labels[head])], -options.ClassBalance)
            * (r.Source.Name == Sources.Own ? options.OwnWeight : 1)).ToArray();
        foreach (var chinese in new[] { false, true })
        {
            var own = Enumerable.Range(0, rows.Length).Where(i => rows[i].Chinese == chinese).ToArray();
            if (own.Length == 0) continue;
            var mean = own.Average(i => weights[i]);
            foreach (var i in own) weights[i] /= mean;
        }

        return weights;
    }
}
