using System.Globalization;
using System.Text;
using FeedbackBot.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.Webhooks;

/// <summary>Posts signed JSON to a webhook. Follows no redirect: it could lead into our own network.</summary>
public sealed class SignedWebhook(IOptions<OutboxOptions> options) : ICourier, IDisposable
{
    private readonly HttpClient _http = Outward.Client();

    public string Kind => OutboxItem.WebhookKind;

    public async Task DeliverAsync(Guid id, string destination, string payload, CancellationToken cancellation)
    {
        // The setting may have changed since the address was given.
        if (!WebhookAddress.IsAllowed(destination, options.Value))
        {
            throw new InvalidOperationException("Nothing may be posted to this address.");
        }

        var signed = SignedBody.Read(payload);
        using var request = new HttpRequestMessage(HttpMethod.Post, destination) { Content = new StringContent(signed.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-FeedbackBot-Delivery", id.ToString());
        request.Headers.Add("X-FeedbackBot-Timestamp", signed.Timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-FeedbackBot-Signature", $"sha256={signed.Signature}");
        await _http.PostAsync(request, cancellation);
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>Signed webhooks.</summary>
public static class WebhooksSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services.AddSingleton<ICourier, SignedWebhook>();
}
