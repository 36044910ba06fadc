using System.Globalization;
using System.Text;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Chat;

/// <summary>The live log as server-sent events, fed by the stored one: what the reader has not seen, then everything new.</summary>
public sealed class ChatStream(
    Visits visits, FragmentWriter fragments, IDbContextFactory<FeedbackDb> contexts, ChangeFeed feed, TypingSigns signs, NoteSeen note,
    TimeProvider time, IHostApplicationLifetime life)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    public async Task RunAsync(HttpContext http)
    {
        if (await visits.FindAsync(http) is not { } visit)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        try
        {
            await TellAsync(http, visit, gone.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The reader left or the server is stopping; the log has everything for the next connection.
        }
    }

    private async Task TellAsync(HttpContext http, Visit visit, CancellationToken gone)
    {
        var language = PageLanguage.Of(http.Request);
        var seen = SeenBy(http.Request, visit.Conversation);
        var types = Topics.AgentTypes(visit.Conversation.Id);
        using var watch = feed.Watch(Topics.Conversation(visit.Conversation.Id), types);

        // Headers and a comment at once: the page then knows that it is connected.
        await SendAsync(http, ": live\n\n", gone);
        while (true)
        {
            List<Message> messages;
            await using (var db = await contexts.CreateDbContextAsync(gone))
            {
                messages = await ConversationLog.AfterAsync(db, visit.Conversation.Id, seen);
            }

            foreach (var message in messages)
            {
                seen = message.Sequence;
                if (ReadLog.IsShown(message))
                {
                    await SendAsync(http, Event(seen, await fragments.WriteAsync([message], language, LiveChat.FileToken(visit))), gone);
                }
            }

            await note.RunAsync(visit.Conversation.Id, messages, gone);
            if (messages.Count == 0 && !await watch.WaitAsync(KeepAlive, time, gone))
            {
                await SendAsync(http, "event: ping\ndata:\n\n", gone);
            }
            else if (messages.Count == 0 && watch.Pulsed.Contains(types))
            {
                var name = await signs.AgentOfAsync(visit.Conversation.Id, gone) ?? ChatTexts.Get(language, "who.agent_unnamed");
                await SendAsync(http, $"event: typing\ndata: {ChatTexts.Get(language, "who.types", ("name", name)).ReplaceLineEndings(" ")}\n\n", gone);
            }
        }
    }

    /// <summary>A browser that reconnects says what it saw last; the page's own mark is of the time it was loaded.</summary>
    private static int SeenBy(HttpRequest request, ConversationMark conversation)
    {
        var resumed = request.Headers["Last-Event-ID"].ToString();
        return ConversationLog.Watermark(resumed.Length > 0 ? resumed : request.Query["after"].ToString(), conversation);
    }

    private static string Event(int id, string html)
    {
        var text = new StringBuilder(html.Length + 64).Append(CultureInfo.InvariantCulture, $"id: {id}\n");
        foreach (var line in html.ReplaceLineEndings("\n").Split('\n'))
        {
            text.Append("data: ").Append(line).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    private static async Task SendAsync(HttpContext http, string text, CancellationToken gone)
    {
        await http.Response.WriteAsync(text, gone);
        await http.Response.Body.FlushAsync(gone);
    }
}
