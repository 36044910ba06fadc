using FeedbackBot.Tests.House;
using Xunit.Abstractions;

namespace FeedbackBot.Tests.Scenarios;

/// <summary>Scripted customers, in two languages, against the running program.</summary>
public sealed class ScenarioTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string Own = Path.Combine(Repository.Root, "tests", "FeedbackBot.Tests", "Scenarios");
    private static readonly string Beside = Path.Combine(Repository.Root, "..", "shared", "scenarios");
    private ServerProcess? _server;

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync();

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    [Fact]
    public async Task Every_scripted_customer_is_served_as_the_scenario_says()
    {
        using var http = _server!.Client();
        var scenarios = Scenario.ReadFolder(Environment.GetEnvironmentVariable("FEEDBACKBOT_SCENARIOS") ?? Own).ToList();
        if (Directory.Exists(Beside))
        {
            scenarios.AddRange(Scenario.ReadFolder(Beside));
        }

        scenarios.Select(s => s.Id).ShouldBeUnique();
        var failed = 0;
        foreach (var scenario in scenarios)
        {
            var play = await Play.RunAsync(scenario, http);
            if (play.Faults.Count > 0)
            {
                failed++;
                output.WriteLine($"{scenario.Id}: {string.Join("; ", play.Faults)}{Environment.NewLine}{play.Transcript}");
            }
        }

        output.WriteLine($"{scenarios.Count - failed} of {scenarios.Count} scenarios passed");
        failed.ShouldBe(0, "the output tells which scenarios failed, with their conversations");
    }
}
