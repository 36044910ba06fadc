using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace FeedbackBot.Benchmarks;

/// <summary>The page of a case with 200 messages, among the crowd.</summary>
public static class TicketRow
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        await using var server = await Million.StartAsync(pace);
        using var api = server.Client();
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.ApiKey);
        using var filed = await api.PostAsJsonAsync("/api/v1/tickets", new { text = "The parcel came late and nobody answers", kind = "complaint" });
        var number = (string)(await filed.Content.ReadFromJsonAsync<JsonObject>())!["number"]!;
        for (var i = 0; i < 199; i++)
        {
            using var answer = await api.PostAsJsonAsync($"/api/v1/tickets/{number}/replies", new { text = $"Answer {i}: we have asked the driver and will call you back 我们会尽快处理" });
            answer.EnsureSuccessStatusCode();
        }

        using var http = await Million.SignInAsync(server);
        await Million.WarmUpAsync(http, [$"/console/tickets/{number}"], pace);
        var (times, kilobytes) = await Million.ReadAsync(http, [$"/console/tickets/{number}"], 200);
        return [new("ticket page, 200 messages", "ms", times), Million.P99(times), new("HTML", "KB", [kilobytes])];
    }
}
