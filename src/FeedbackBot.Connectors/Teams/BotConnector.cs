using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.Teams;

/// <summary>Sends messages through the Bot Connector's REST interface of the channel's service.</summary>
public sealed class BotConnector(ConnectorToken token, ThreadPace pace, IOptions<TeamsOptions> options, IOptions<ConversationOptions> site) : IMessenger, IDisposable
{
    private const int MostOfRefusal = 8192;

    private readonly HttpClient _http = Outward.Client();

    public async Task SendAsync(ConversationReference to, Message message, CancellationToken cancellation)
    {
        // The settings may have changed since the address was kept.
        if (!ServiceHosts.Allow(to.ServiceUrl, options.Value.AllowedServiceHosts))
        {
            throw new ChannelClosed("Replies may not go to this service's address.");
        }

        pace.Take(to);
        var address = new Uri($"{to.ServiceUrl.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(to.ThreadId)}/activities");
        try
        {
            await SendAsync(address, ActivityWriter.Write(to, message, site.Value.LinkTo("")), cancellation);
        }
        catch (MessageRefused)
        {
            // Perhaps it is the card, the mention or the length; the words at least should come.
            await SendAsync(address, ActivityWriter.Plain(to, message), cancellation);
        }
    }

    private async Task SendAsync(Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var key = await token.GetAsync(null, cancellation);
        using var answer = await PostAsync(address, body, key, cancellation);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
        {
            await CheckAsync(answer, cancellation);
            return;
        }

        using var second = await PostAsync(address, body, await token.GetAsync(key, cancellation), cancellation);
        await CheckAsync(second, cancellation);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(Uri address, ReadOnlyMemory<byte> body, string key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        var status = (int)answer.StatusCode;
        var code = await CodeAsync(answer, cancellation);
        throw status switch
        {
            403 or 404 or 410 => new ChannelClosed($"The channel takes no more here ({status} {code})."),
            400 or 413 or 415 or 422 => new MessageRefused($"The channel refused a message ({status} {code})."),
            408 or 412 or 429 or 502 or 503 or 504 => new ChannelBusy($"The channel asked to wait ({status} {code}).", WaitOf(answer.Headers.RetryAfter)),
            _ => new HttpRequestException($"The channel answered {status} {code}."),
        };
    }

    /// <summary>At least a second, however it is told.</summary>
    private static TimeSpan? WaitOf(RetryConditionHeaderValue? told) =>
        told?.Delta is { } wait ? (wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1)) : null;

    /// <summary>The code of a refusal, for the log: {"error":{"code":…,"innerHttpError"?}} or a subCode beside it.</summary>
    private static async Task<string> CodeAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
            var buffer = new byte[MostOfRefusal];
            var read = await stream.ReadAtLeastAsync(buffer, MostOfRefusal, throwOnEndOfStream: false, cancellation);
            using var json = JsonDocument.Parse(buffer.AsMemory(0, read));
            var error = json.RootElement.TryGetProperty("error", out var inner) ? inner : json.RootElement;
            return string.Join('/', new[] { "code", "subCode" }.Select(name => error.TryGetProperty(name, out var value) ? value.ToString() : null).Where(v => v != null));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or IOException)
        {
            return "";
        }
    }
}
