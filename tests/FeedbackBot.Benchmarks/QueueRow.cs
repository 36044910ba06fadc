using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace FeedbackBot.Benchmarks;

/// <summary>The console's queue page over many tickets, whole HTML, signed in, one client.</summary>
public static partial class QueueRow
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        await using var server = await ServerProcess.StartAsync();
        await FillAsync(server, (int)(50_000 * pace.Size));
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Address };
        await SignInAsync(http);
        List<double> times = [], sizes = [];
        for (var i = 0; i < 320; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var html = await http.GetStringAsync("/console");
            if (i >= 20)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                sizes.Add(System.Text.Encoding.UTF8.GetByteCount(html) / 1000.0);
            }
        }

        times.Sort();
        return [new("queue page", "ms", times), new("p99", "ms", [times[(int)(times.Count * 0.99)]]), new("HTML", "KB", sizes)];
    }

    private static async Task FillAsync(ServerProcess server, int tickets)
    {
        using var http = server.Client();
        http.DefaultRequestHeaders.Authorization = new("Bearer", ServerProcess.ApiKey);
        await Parallel.ForEachAsync(Enumerable.Range(0, tickets), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, stop) =>
        {
            using var answer = await http.PostAsJsonAsync("/api/v1/tickets", new { text = $"Parcel {i} came late and broken 包裹破损", kind = "complaint" }, stop);
            answer.EnsureSuccessStatusCode();
        });
    }

    private static async Task SignInAsync(HttpClient http)
    {
        var page = await http.GetStringAsync("/console/sign-in");
        var token = Antiforgery().Match(page).Groups[1].Value;
        using var answer = await http.PostAsync("/console/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["form-token"] = WebUtility.HtmlDecode(token),
            ["email"] = "admin@example.com",
            ["password"] = "benchmark-Passw0rd",
        }));
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("name=\"form-token\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
