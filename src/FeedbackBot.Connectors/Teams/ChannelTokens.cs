using System.Collections;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FeedbackBot.Connectors.Teams;

/// <summary>What became of a check: the keys may also be out of reach, and then nothing is known.</summary>
public enum TokenCheck { Valid, Invalid, Unknown }

/// <summary>
/// Checks the token with which a channel proves that an activity is its own, as the Bot Framework's connector authentication prescribes: issuer, audience,
/// signature by a published key that is endorsed for this channel, times with five minutes of tolerance, and the service's address as a claim, which must be one that replies may go to.
/// </summary>
public sealed class ChannelTokens(IOptions<TeamsOptions> options, TimeProvider time, ILogger<ChannelTokens> log) : IDisposable
{
    private const int MostCharacters = 16_384;
    private static readonly TimeSpan KeysLast = TimeSpan.FromHours(24);

    /// <summary>A key nobody knows makes us ask for the keys anew, but not for everybody who makes one up.</summary>
    private static readonly TimeSpan MostOften = TimeSpan.FromSeconds(5);

    /// <summary>While the keys cannot be fetched, old ones go on being used and others come as seldom as this to see whether they can.</summary>
    private static readonly TimeSpan TriedAgain = TimeSpan.FromSeconds(60);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly SemaphoreSlim _one = new(1);
    private Keys? _keys;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    /// <param name="authorization">The header as it came.</param>
    /// <param name="channelId">The activity's channelId.</param>
    /// <param name="serviceUrl">The activity's serviceUrl.</param>
    /// <param name="cancellation">The caller has gone.</param>
    public async Task<TokenCheck> CheckAsync(string? authorization, string? channelId, string? serviceUrl, CancellationToken cancellation)
    {
        if (TokenOf(authorization) is not { } token || string.IsNullOrEmpty(channelId) || string.IsNullOrEmpty(serviceUrl)
            || !ServiceHosts.Allow(serviceUrl, options.Value.AllowedServiceHosts))
        {
            return TokenCheck.Invalid;
        }

        if (await KeysAsync(null, cancellation) is not { } keys)
        {
            return TokenCheck.Unknown;
        }

        if (token.Kid is { } kid && !keys.Known.ContainsKey(kid))
        {
            // Keys are changed now and then, and a new one is used at once.
            keys = await KeysAsync(keys, cancellation) ?? keys;
        }

        return await IsValidAsync(token, keys, channelId, serviceUrl) ? TokenCheck.Valid : TokenCheck.Invalid;
    }

    public void Dispose()
    {
        _http.Dispose();
        _one.Dispose();
    }

    private JsonWebToken? TokenOf(string? authorization)
    {
        const string Scheme = "Bearer ";
        if (authorization == null || authorization.Length > MostCharacters || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return _handler.ReadJsonWebToken(authorization[Scheme.Length..].Trim());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private async Task<bool> IsValidAsync(JsonWebToken token, Keys keys, string channelId, string serviceUrl)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Value.Issuer,
            ValidAudience = options.Value.AppId,
            IssuerSigningKeys = keys.Known.Values,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
            RequireExpirationTime = true,
            LifetimeValidator = (from, to, _, _) => IsNow(from, to),
        });
        return result.IsValid
            && token.Kid is { } kid && keys.Known.TryGetValue(kid, out var key) && Endorsements(key).Contains(channelId, StringComparer.Ordinal)
            && token.TryGetPayloadValue<string>("serviceurl", out var claimed) && string.Equals(claimed, serviceUrl, StringComparison.OrdinalIgnoreCase);
    }

    private bool IsNow(DateTime? from, DateTime? to)
    {
        var (now, tolerance) = (time.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(5));
        return to is { } end && now <= end + tolerance && (from == null || now >= from.Value - tolerance);
    }

    private static IEnumerable<string?> Endorsements(JsonWebKey key) => key.AdditionalData.TryGetValue("endorsements", out var value) ? value switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(e => e.ToString()),
        string one => [one],
        IEnumerable many => many.Cast<object?>().Select(e => e?.ToString()),
        _ => [],
    } : [];

    /// <param name="stale">Keys that turned out not to do; null asks only when they have grown old.</param>
    private async Task<Keys?> KeysAsync(Keys? stale, CancellationToken cancellation)
    {
        if (IsGoodEnough(stale))
        {
            return _keys;
        }

        await _one.WaitAsync(cancellation);
        try
        {
            if (!IsGoodEnough(stale))
            {
                // Not with the caller's patience: who hangs up must not keep the others from the keys.
                _keys = await FetchAsync() ?? _keys;
                _triedAt = time.GetUtcNow();
            }

            return _keys;
        }
        finally
        {
            _one.Release();
        }
    }

    private bool IsGoodEnough(Keys? stale)
    {
        var (now, since) = (time.GetUtcNow(), time.GetUtcNow() - _triedAt);
        if (_keys == null || stale != null)
        {
            return since < MostOften || (stale != null && _keys != stale);
        }

        return now - _keys.FetchedAt < KeysLast || since < TriedAgain;
    }

    private async Task<Keys?> FetchAsync()
    {
        try
        {
            var address = options.Value.OpenIdMetadataUrl;
            var retriever = new HttpDocumentRetriever(_http) { RequireHttps = !new Uri(address).IsLoopback };
            var published = await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, CancellationToken.None);
            var known = published.JsonWebKeySet.Keys.Where(k => k is { Kty: JsonWebAlgorithmsKeyTypes.RSA, Kid: not null });
            return new(known.DistinctBy(k => k.Kid).ToDictionary(k => k.Kid, StringComparer.Ordinal), time.GetUtcNow());
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "The keys of the channels could not be fetched; those known before go on being used");
            return null;
        }
    }

    private sealed record Keys(IReadOnlyDictionary<string, JsonWebKey> Known, DateTimeOffset FetchedAt);
}
