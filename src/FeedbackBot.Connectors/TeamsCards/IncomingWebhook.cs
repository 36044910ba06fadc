using System.Text;
using FeedbackBot.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.TeamsCards;

/// <summary>Posts a card to an incoming webhook of Teams. Follows no redirect: it could lead into our own network.</summary>
public sealed class IncomingWebhook(IOptions<OutboxOptions> options) : ICourier, IDisposable
{
    private readonly HttpClient _http = Outward.Client();

    public string Kind => OutboxItem.TeamsKind;

    public async Task DeliverAsync(Guid id, string destination, string payload, CancellationToken cancellation)
    {
        // The setting may have changed since the address was given.
        if (!CardAddress.IsAllowed(destination, options.Value))
        {
            throw new InvalidOperationException("Cards may not be posted to this address.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, destination) { Content = new StringContent(payload, Encoding.UTF8, "application/json") };
        request.Headers.Add("x-ms-client-request-id", id.ToString());
        await _http.PostAsync(request, cancellation);
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>Cards for Teams.</summary>
public static class TeamsCardsSetup
{
    public static IServiceCollection AddTeamsCards(this IServiceCollection services) => services.AddSingleton<ICourier, IncomingWebhook>();
}
