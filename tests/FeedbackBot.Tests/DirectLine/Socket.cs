using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>A bare web socket on a conversation's stream.</summary>
public sealed class Socket : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    /// <summary>What the handshake answered where it was refused.</summary>
    public HttpStatusCode Refused { get; private set; }

    public static async Task<Socket> OpenAsync(string address, string? origin = null)
    {
        var socket = new Socket();
        socket._socket.Options.CollectHttpResponseDetails = true;
        if (origin != null)
        {
            socket._socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket._socket.ConnectAsync(new Uri(address), CancellationToken.None);
        }
        catch (WebSocketException)
        {
            socket.Refused = socket._socket.HttpStatusCode;
        }

        return socket;
    }

    /// <summary>The next frame's text; an empty one is the keep-alive.</summary>
    public async Task<string> FrameAsync(int seconds = 15)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var text = new List<byte>();
        var buffer = new byte[8192];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, deadline.Token);
            part.MessageType.ShouldBe(WebSocketMessageType.Text);
            text.AddRange(buffer.AsSpan(0, part.Count));
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString([.. text]);
            }
        }
    }

    /// <summary>Activities until so many have come.</summary>
    public async Task<List<JsonNode>> ActivitiesAsync(int count)
    {
        var all = new List<JsonNode>();
        while (all.Count < count)
        {
            var set = JsonNode.Parse(await FrameAsync())!;
            all.AddRange(set["activities"]!.AsArray().Select(a => a!));
            set["watermark"]!.GetValue<string>().ShouldNotBeEmpty();
        }

        return all;
    }

    public Task SendAsync(string text, bool end = true) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, end, CancellationToken.None);

    public void Dispose() => _socket.Dispose();
}
