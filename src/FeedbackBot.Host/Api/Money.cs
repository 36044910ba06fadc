using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;

namespace FeedbackBot.Host.Api;

/// <summary>Amounts as programs write them (1250.50) and as they are stored (125050 minor units of the currency).</summary>
public static partial class Money
{
    /// <summary>Enough for any account, and far from where a long ends.</summary>
    private const decimal Most = 1_000_000_000_000m;

    public static decimal? Amount(long? minor, string? currency) => minor / Currencies.MinorUnits(currency);

    /// <summary>The currency told, or else the one it has.</summary>
    public static string? Currency(string? told, string? present, Fields fields) =>
        fields.Form(told?.ToUpperInvariant(), "currency", 3, CurrencyForm(), "CNY") ?? present;

    /// <summary>The amount told. Another currency has other minor units: there an amount that is not told again stays the same amount.</summary>
    public static decimal? Told(decimal? told, string? currency, long? presentMinor, string? presentCurrency) =>
        currency == presentCurrency ? told : told ?? Amount(presentMinor, presentCurrency);

    /// <summary>Never rounds: an amount that the currency cannot express is refused.</summary>
    public static long? Minor(decimal? amount, string? currency, string field, Fields fields)
    {
        if (amount is not { } given)
        {
            return null;
        }

        if (given is < 0 or > Most)
        {
            fields.Refuse(ProblemCode.OutOfRange, field, $"{field} must lie between 0 and {Most:0}.");
            return null;
        }

        var minor = given * Currencies.MinorUnits(currency);
        if (minor != decimal.Truncate(minor))
        {
            fields.Refuse(ProblemCode.OutOfRange, field, $"{field} has more decimals than {currency ?? "the currency"} has.");
            return null;
        }

        return (long)minor;
    }

    /// <summary>Null for an amount that the currency cannot express.</summary>
    public static long? Minor(decimal amount, string currency) =>
        amount is > 0 and <= Most && amount * Currencies.MinorUnits(currency) is var minor && minor == decimal.Truncate(minor) ? (long)minor : null;

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex CurrencyForm();
}
