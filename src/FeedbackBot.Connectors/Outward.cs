namespace FeedbackBot.Connectors;

/// <summary>Calls to addresses that people or vendors name. Follows no redirect: it could lead into our own network.</summary>
internal static class Outward
{
    /// <summary>A client without cookies; deadlines are the caller's.</summary>
    /// <param name="connect">Makes each connection; null does so as usual.</param>
    public static HttpClient Client(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = connect == null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = connect,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Throws unless a webhook takes it.</summary>
    public static async Task PostAsync(this HttpClient http, HttpRequestMessage request, CancellationToken cancellation)
    {
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"The webhook answered {(int)answer.StatusCode}.");
        }
    }
}
