using System.Net.WebSockets;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.DirectLine;

/// <summary>The web socket of a conversation: what the reader has not seen, then everything new, with an empty frame to keep proxies awake.</summary>
public static class ActivityStream
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(25);

    public static async Task RunAsync(
        string id, string? watermark, string? t, HttpContext http, VisitorTokens tokens,
        IDbContextFactory<FeedbackDb> contexts, ChangeFeed feed, TypingSigns signs, NoteSeen note, TimeProvider time, IHostApplicationLifetime life)
    {
        if (Authorize.Token(t, tokens, out _, id) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        if (!http.WebSockets.IsWebSocketRequest)
        {
            await Wire.BadRequest("BadArgument", "This address is for web sockets.").ExecuteAsync(http);
            return;
        }

        ConversationMark? conversation;
        await using (var db = await contexts.CreateDbContextAsync())
        {
            conversation = await ConversationLog.FindAsync(db, id);
        }

        if (conversation == null)
        {
            await Wire.NotFound().ExecuteAsync(http);
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var listening = ListenAsync(socket, gone);
        try
        {
            var links = Authorize.AttachmentLinks(http, t!);
            await TellAsync(socket, id, conversation, ConversationLog.Watermark(watermark, conversation), links, (contexts, feed, signs, note, time), gone.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // The reader left or the server is stopping; the log has everything for the next connection.
        }

        await CloseAsync(socket);
        await gone.CancelAsync();
        await listening;
    }

    private static async Task TellAsync(
        WebSocket socket, string key, ConversationMark conversation, int seen, (string, string) links,
        (IDbContextFactory<FeedbackDb> Contexts, ChangeFeed Feed, TypingSigns Signs, NoteSeen Note, TimeProvider Time) parts, CancellationToken gone)
    {
        var types = Topics.AgentTypes(conversation.Id);
        using var watch = parts.Feed.Watch(Topics.Conversation(conversation.Id), types);
        while (socket.State == WebSocketState.Open)
        {
            List<Message> messages;
            await using (var db = await parts.Contexts.CreateDbContextAsync(gone))
            {
                messages = await ConversationLog.AfterAsync(db, conversation.Id, seen);
            }

            if (messages.Count > 0)
            {
                seen = messages[^1].Sequence;
                await socket.SendAsync(ActivityJson.Set(key, messages, seen, links), WebSocketMessageType.Text, true, gone);
                await parts.Note.RunAsync(conversation.Id, messages, gone);
            }
            else if (!await watch.WaitAsync(KeepAlive, parts.Time, gone))
            {
                await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, true, gone);
            }
            else if (watch.Pulsed.Contains(types))
            {
                var name = await parts.Signs.AgentOfAsync(conversation.Id, gone);
                await socket.SendAsync(ActivityJson.Typing(key, name, seen, parts.Time.GetUtcNow().UtcDateTime), WebSocketMessageType.Text, true, gone);
            }
        }
    }

    /// <summary>Clients send only empty pings; reading them is how a closed socket is noticed.</summary>
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource gone)
    {
        var buffer = new byte[256];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var frame = await socket.ReceiveAsync(buffer, gone.Token);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // As above.
        }

        await gone.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "restart", deadline.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
            {
                // It was closing anyway.
            }
        }
    }
}
