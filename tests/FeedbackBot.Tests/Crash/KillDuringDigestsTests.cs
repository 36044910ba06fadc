using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Tests.DirectLine;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace FeedbackBot.Tests.Crash;

/// <summary>kill -9 while two processes write the digests of the same week and a third delivers them: each owner gets one letter a week.</summary>
public sealed class KillDuringDigestsTests(ITestOutputHelper output)
{
    private const int Owners = 200;
    private const int Seed = 20261130;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Weeks = ["2026-W31", "2026-W32", "2026-W33", "2026-W34"];

    [Fact]
    public async Task Every_owner_gets_exactly_one_letter_a_week_whoever_dies_when()
    {
        // What a killed server had claimed is due again after a few deadlines.
        await using var server = await ServerProcess.StartAsync(("Outbox:DeadlineSeconds", "2"));
        await GiveAccountsToOwnersAsync(server);
        var random = new Random(Seed);
        var cutOff = 0;
        foreach (var week in Weeks)
        {
            await RunAndKillAsync(server, week, random.Next(1, Owners * 3 / 4));
            cutOff += await CountAsync(server, week) < Owners ? 1 : 0;
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        foreach (var week in Weeks)
        {
            using var last = Digest(server, week);
            await last.WaitForExitAsync();
            last.ExitCode.ShouldBe(0);
        }

        await UntilAsync(async () => await WaitingAsync(server) == 0);
        var letters = Directory.GetFiles(Path.Combine(server.DataFolder, "outbox"), "*.eml");
        output.WriteLine($"{Weeks.Length} weeks, {Owners} owners, {2 * Weeks.Length} writers and the server {Weeks.Length} times killed, {cutOff} weeks cut off half way: {letters.Length} letters");
        cutOff.ShouldBeGreaterThan(0, "no kill hit a run");
        letters.Select(Recipient).CountBy(to => to).ShouldAllBe(to => to.Value == Weeks.Length);
        letters.Length.ShouldBe(Owners * Weeks.Length);
        foreach (var week in Weeks)
        {
            (await CountAsync(server, week)).ShouldBe(Owners);
        }
    }

    /// <summary>Two processes at once, both killed when so many digests of the week are written, while the server delivers what is there.</summary>
    private static async Task RunAndKillAsync(ServerProcess server, string week, int digests)
    {
        var runs = new[] { Digest(server, week), Digest(server, week) };
        await UntilAsync(async () => await CountAsync(server, week) >= digests || Array.TrueForAll(runs, r => r.HasExited));
        Array.ForEach(runs, run => run.Kill());
        await Task.WhenAll(runs.Select(r => r.WaitForExitAsync()));
        Array.ForEach(runs, run => run.Dispose());
    }

    private static string Recipient(string file) => File.ReadLines(file).First(line => line.StartsWith("To:", StringComparison.Ordinal));

    private static async Task GiveAccountsToOwnersAsync(ServerProcess server)
    {
        using var http = server.Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.ApiKey);
        await Parallel.ForEachAsync(Enumerable.Range(0, Owners), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, stop) =>
        {
            var owner = new { email = $"owner-{n}@example.com", name = $"Owner {n}", language = n % 2 == 0 ? "en" : "zh-Hans" };
            using var answer = await http.PutAsJsonAsync($"/api/v1/accounts/acct-{n}", new { name = $"Account {n}", owner }, stop);
            answer.EnsureSuccessStatusCode();
        });
    }

    private static Process Digest(ServerProcess server, string week)
    {
        var run = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FeedbackBot.Host.dll"), "digest", "--period", week])
        {
            Environment = { ["FeedbackBot__DataFolder"] = server.DataFolder },
            WorkingDirectory = server.DataFolder,
            RedirectStandardOutput = true,
        })!;
        run.BeginOutputReadLine();
        return run;
    }

    private static async Task<int> CountAsync(ServerProcess server, string week)
    {
        await using var db = server.OpenDatabase();
        return await db.Digests.CountAsync(d => d.Period == week);
    }

    private static async Task<int> WaitingAsync(ServerProcess server)
    {
        await using var db = server.OpenDatabase();
        return await db.Outbox.CountAsync(o => o.Status == OutboxStatus.Waiting);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(10))
        {
            if (await holds())
            {
                return;
            }
        }

        throw new TimeoutException($"Not so after {Patience}.");
    }
}
