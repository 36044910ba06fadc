using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FeedbackBot.Outbox;

/// <summary>Signs what is posted to webhooks as Standard Webhooks prescribes. Made at the moment of sending, so that a late retry carries a fresh time. Pure.</summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>Within the 24 to 64 bytes that the standard asks for.</summary>
    private const int SecretBytes = 32;

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The webhook-signature header: one signature for each secret that is valid, separated by spaces.</summary>
    public static string Of(string id, long seconds, string body, IEnumerable<string> secrets)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.{body}"));
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed))));
    }

    /// <summary>Secrets of digests from before the standard have no prefix: their characters are the key.</summary>
    private static byte[] KeyOf(string secret) => secret.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(secret[Prefix.Length..]) : Encoding.UTF8.GetBytes(secret);
}
