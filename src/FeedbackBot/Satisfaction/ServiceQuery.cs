using FeedbackBot.Satisfaction.Rollups;
using FeedbackBot.Storage;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>How cases went, by any dimension and period: volumes, promises, times, handovers and sentiment.</summary>
public sealed class ServiceQuery(IOptions<SatisfactionOptions> options)
{
    /// <summary>By key; the one of no dimensions is there even where there were no cases.</summary>
    internal async Task<IReadOnlyDictionary<CountKey, ServiceScore>> ReadAsync(FeedbackDb db, CountRequest request)
    {
        var cases = await ScoreCounts.ReadAsync(db, request with { Subject = Subject.Cases });
        var times = new Dictionary<CountKey, Dictionary<Duration, Dictionary<int, long>>>();
        foreach (var (key, tally) in await ScoreCounts.ReadAsync(db, request with { Subject = Subject.Times }))
        {
            var (duration, row) = Read(key.Metric);
            var whose = key with { Metric = CaseColumns.Metric };
            var durations = times.TryGetValue(whose, out var some) ? some : times[whose] = [];
            var buckets = durations.TryGetValue(duration, out var found) ? found : durations[duration] = [];
            for (var column = 0; column < Tally.Size; column++)
            {
                if (tally[column] != 0)
                {
                    buckets[(row * Tally.Size) + column] = tally[column];
                }
            }
        }

        return cases.ToDictionary(c => c.Key, c => ServiceScore.Of(c.Value, times.GetValueOrDefault(c.Key) ?? [], options.Value.MinimumAnswers));
    }

    private static (Duration Duration, int Row) Read(string metric)
    {
        var dot = metric.IndexOf('.', StringComparison.Ordinal);
        return (ColumnForms.Parse<Duration>(metric[..dot]), int.Parse(metric[(dot + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
