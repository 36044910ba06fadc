using System.Security.Cryptography;
using System.Text;

namespace FeedbackBot;

/// <summary>What makes a link in an e-mail known to nobody but who has it: 256 random bits, of which only the hash is kept.</summary>
internal static class LinkToken
{
    public static string New() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
