using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FeedbackBot.Storage;

namespace FeedbackBot.Outbox;

/// <summary>A body for a webhook with its signature, as it waits in the outbox: the secret itself never gets there.</summary>
/// <param name="Timestamp">Seconds since 1970 at which it was signed.</param>
/// <param name="Signature">HMAC-SHA256 of "timestamp.body" under the receiver's secret, in small hexadecimal digits.</param>
public sealed record SignedBody(string Body, long Timestamp, string Signature)
{
    public static SignedBody Sign(string body, string secret, DateTime at)
    {
        var seconds = new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeSeconds();
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.{body}"));
        return new(body, seconds, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
    }

    public string ToPayload() => JsonSerializer.Serialize(this, StoredJson.Options);

    public static SignedBody Read(string payload) =>
        JsonSerializer.Deserialize<SignedBody>(payload, StoredJson.Options) ?? throw new InvalidDataException("The item carries no signed body.");
}

/// <summary>Where digests may be posted to as JSON.</summary>
public static class WebhookAddress
{
    /// <summary>Only hosts that the settings name: anything else would let staff make this server call whom they like.</summary>
    public static bool IsAllowed(string address, OutboxOptions options) =>
        address.Length <= 400 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && uri.Scheme is "http" or "https" && options.WebhookHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase);
}
