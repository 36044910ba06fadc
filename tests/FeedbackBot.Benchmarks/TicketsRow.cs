using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace FeedbackBot.Benchmarks;

/// <summary>Tickets over REST: 8 clients, each post read, routed, promised and stored before it is answered.</summary>
public static class TicketsRow
{
    private const int Clients = 8;

    private static readonly string[] Texts =
    [
        "The parcel came two weeks late and the box was open",
        "空调不制冷,客服一直不回复,我要求维修",
        "It would be great if the app let me choose an evening slot",
        "你们的师傅特别耐心,一次就修好了",
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        await using var server = await ServerProcess.StartAsync();
        using var http = server.Client();
        http.DefaultRequestHeaders.Authorization = new("Bearer", ServerProcess.ApiKey);
        var count = 0;
        async Task<int> PostAsync(int client, CancellationToken stop)
        {
            var number = Interlocked.Increment(ref count);
            using var answer = await http.PostAsJsonAsync("/api/v1/tickets", new
            {
                text = Texts[number % Texts.Length],
                listeningPost = "phone",
                externalReference = $"bench-{number}",
            }, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            return 1;
        }

        await Load.RunAsync(Clients, TimeSpan.FromSeconds(3), PostAsync);
        List<double> rates = [], cpu = [], p50 = [], p99 = [];
        for (var run = 0; run < pace.Runs; run++)
        {
            var before = server.Cpu;
            var load = await Load.RunAsync(Clients, pace.Length, PostAsync);
            rates.Add(load.PerSecond);
            cpu.Add((server.Cpu - before).TotalMicroseconds / load.Done);
            p50.Add(load.Percentile(0.5));
            p99.Add(load.Percentile(0.99));
        }

        return [new("tickets", "/s", rates), new("server CPU a ticket", "µs", cpu), new("p50", "ms", p50), new("p99", "ms", p99), new("in store at the end", "", [count])];
    }
}
