using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.Teams;

/// <summary>The token with which replies are sent: got with the registration's secret, kept until five minutes before its end.</summary>
public sealed class ConnectorToken(IOptions<TeamsOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly SemaphoreSlim _one = new(1);
    private Kept? _kept;

    /// <param name="refused">A token that was just refused: another is got.</param>
    /// <param name="cancellation">The deadline of whoever needs it.</param>
    public async Task<string> GetAsync(string? refused, CancellationToken cancellation)
    {
        if (Good(refused) is { } at)
        {
            return at;
        }

        await _one.WaitAsync(cancellation);
        try
        {
            if (Good(refused) is { } meanwhile)
            {
                return meanwhile;
            }

            _kept = await FetchAsync(cancellation);
            return _kept.Token;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _one.Dispose();
    }

    private string? Good(string? refused) => _kept is { } kept && kept.Token != refused && time.GetUtcNow() < kept.Until ? kept.Token : null;

    private async Task<Kept> FetchAsync(CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string?>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.Value.AppId,
            ["client_secret"] = options.Value.AppPassword,
            ["scope"] = options.Value.TokenScope,
        }!);
        using var answer = await _http.PostAsync(options.Value.TokenAddress, form, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"The token for replies was refused ({(int)answer.StatusCode}): are AppId, AppPassword and TenantId those of the registration?");
        }

        var given = await answer.Content.ReadFromJsonAsync<GivenToken>(cancellation);
        if (string.IsNullOrEmpty(given?.AccessToken))
        {
            throw new HttpRequestException("The token's answer holds no token.");
        }

        var lasts = TimeSpan.FromSeconds(Math.Clamp(given.ExpiresIn, 0, 86_400));
        return new(given.AccessToken, time.GetUtcNow() + (lasts > 2 * Margin ? lasts - Margin : lasts / 2));
    }

    private sealed record Kept(string Token, DateTimeOffset Until);

    private sealed record GivenToken([property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
