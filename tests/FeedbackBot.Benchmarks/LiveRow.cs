using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace FeedbackBot.Benchmarks;

/// <summary>From a customer's message to what the agent's page shows of it, while many other chats are open on their sockets.</summary>
public static class LiveRow
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        await using var server = await Million.StartAsync(pace);
        using var http = server.Client();
        var others = await Task.WhenAll(Enumerable.Range(0, pace == Pace.Quick ? 100 : 1000).Select(_ => OpenAsync(http)));
        using var api = server.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", ServerProcess.ApiKey);
        var (conversation, token, _) = await StartAsync(http);
        foreach (var line in new[] { "The kettle arrived broken and nobody answers. Order CD 9876543, please send a replacement.", "just reply here", "yes" })
        {
            await SayAsync(http, conversation, token, line);
        }

        var number = await CaseOfAsync(http, conversation, token);
        using var agent = await Million.SignInAsync(server);
        using var replied = await api.PostAsJsonAsync($"/api/v1/tickets/{number}/replies", new { text = "I am here" });
        using var stream = new StreamReader(await agent.GetStreamAsync($"/console/tickets/{number}/live"));
        var times = new List<double>();
        for (var i = 0; i < 100; i++)
        {
            var text = $"Message {i} of the customer";
            var start = Stopwatch.GetTimestamp();
            await SayAsync(http, conversation, token, text);
            while (!(await agent.GetStringAsync($"/console/tickets/{number}/now")).Contains(text, StringComparison.Ordinal))
            {
                while (await stream.ReadLineAsync() != "event: changed")
                {
                }
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        foreach (var socket in others)
        {
            socket.Dispose();
        }

        return [new("message to screen", "ms", times), Million.P99(times), new("open chats", "", [others.Length])];
    }

    private static async Task<(string Conversation, string Token, string Stream)> StartAsync(HttpClient http)
    {
        using var generated = await http.PostAsync("/v3/directline/tokens/generate", null);
        var token = (string)(await generated.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations") { Headers = { Authorization = new("Bearer", token) } };
        using var answer = await http.SendAsync(request);
        var started = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        return ((string)started["conversationId"]!, token, (string)started["streamUrl"]!);
    }

    private static async Task<ClientWebSocket> OpenAsync(HttpClient http)
    {
        var (_, _, stream) = await StartAsync(http);
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(stream.Replace("http", "ws", StringComparison.Ordinal).Replace("wsws", "ws", StringComparison.Ordinal)), CancellationToken.None);
        return socket;
    }

    private static async Task SayAsync(HttpClient http, string conversation, string token, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = JsonContent.Create(new { type = "message", text, from = new { id = "dl_bench" } }),
        };
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<string> CaseOfAsync(HttpClient http, string conversation, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities") { Headers = { Authorization = new("Bearer", token) } };
        using var answer = await http.SendAsync(request);
        var activities = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["activities"]!.AsArray();
        return activities.Select(a => (string?)a!["channelData"]?["feedbackBot"]?["ticket"]).First(t => t != null)!;
    }
}
