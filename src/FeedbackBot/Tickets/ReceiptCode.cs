using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace FeedbackBot.Tickets;

/// <summary>A code given with the receipt of a case: whoever holds it may follow the case without saying who they are. Only its hash is kept.</summary>
public static partial class ReceiptCode
{
    // Crockford's base 32: no letters that look or sound alike. Ten of them are 50 bits.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new code; always with a digit, so that it is never taken for two words.</summary>
    public static string New()
    {
        string code;
        do
        {
            code = RandomNumberGenerator.GetString(Alphabet, 10);
        }
        while (!code.Any(char.IsAsciiDigit));
        return $"{code[..5]}-{code[5..]}";
    }

    /// <summary>A receipt as staff see it: the code is the customer's alone.</summary>
    public static string Hide(string receipt) => Code().Replace(receipt, "•••••-•••••");

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

    [GeneratedRegex(@"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")]
    private static partial Regex Code();
}
