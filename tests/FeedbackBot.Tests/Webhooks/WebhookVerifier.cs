using System.Security.Cryptography;
using System.Text;

namespace FeedbackBot.Tests.Webhooks;

// As docs/webhooks.md shows it; a test compares both.
// <example>
public static class WebhookVerifier
{
    private const long ToleranceSeconds = 300;

    /// <param name="secrets">One, or two while you change over: whsec_...</param>
    public static bool IsGenuine(string id, string timestamp, string signatures, string body, long nowSeconds, params string[] secrets)
    {
        if (!long.TryParse(timestamp, out var sentAt) || Math.Abs(nowSeconds - sentAt) > ToleranceSeconds)
        {
            return false;
        }

        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}");
        var expected = secrets.Select(secret => HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed)).ToList();
        return signatures.Split(' ').Where(s => s.StartsWith("v1,", StringComparison.Ordinal)).Any(s =>
        {
            var given = new byte[64];
            return Convert.TryFromBase64String(s[3..], given, out var length)
                && expected.Any(e => CryptographicOperations.FixedTimeEquals(e, given.AsSpan(0, length)));
        });
    }
}
// </example>
