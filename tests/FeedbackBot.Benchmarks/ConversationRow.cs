using System.Diagnostics;
using System.Text.Json.Nodes;
using FeedbackBot.Conversations;
using FeedbackBot.Tests.Conversations;
using FeedbackBot.Tests.Scenarios;

namespace FeedbackBot.Benchmarks;

/// <summary>How soon a complaint is a case: every scripted customer who complains of one thing, through the reader and the flow runner in this process.</summary>
public static class ConversationRow
{
    private const int Goal = 3;

    /// <summary>A customer whom the host page signs in, writing from the page of an order: neither that order nor a way to reach them is asked.</summary>
    private static readonly Known Signed = new()
    {
        Identified = true,
        ChannelReachesPerson = true,
        Answers = new Dictionary<string, string> { ["order_number"] = "AB12345678" },
    };

    public static async Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        var scenarios = Complaints();
        var ends = new List<(Scenario Scenario, int? Turns)>();
        var signed = new List<double>();
        foreach (var scenario in scenarios)
        {
            ends.Add((scenario, await PlayAsync(scenario, [])));
            if (await PlayAsync(scenario, [], Signed) is { } turns)
            {
                signed.Add(turns);
            }
        }

        List<double> medians = [], late = [], best = [];
        for (var run = 0; run < pace.Runs; run++)
        {
            var times = new List<double>();
            foreach (var scenario in scenarios)
            {
                await PlayAsync(scenario, times);
            }

            best = best.Count == 0 ? [.. times] : [.. best.Zip(times, Math.Min)];
            times.Sort();
            medians.Add(At(times, 0.5));
            late.Add(At(times, 0.99));
        }

        // On a busy machine the p99 of a run is mostly waiting for a processor; a decision that is slow by itself is slow in every run.
        best.Sort();
        var strangers = ends.Where(e => e.Turns != null).Select(e => (double)e.Turns!.Value).Order().ToList();
        signed.Sort();
        var rich = ends.Where(e => IsRich(e.Scenario)).ToList();
        return
        [
            new("customer turns to the case, a stranger", "", strangers), new("mean", "", [strangers.Average()]), new("p90", "", [At(strangers, 0.9)]),
            new("signed in, on the page of an order", "", signed), new("mean", "", [signed.Average()]), new("p90", "", [At(signed, 0.9)]),
            new($"told in one rich sentence, within {Goal}", "%", [100.0 * rich.Count(e => e.Turns <= Goal) / rich.Count]), new("of these", "", [rich.Count]),
            new("scenarios", "", [ends.Count]), new("without a case", "", [ends.Count(e => e.Turns == null)]),
            new("a decision with its reading", "µs", medians), new("p99", "µs", late), new("p99, each decision at its fastest", "µs", [At(best, 0.99)]),
        ];
    }

    private static List<Scenario> Complaints()
    {
        var own = Path.Combine(Visit.RepositoryRoot(), "tests", "FeedbackBot.Tests", "Scenarios");
        var beside = Path.Combine(Visit.RepositoryRoot(), "..", "shared", "scenarios");
        return [.. new[] { own, beside }.Where(Directory.Exists).SelectMany(Scenario.ReadFolder)
            .Where(s => s is { Tickets: 1, Expect.Tickets: [var ticket] } && (string?)(ticket["kind"] as JsonValue) == "complaint")];
    }

    /// <summary>The customer says everything at once, so that the scenario itself wants the case so soon.</summary>
    private static bool IsRich(Scenario scenario) => scenario is { Turns.Count: 1, Expect.CustomerTurnsAtMost: <= Goal };

    /// <returns>The turn that filed the case; null where none did.</returns>
    private static async Task<int?> PlayAsync(Scenario scenario, List<double> microseconds, Known? known = null)
    {
        var (visit, script) = (new Visit(scenario.Locale, known), new Script(scenario));
        visit.Greet();
        for (var turn = 1; turn <= scenario.MaxTurns && script.Next(visit.Step, visit.Tickets.Count) is { } text; turn++)
        {
            var start = Stopwatch.GetTimestamp();
            await visit.Hear(text);
            microseconds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            if (visit.Tickets.Count > 0)
            {
                return turn;
            }
        }

        return null;
    }

    private static double At(List<double> ascending, double share) => ascending[Math.Min(ascending.Count - 1, (int)(ascending.Count * share))];
}
