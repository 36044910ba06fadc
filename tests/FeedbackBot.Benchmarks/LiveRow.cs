using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace FeedbackBot.Benchmarks;

/// <summary>
/// From a customer's message to what the agent's page shows of it (told of it by its stream, then read), and from an agent's answer to the
/// customer's socket; while other chats are open on theirs and one of them says something every 50 ms.
/// </summary>
public static class LiveRow
{
    private const int WarmUp = 20;
    private const int Measured = 200;

    public static async Task<IReadOnlyList<Figure>> RunAsync(Pace pace)
    {
        await using var server = await Million.StartAsync(pace);
        using var http = server.Client();
        var others = await Task.WhenAll(Enumerable.Range(0, pace == Pace.Quick ? 100 : 1000).Select(_ => OpenAsync(http)));
        using var api = server.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", ServerProcess.ApiKey);
        var customer = await OpenAsync(http);
        foreach (var line in new[] { "The kettle arrived broken and nobody answers. Order CD 9876543, please send a replacement.", "just reply here", "yes" })
        {
            await customer.SayAsync(http, line);
        }

        var number = await customer.CaseAsync(http);
        using var agent = await Million.SignInAsync(server);
        await AnswerAsync(api, number, "I am here");
        using var over = new CancellationTokenSource();
        var chatter = ChatterAsync(http, others, over.Token);
        var toAgent = await ToAgentAsync(http, agent, customer, number);
        var toCustomer = await ToCustomerAsync(api, customer, number);
        await over.CancelAsync();
        await chatter;
        foreach (var chat in others.Append(customer))
        {
            chat.Socket.Dispose();
        }

        return [new("message to the agent's screen", "ms", toAgent), Million.P99(toAgent), new("answer to the customer's socket", "ms", toCustomer), Million.P99(toCustomer), new("open chats", "", [others.Length])];
    }

    private static async Task<List<double>> ToAgentAsync(HttpClient http, HttpClient agent, Chat customer, string number)
    {
        using var stream = new StreamReader(await agent.GetStreamAsync($"/console/tickets/{number}/live"));
        var changes = Channel.CreateUnbounded<bool>();
        _ = Task.Run(async () =>
        {
            while (await stream.ReadLineAsync() is { } line)
            {
                if (line == "event: changed")
                {
                    changes.Writer.TryWrite(true);
                }
            }
        });
        return await TimeAsync(async text =>
        {
            while (changes.Reader.TryRead(out _))
            {
            }

            await customer.SayAsync(http, text);
            do
            {
                await changes.Reader.ReadAsync();
            }
            while (!(await agent.GetStringAsync($"/console/tickets/{number}/now")).Contains(text, StringComparison.Ordinal));
        });
    }

    private static Task<List<double>> ToCustomerAsync(HttpClient api, Chat customer, string number)
    {
        var buffer = new byte[65_536];
        return TimeAsync(async text =>
        {
            var answered = AnswerAsync(api, number, text);
            while (true)
            {
                var received = await customer.Socket.ReceiveAsync(buffer, CancellationToken.None);
                if (Encoding.UTF8.GetString(buffer, 0, received.Count).Contains(text, StringComparison.Ordinal))
                {
                    break;
                }
            }

            await answered;
        });
    }

    private static async Task<List<double>> TimeAsync(Func<string, Task> deliver)
    {
        var times = new List<double>();
        for (var i = -WarmUp; i < Measured; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await deliver($"Message {i + WarmUp} of {Measured}.");
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        return times;
    }

    private static async Task ChatterAsync(HttpClient http, Chat[] others, CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            await others[i % others.Length].SayAsync(http, "hello");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static async Task AnswerAsync(HttpClient api, string number, string text)
    {
        using var answer = await api.PostAsJsonAsync($"/api/v1/tickets/{number}/replies", new { text });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<Chat> OpenAsync(HttpClient http)
    {
        using var generated = await http.PostAsync("/v3/directline/tokens/generate", null);
        var token = (string)(await generated.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations") { Headers = { Authorization = new("Bearer", token) } };
        using var answer = await http.SendAsync(request);
        var started = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder((string)started["streamUrl"]!) { Scheme = "ws" }.Uri, CancellationToken.None);
        return new((string)started["conversationId"]!, token, socket);
    }

    private sealed record Chat(string Conversation, string Token, ClientWebSocket Socket)
    {
        public async Task SayAsync(HttpClient http, string text)
        {
            using var request = Request(HttpMethod.Post, JsonContent.Create(new { type = "message", text, from = new { id = "dl_bench" } }));
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        public async Task<string> CaseAsync(HttpClient http)
        {
            using var request = Request(HttpMethod.Get, null);
            using var answer = await http.SendAsync(request);
            var activities = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["activities"]!.AsArray();
            return activities.Select(a => (string?)a!["channelData"]?["feedbackBot"]?["ticket"]).First(t => t != null)!;
        }

        private HttpRequestMessage Request(HttpMethod method, HttpContent? content) => new(method, $"/v3/directline/conversations/{Conversation}/activities")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
            Content = content,
        };
    }
}
