using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using FeedbackBot.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.Webhooks;

/// <summary>
/// Posts to webhooks as Standard Webhooks prescribes. Where a host lies is looked up and checked when the connection is made, and that very address is
/// called: a name that changes its address between a check and a call leads nowhere else.
/// </summary>
public sealed class WebhookPost : IWebhookPost, IDisposable
{
    private static readonly TimeSpan LookUpLimit = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http;
    private readonly IOptions<OutboxOptions> _options;
    private readonly TimeProvider _time;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    public WebhookPost(IOptions<OutboxOptions> options, TimeProvider time) : this(options, time, Dns.GetHostAddressesAsync)
    {
    }

    internal WebhookPost(IOptions<OutboxOptions> options, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        (_options, _time, _resolve) = (options, time, resolve);
        _http = Outward.Client(ConnectAsync);
    }

    public async Task<WebhookAnswer> RunAsync(WebhookMessage message, CancellationToken cancellation)
    {
        // The setting may have changed since the address was given.
        WebhookAddress.Check(message.Url, _options.Value);
        var seconds = _time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Url) { Content = new StringContent(message.Body, Encoding.UTF8, message.ContentType) };
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(message.Id, seconds, message.Body, message.Secrets));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("FeedbackBot", null));
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return new((int)answer.StatusCode, WaitOf(answer.Headers.RetryAfter));
    }

    public async Task CheckAsync(string url, CancellationToken cancellation)
    {
        WebhookAddress.Check(url, _options.Value);
        var host = new Uri(url).IdnHost;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LookUpLimit);
        try
        {
            WebhookAddress.Check(host, await _resolve(host, limit.Token), _options.Value);
        }
        catch (Exception unknown) when (unknown is SocketException || (unknown is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Not known yet, or not now. It is looked up and checked again whenever something is sent.
        }
    }

    public void Dispose() => _http.Dispose();

    private TimeSpan? WaitOf(RetryConditionHeaderValue? asked) => asked?.Delta ?? (asked?.Date is { } until ? until - _time.GetUtcNow() : null);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await _resolve(host, cancellation);
        WebhookAddress.Check(host, addresses, _options.Value);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>What is posted to webhooks.</summary>
public static class WebhooksSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) =>
        services.AddSingleton<IWebhookPost, WebhookPost>().AddSingleton<ICourier, DigestWebhook>();
}
