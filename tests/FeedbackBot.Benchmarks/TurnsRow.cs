using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace FeedbackBot.Benchmarks;

/// <summary>Durable turns: 32 visitors at once tell complaints over Direct Line, each turn a post that returns after its commit.</summary>
public static class TurnsRow
{
    private const int Visitors = 32;

    private static readonly string[][] Stories =
    [
        ["上周买的洗衣机又坏了,打了三次电话没人理,我要退款,订单号 AB12345678", "就在这里回复", "是的"],
        ["The kettle arrived broken and nobody answers. Order CD 9876543, please send a replacement.", "just reply here", "yes"],
        ["外卖送到的时候汤全洒了,送餐员态度还很差", "不记得了", "道歉", "就在这里回复", "是的"],
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        await using var server = await ServerProcess.StartAsync();
        using var http = server.Client();
        var visitors = Enumerable.Range(0, Visitors).Select(i => new Visitor(http, i)).ToArray();
        await Load.RunAsync(Visitors, TimeSpan.FromSeconds(10), (i, _) => visitors[i].SpeakAsync());
        List<double> rates = [], cpu = [], own = [], p50 = [], p99 = [];
        for (var run = 0; run < pace.Runs; run++)
        {
            var (before, mine) = (server.Cpu, Environment.CpuUsage.TotalTime);
            var load = await Load.RunAsync(Visitors, pace.Length, (i, _) => visitors[i].SpeakAsync());
            rates.Add(load.PerSecond);
            cpu.Add((server.Cpu - before).TotalMicroseconds / load.Done);
            own.Add((Environment.CpuUsage.TotalTime - mine).TotalMicroseconds / load.Done);
            p50.Add(load.Percentile(0.5));
            p99.Add(load.Percentile(0.99));
        }

        return
        [
            new("turns", "/s", rates), new("server CPU a turn", "µs", cpu), new("generator CPU a turn", "µs", own),
            new("p50", "ms", p50), new("p99", "ms", p99), new("resident", "MB", [server.ResidentMegabytes]),
        ];
    }

    private sealed class Visitor(HttpClient http, int number)
    {
        private string? _conversation;
        private AuthenticationHeaderValue? _token;
        private string[] _story = [];
        private int _next;

        /// <summary>Says the next line; beginning a conversation is not counted as a turn.</summary>
        public async Task<int> SpeakAsync()
        {
            if (_next >= _story.Length)
            {
                await BeginAsync();
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{_conversation}/activities");
            request.Headers.Authorization = _token;
            request.Content = JsonContent.Create(new
            {
                type = "message",
                text = _story[_next++],
                from = new { id = "dl_bench" },
                channelData = new { clientActivityID = Guid.CreateVersion7().ToString() },
            });
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            return 1;
        }

        private async Task BeginAsync()
        {
            using var generated = await http.PostAsync("/v3/directline/tokens/generate", null);
            var token = await generated.Content.ReadFromJsonAsync<JsonObject>();
            _token = new("Bearer", (string)token!["token"]!);
            _conversation = (string)token["conversationId"]!;
            using var start = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations") { Headers = { Authorization = _token } };
            using var started = await http.SendAsync(start);
            started.EnsureSuccessStatusCode();
            _story = Stories[number % Stories.Length];
            _next = 0;
        }
    }
}
