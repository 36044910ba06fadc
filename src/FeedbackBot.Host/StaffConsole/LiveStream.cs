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
    /// <param name="typing">A topic whose pulses mean that somebody is writing; the page is told so and reads nothing again.</param>
    public async Task RunAsync(HttpContext http, string[] topics, Func<Task<bool>> missed, TimeSpan pause, string? typing = null)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var watch = feed.Watch([.. topics, .. typing == null ? [] : new[] { typing }]);
        try
        {
            await SayAsync(http, await missed() ? "event: changed\ndata:\n\n" : ": open\n\n", gone.Token);
            while (!gone.IsCancellationRequested)
            {
                var changed = await watch.WaitAsync(KeepAlive, time, gone.Token);
                if (changed && typing != null && watch.Pulsed.Contains(typing))
                {
                    await SayAsync(http, "event: typing\ndata:\n\n", gone.Token);
                    changed = watch.Pulsed.Count > 1;
                }
                else if (!changed)
                {
                    await SayAsync(http, ": still here\n\n", gone.Token);
                }

                if (changed)
                {
                    await SayAsync(http, "event: changed\ndata:\n\n", gone.Token);
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
