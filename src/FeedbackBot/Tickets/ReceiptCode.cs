using System.Security.Cryptography;
using System.Text;

namespace FeedbackBot.Tickets;

/// <summary>A code given with the receipt of a case: whoever holds it may follow the case without saying who they are. Only its hash is kept.</summary>
public static class ReceiptCode
{
    // Crockford's base 32: no letters that look or sound alike. Ten of them are 50 bits.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New()
    {
        var code = RandomNumberGenerator.GetString(Alphabet, 10);
        return $"{code[..5]}-{code[5..]}";
    }

    /// <summary>The same for every way of writing a code down: spaces, dashes and letter case do not count, O is 0, I and L are 1.</summary>
    public static string HashOf(string code)
    {
        var plain = new StringBuilder(code.Length);
        foreach (var c in code.Normalize(NormalizationForm.FormKC).ToUpperInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                plain.Append(c switch { 'O' => '0', 'I' or 'L' => '1', _ => c });
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain.ToString())));
    }
}
