using System.Text;
using FeedbackBot.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.TeamsCards;

/// <summary>Posts a card to an incoming webhook of Teams. Follows no redirect: it could lead into our own network.</summary>
public sealed class IncomingWebhook(IOptions<OutboxOptions> options) : ICardPoster, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task PostAsync(Guid id, string address, string card, CancellationToken cancellation)
    {
        // The setting may have changed since the address was given.
        if (!CardAddress.IsAllowed(address, options.Value))
        {
            throw new InvalidOperationException("Cards may not be posted to this address.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(card, Encoding.UTF8, "application/json") };
        request.Headers.Add("x-ms-client-request-id", id.ToString());
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"The webhook answered {(int)answer.StatusCode}.");
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>Cards for Teams.</summary>
public static class TeamsCardsSetup
{
    public static IServiceCollection AddTeamsCards(this IServiceCollection services) => services.AddSingleton<ICardPoster, IncomingWebhook>();
}
