using FeedbackBot.Satisfaction.Rollups;
using FeedbackBot.Storage;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>How cases went, by any dimension and period: volumes, promises, times, handovers and sentiment.</summary>
public sealed class ServiceQuery(IOptions<SatisfactionOptions> options)
{
    /// <summary>Times narrowed by two keys are read from the cases themselves, unless the stretch has more of them than this; then they are not told.</summary>
    private const long MostTimed = 50_000;

    /// <summary>By key.</summary>
    internal async Task<IReadOnlyDictionary<CountKey, ServiceScore>> ReadAsync(FeedbackDb db, CountRequest request)
    {
        var cases = await ScoreCounts.ReadAsync(db, request with { Subject = Subject.Cases });
        var times = new Dictionary<CountKey, Dictionary<Duration, Dictionary<int, long>>>();
        foreach (var (key, tally) in await AreTimedAsync(db, request) ? await ScoreCounts.ReadAsync(db, request with { Subject = Subject.Times }) : [])
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

    /// <summary>Kept as roll-ups, or few enough to look at one by one; those of one account are found by index.</summary>
    private static async Task<bool> AreTimedAsync(FeedbackDb db, CountRequest request)
    {
        if (Grouping.Of(Subject.Times, request.Told) != null || request.Where.Any(f => f.Dimension == Dimension.Account) || request.IsOfSomeAccounts)
        {
            return true;
        }

        var all = await ScoreCounts.ReadAsync(db, new() { Subject = Subject.Cases, Periods = request.Periods });
        return all.Values.Sum(t => t[CaseColumns.All]) <= MostTimed;
    }

    private static (Duration Duration, int Row) Read(string metric)
    {
        var dot = metric.IndexOf('.', StringComparison.Ordinal);
        return (ColumnForms.Parse<Duration>(metric[..dot]), int.Parse(metric[(dot + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
