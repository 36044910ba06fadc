using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;

namespace FeedbackBot.Tests.Satisfaction;

/// <summary>Scores of random answers against a second count, written from the definitions: every answer by itself, roots found by halving.</summary>
public class ScoreFormulaPropertyTests
{
    private const double Z = 1.959963984540054;
    private const int Minimum = 5;

    [Theory]
    [InlineData(Metric.Csat)]
    [InlineData(Metric.Nps)]
    [InlineData(Metric.Ces)]
    public void Every_figure_is_that_of_the_plain_count(Metric metric)
    {
        var random = new Random(20261201 + (int)metric);
        for (var round = 0; round < 400; round++)
        {
            var counts = AnyCounts(random, metric, round);
            var (score, because) = (ScoreFormula.Of(metric, counts, Minimum), $"round {round}: {string.Join(", ", counts)}");
            double[] answers = [.. counts.SelectMany(c => Enumerable.Repeat((double)c.Key, (int)c.Value))];
            score.N.ShouldBe(answers.Length, because);
            if (answers.Length < Minimum)
            {
                (score.Value, score.Low, score.High, score.Mean, score.TopBox, score.Shown).ShouldBe((null, null, null, null, null, null), because);
                continue;
            }

            var (value, low, high) = metric == Metric.Nps ? PlainNps(answers) : PlainShare(answers, metric == Metric.Csat ? 4 : 5);
            score.Value!.Value.ShouldBe(value, 1e-8, because);
            score.Low!.Value.ShouldBe(low, 1e-8, because);
            score.High!.Value.ShouldBe(high, 1e-8, because);
            score.Mean!.Value.ShouldBe(answers.Average(), 1e-8, because);
            score.TopBox!.Value.ShouldBe(answers.Count(a => a == Scale.Of(metric).High) / (double)answers.Length, 1e-12, because);
            score.Low.Value.ShouldBeLessThanOrEqualTo(score.Value.Value, because);
            score.High.Value.ShouldBeGreaterThanOrEqualTo(score.Value.Value, because);
        }
    }

    /// <summary>None, few, all alike, both ends only, some hundreds of any shape, and now and then very many.</summary>
    private static Dictionary<int, long> AnyCounts(Random random, Metric metric, int round)
    {
        var (low, high) = Scale.Of(metric);
        var values = Enumerable.Range(low, high - low + 1).ToArray();
        return (round % 8) switch
        {
            0 => values.Where(_ => random.Next(5) == 0).ToDictionary(v => v, _ => (long)random.Next(2)),
            1 => new() { [random.Next(low, high + 1)] = random.Next(1, 300) },
            2 => new() { [low] = random.Next(1, 40), [high] = random.Next(1, 40) },
            3 when round % 200 == 3 => values.ToDictionary(v => v, _ => (long)random.Next(50_000, 150_000)),
            4 => values.ToDictionary(v => v, _ => 0L),
            5 => values.Where(_ => random.Next(2) == 0).ToDictionary(v => v, _ => (long)random.Next(6)),
            _ => values.ToDictionary(v => v, v => (long)(random.Next(120) * random.NextDouble())),
        };
    }

    /// <summary>Where |p − share| = Z √(share (1 − share) / n): the shares that the observed one does not contradict end there.</summary>
    private static (double Value, double Low, double High) PlainShare(double[] answers, int from)
    {
        var (p, n) = (answers.Count(a => a >= from) / (double)answers.Length, answers.Length);
        bool IsContradicted(double share) => Math.Abs(p - share) > Z * Math.Sqrt(share * (1 - share) / n);
        return (p, Halve(0, p, IsContradicted), Halve(1, p, IsContradicted));
    }

    /// <summary>Each answer is worth 100, 0 or −100; a sample without any spread gets three more answers, ¾ of them promoters' and ¾ detractors'.</summary>
    private static (double Value, double Low, double High) PlainNps(double[] answers)
    {
        List<(double Worth, double Weight)> sample = [.. answers.Select(a => (a >= 9 ? 100.0 : a <= 6 ? -100.0 : 0.0, 1.0))];
        var value = sample.Average(s => s.Worth);
        if (sample.TrueForAll(s => s.Worth == sample[0].Worth))
        {
            sample.AddRange([(100, 0.75), (0, 1.5), (-100, 0.75)]);
        }

        var n = sample.Sum(s => s.Weight);
        var mean = sample.Sum(s => s.Worth * s.Weight) / n;
        var reach = Z * Math.Sqrt(sample.Sum(s => s.Weight * (s.Worth - mean) * (s.Worth - mean)) / n / n);
        return (value, Math.Max(-100, Math.Min(mean - reach, value)), Math.Min(100, Math.Max(mean + reach, value)));
    }

    /// <summary>Between a share that is contradicted and one that is not.</summary>
    private static double Halve(double outside, double inside, Func<double, bool> isContradicted)
    {
        if (!isContradicted(outside))
        {
            return outside;
        }

        for (var i = 0; i < 200; i++)
        {
            var middle = (outside + inside) / 2;
            (outside, inside) = isContradicted(middle) ? (middle, inside) : (outside, middle);
        }

        return inside;
    }
}
