using System.Diagnostics;

namespace FeedbackBot.Benchmarks;

/// <summary>Clients that repeat one piece of work for a while, with the time of each kept.</summary>
public static class Load
{
    /// <returns>How much was done and how long each took, in milliseconds.</returns>
    public static async Task<LoadResult> RunAsync(int clients, TimeSpan length, Func<int, CancellationToken, Task<int>> work)
    {
        using var stop = new CancellationTokenSource(length);
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => RepeatAsync(client, work, stop.Token)));
        watch.Stop();
        return new(times.Sum(t => t.Done), [.. times.SelectMany(t => t.Milliseconds).Order()], watch.Elapsed);
    }

    private static async Task<(int Done, List<double> Milliseconds)> RepeatAsync(int client, Func<int, CancellationToken, Task<int>> work, CancellationToken stop)
    {
        var (done, times) = (0, new List<double>(100_000));
        while (!stop.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            var did = await work(client, stop);
            if (did > 0)
            {
                done += did;
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return (done, times);
    }
}

/// <summary>What a load came to; times ascending.</summary>
public sealed record LoadResult(int Done, IReadOnlyList<double> Milliseconds, TimeSpan Took)
{
    public double PerSecond => Done / Took.TotalSeconds;

    public double Percentile(double share) => Milliseconds.Count == 0 ? 0 : Milliseconds[Math.Min(Milliseconds.Count - 1, (int)(Milliseconds.Count * share))];
}
