using FeedbackBot.Surveys;

namespace FeedbackBot.Benchmarks;

/// <summary>Satisfaction over a million answers: what an answer costs with its roll-ups, a rebuild, and the report pages.</summary>
public static class ScoresRow
{
    private static readonly (string Name, string Path)[] Reports =
    [
        ("overview, a year", "?last=364"), ("overview, 13 weeks", ""), ("one topic, a year", "?last=364&topic=billing"), ("topic and team, a year", "?last=364&topic=billing&team=general"),
        ("an account, a year", "?last=364&account=ACC-1"), ("topics, a year", "/topics?last=364"), ("topics of a tier, a year", "/topics?last=364&tier=a"),
        ("teams, a year", "/teams?last=364"), ("promises, a year", "/promises?last=364"), ("surveys, a year", "/surveys?last=364"), ("answers of a topic", "/answers?topic=billing&metric=csat"),
    ];

    public static async Task<IReadOnlyList<Figure>> RollupAsync(Pace pace)
    {
        await using var crowd = await AnswerCrowd.WriteAsync((int)(1_000_000 * pace.Size));
        var rebuild = await SecondsAsync(() => crowd.Rebuild.RunAsync());
        var verify = await SecondsAsync(async () =>
        {
            if (await crowd.Rebuild.VerifyAsync() != 0)
            {
                throw new InvalidOperationException("The rows differ from the facts.");
            }
        });
        var one = new List<double>();
        for (var i = 0; i < 500; i++)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await crowd.Work.RunAsync(db =>
            {
                db.Set<Answer>().Add(new Answer(Metric.Csat, 4, new() { Topic = "billing", ListeningPost = "webchat", Tier = "a", AccountId = Guid.CreateVersion7() }, TimeProvider.System.GetUtcNow().UtcDateTime));
                return Task.CompletedTask;
            });
            one.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return [new("rebuild of all roll-ups", "s", [rebuild]), new("verify", "s", [verify]), new("one answer with its roll-ups, durable", "ms", one)];
    }

    public static async Task<IReadOnlyList<Figure>> DashboardsAsync(Pace pace)
    {
        await using var crowd = await AnswerCrowd.WriteAsync((int)(1_000_000 * pace.Size));
        await crowd.Rebuild.RunAsync();
        await using var server = await ServerProcess.StartOnAsync(crowd.Folder, []);
        using var http = await Million.SignInAsync(server);
        await Million.WarmUpAsync(http, [.. Reports.Select(r => "/console/satisfaction" + r.Path)], pace);
        var (figures, all) = (new List<Figure>(), new List<double>());
        foreach (var (name, path) in Reports)
        {
            var (times, _) = await Million.ReadAsync(http, ["/console/satisfaction" + path], 40);
            figures.Add(new(name, "ms", times));
            all.AddRange(times);
        }

        all.Sort();
        return [new("reports, all together", "ms", all), Million.P99(all), .. figures];
    }

    /// <summary>The digests of 10,000 accounts, twice: over the whole history, and over an eighth of it.</summary>
    public static async Task<IReadOnlyList<Figure>> DigestsAsync(Pace pace)
    {
        var figures = new List<Figure>();
        foreach (var (name, share) in new[] { ("an eighth of the history", 0.125), ("the whole history", 1.0) })
        {
            await using var crowd = await AnswerCrowd.WriteAsync((int)(1_000_000 * pace.Size * share));
            await crowd.Rebuild.RunAsync();
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await ServerProcess.RunAsync(crowd.Folder, "digest");
            figures.Add(new($"10,000 accounts of 200 owners, {name}", "s", [watch.Elapsed.TotalSeconds]));
        }

        return figures;
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }
}
