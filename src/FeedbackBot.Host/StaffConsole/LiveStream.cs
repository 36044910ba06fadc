using FeedbackBot.Storage;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>
/// Server-sent events without content: "changed" tells a page to read its part again. It begins with one where something happened
/// between the page and the stream, or while the stream was broken, so nothing is missed.
/// </summary>
public sealed class LiveStream(ChangeFeed feed, TimeProvider time, IHostApplicationLifetime life)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    /// <param name="missed">Whether something has changed since the page was made; asked once the topics are watched.</param>
    /// <param name="pause">The shortest time between two events.</param>
    public async Task RunAsync(HttpContext http, string[] topics, Func<Task<bool>> missed, TimeSpan pause)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var watch = feed.Watch(topics);
        try
        {
            await SayAsync(http, await missed() ? "event: changed\ndata:\n\n" : ": open\n\n", gone.Token);
            while (!gone.IsCancellationRequested)
            {
                var changed = await watch.WaitAsync(KeepAlive, time, gone.Token);
                await SayAsync(http, changed ? "event: changed\ndata:\n\n" : ": still here\n\n", gone.Token);
                if (changed)
                {
                    await Task.Delay(pause, time, gone.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left or the server stops; the page reads everything again when it is back.
        }
    }

    private static async Task SayAsync(HttpContext http, string words, CancellationToken gone)
    {
        await http.Response.WriteAsync(words, gone);
        await http.Response.Body.FlushAsync(gone);
    }
}
