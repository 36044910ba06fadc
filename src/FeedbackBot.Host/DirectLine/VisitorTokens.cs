using System.Security.Claims;
using System.Security.Cryptography;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Settings;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FeedbackBot.Host.DirectLine;

/// <summary>What a visitor's token says: one conversation, and the visitor's alias in it.</summary>
public sealed record Visitor(string ConversationKey, string UserId, VerifiedIdentity? Identity);

/// <summary>
/// Gives and checks visitors' tokens: JWTs bound to one conversation, with the claim <c>user</c> that the genuine web chat reads.
/// The key lies in the data folder before the first token is given, so that tokens outlive a restart.
/// </summary>
public sealed class VisitorTokens
{
    private const string Issuer = "feedbackbot";
    private const string Audience = "directline";
    private readonly SigningCredentials _credentials;
    private readonly TokenValidationParameters _rules;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly MemoryCache _checked = new(new MemoryCacheOptions { SizeLimit = 50_000 });
    private readonly WebChatOptions _options;
    private readonly TimeProvider _time;

    public VisitorTokens(DataFolder data, IOptions<WebChatOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        var key = new SymmetricSecurityKey(LoadOrMakeKey(Path.Combine(data.Folder("keys"), "visitor-tokens.key")));
        _credentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        _rules = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidateLifetime = false,
        };
    }

    public int LifetimeSeconds => (int)_options.TokenLifetime.TotalSeconds;

    /// <summary>An id for a conversation or a visitor: unguessable, and safe where clients join it into addresses without encoding.</summary>
    public static string NewId() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(18)).Replace('-', 'x').Replace('_', 'y');

    public string Give(Visitor visitor)
    {
        var claims = new Dictionary<string, object> { ["conv"] = visitor.ConversationKey, ["user"] = visitor.UserId };
        AddIdentity(claims, visitor.Identity);
        var now = _time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + _options.TokenLifetime,
            SigningCredentials = _credentials,
        });
    }

    /// <summary>The visitor, or why not: no valid token at all, or one past its time.</summary>
    public (Visitor? Visitor, TokenFault Fault) Check(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return (null, TokenFault.Missing);
        }

        return Look(token) switch
        {
            null => (null, TokenFault.Forged),
            var known when known.ExpiresAt > _time.GetUtcNow().UtcDateTime => (known.Visitor, TokenFault.None),
            _ => (null, TokenFault.Expired),
        };
    }

    /// <summary>The visitor of a genuine token, also some time past its end: whoever comes back to the page goes on where they were.</summary>
    public Visitor? CheckKept(string? token) =>
        !string.IsNullOrEmpty(token) && Look(token) is { } known && known.ExpiresAt + _options.ResumeFor > _time.GetUtcNow().UtcDateTime
            ? known.Visitor
            : null;

    private CheckedToken? Look(string token)
    {
        if (token.Length > 4096)
        {
            return null;
        }

        if (!_checked.TryGetValue(token, out CheckedToken? known) && Validate(token) is { } valid)
        {
            known = valid;
            _checked.Set(token, known, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) });
        }

        return known;
    }

    private CheckedToken? Validate(string token)
    {
        // HMAC over a short string: validation completes synchronously.
        var result = _handler.ValidateTokenAsync(token, _rules).GetAwaiter().GetResult();
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt
            || !jwt.TryGetPayloadValue("conv", out string? conversation) || !jwt.TryGetPayloadValue("user", out string? user))
        {
            return null;
        }

        jwt.TryGetPayloadValue("sub", out string? subject);
        jwt.TryGetPayloadValue("name", out string? name);
        jwt.TryGetPayloadValue("email", out string? email);
        jwt.TryGetPayloadValue("account", out string? account);
        jwt.TryGetPayloadValue("order", out string? order);
        var identity = subject == null ? null : new VerifiedIdentity(subject, name, email, account, order);
        return new(new Visitor(conversation!, user!, identity), jwt.ValidTo);
    }

    private static void AddIdentity(Dictionary<string, object> claims, VerifiedIdentity? identity)
    {
        foreach (var (name, value) in new[] { ("sub", identity?.Subject), ("name", identity?.Name), ("email", identity?.Email), ("account", identity?.Account), ("order", identity?.Order) })
        {
            if (value != null)
            {
                claims[name] = value;
            }
        }
    }

    private static byte[] LoadOrMakeKey(string path)
    {
        if (!File.Exists(path))
        {
            var fresh = path + ".new";
            File.WriteAllBytes(fresh, RandomNumberGenerator.GetBytes(32));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            File.Move(fresh, path, overwrite: false);
        }

        return File.ReadAllBytes(path);
    }

    private sealed record CheckedToken(Visitor Visitor, DateTime ExpiresAt);
}

/// <summary>Why a token was not accepted.</summary>
public enum TokenFault { None, Missing, Forged, Expired }
