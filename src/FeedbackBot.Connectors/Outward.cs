namespace FeedbackBot.Connectors;

/// <summary>Calls to addresses that people or vendors name. Follows no redirect: it could lead into our own network.</summary>
internal static class Outward
{
    /// <summary>A client without cookies; deadlines are the caller's.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
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
