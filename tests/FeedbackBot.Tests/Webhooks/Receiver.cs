using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace FeedbackBot.Tests.Webhooks;

/// <summary>Somebody else's server on this machine, which takes webhooks and answers as a test tells it.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Call> _calls = new();

    public Receiver()
    {
        using (var socket = new TcpListener(IPAddress.Loopback, 0))
        {
            socket.Start();
            Port = ((IPEndPoint)socket.LocalEndpoint).Port;
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = ListenAsync();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}/hook";

    public IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>The status of each answer; null never answers.</summary>
    public Func<Call, int?> Answer { get; set; } = _ => 204;

    public string? RetryAfter { get; set; }

    public async Task<IReadOnlyList<Call>> UntilAsync(Func<IReadOnlyList<Call>, bool> enough, int seconds = 30)
    {
        for (var tries = 0; tries < seconds * 20 && !enough(Calls); tries++)
        {
            await Task.Delay(50);
        }

        enough(Calls).ShouldBeTrue("received: " + string.Join(", ", Calls.Select(c => c.Type)));
        return Calls;
    }

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = TakeAsync(await _listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task TakeAsync(HttpListenerContext http)
    {
        using var reader = new StreamReader(http.Request.InputStream);
        var headers = http.Request.Headers;
        var call = new Call(http.Request.Url!.AbsolutePath, headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, headers["Content-Type"]!, await reader.ReadToEndAsync());
        _calls.Enqueue(call);
        if (Answer(call) is { } status)
        {
            http.Response.StatusCode = status;
            if (RetryAfter != null)
            {
                http.Response.Headers["Retry-After"] = RetryAfter;
            }

            if (status == 302)
            {
                http.Response.RedirectLocation = Url + "/elsewhere";
            }

            http.Response.Close();
        }
    }
}

/// <summary>What came in.</summary>
internal sealed record Call(string Path, string Id, string Timestamp, string Signature, string MediaType, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Type => Json.GetProperty("type").GetString()!;

    public string Subject => Json.GetProperty("subject").GetString()!;

    public JsonElement Data => Json.GetProperty("data");

    public DateTimeOffset SentAt => DateTimeOffset.FromUnixTimeSeconds(long.Parse(Timestamp, CultureInfo.InvariantCulture));
}
