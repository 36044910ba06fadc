using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>A server with narrow rate limits, and with time to wait for the keep-alive.</summary>
public sealed class LimitsTests : IAsyncLifetime
{
    private ServerProcess? _server;

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync(
        ("RateLimits:Enabled", "true"), ("RateLimits:TokensPerMinute", "4"), ("RateLimits:MessagesPerMinute", "3"));

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    [Fact]
    public async Task Too_many_tokens_and_messages_get_429_with_a_time_to_wait_and_reading_goes_on_all_the_while()
    {
        using var http = _server!.Client();
        var visitor = await Visitor.ArriveAsync(http);
        using var socket = await Socket.OpenAsync((await visitor.CallAsync(HttpMethod.Get, $"conversations/{visitor.Conversation}")).Text("streamUrl"));
        var waiting = KeepAliveAsync(socket);

        var spoken = await RefusalAmongAsync(() => visitor.PostAsync(new JsonObject { ["type"] = "message", ["text"] = "hello" }), 8);
        spoken.Json["error"]!["message"]!.GetValue<string>().ShouldNotBeEmpty();
        await RefusalAmongAsync(() => visitor.CallRawAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/upload?userId=x", new ByteArrayContent([1])), 8);
        await RefusalAmongAsync(() => new Visitor(http).CallAsync(HttpMethod.Post, "tokens/generate", new JsonObject()), 10);

        for (var i = 0; i < 200; i++)
        {
            (await visitor.ReadPageAsync()).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await visitor.CallAsync(HttpMethod.Get, $"conversations/{visitor.Conversation}")).Status.ShouldBe(HttpStatusCode.OK);
        (await visitor.CallAsync(HttpMethod.Post, "tokens/refresh")).Status.ShouldBe(HttpStatusCode.OK);
        (await waiting).ShouldBeTrue("proxies close a socket that is silent for a minute");
    }

    private static async Task<WireAnswer> RefusalAmongAsync(Func<Task<WireAnswer>> call, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var answer = await call();
            if (answer.Status == HttpStatusCode.TooManyRequests)
            {
                answer.ShouldRefuse(HttpStatusCode.TooManyRequests, "TooManyRequests");
                int.Parse(answer.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
                return answer;
            }
        }

        throw new ShouldAssertException($"None of {times} calls was refused.");
    }

    /// <summary>An empty frame came within the minute after which proxies close silent sockets.</summary>
    private static async Task<bool> KeepAliveAsync(Socket socket)
    {
        while ((await socket.FrameAsync(50)).Length > 0)
        {
            // Activities come first.
        }

        return true;
    }
}
