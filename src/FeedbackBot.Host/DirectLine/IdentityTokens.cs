using System.Text;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Settings;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FeedbackBot.Host.DirectLine;

/// <summary>Checks the token with which a host site vouches for its customer: HS256 with the shared secret, with an expiry.</summary>
public sealed class IdentityTokens(IOptions<WebChatOptions> options)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Who the visitor is; null where the token does not prove it.</summary>
    public async Task<VerifiedIdentity?> CheckAsync(string token)
    {
        if (options.Value.IdentitySecret is not { } secret || token.Length > 8192)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidateIssuer = false,
            ValidateAudience = false,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromMinutes(1),
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt || string.IsNullOrWhiteSpace(jwt.Subject))
        {
            return null;
        }

        return new(jwt.Subject, Claim(jwt, "name"), Claim(jwt, "email"), Claim(jwt, "account"), Claim(jwt, "order"));
    }

    private static string? Claim(JsonWebToken jwt, string name) => jwt.TryGetPayloadValue(name, out string? value) ? value : null;
}
