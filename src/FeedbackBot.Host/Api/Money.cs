using System.Text.RegularExpressions;
using FeedbackBot.Host.Api.Edge;

namespace FeedbackBot.Host.Api;

/// <summary>Amounts as programs write them (1250.50) and as they are stored (125050 minor units of the currency).</summary>
public static partial class Money
{
    /// <summary>Enough for any account, and far from where a long ends.</summary>
    private const decimal Most = 1_000_000_000_000m;

    /// <summary>Digits after the point, where they are not two (ISO 4217).</summary>
    private static readonly Dictionary<string, int> Digits = new()
    {
        ["BIF"] = 0,
        ["CLP"] = 0,
        ["DJF"] = 0,
        ["GNF"] = 0,
        ["ISK"] = 0,
        ["JPY"] = 0,
        ["KMF"] = 0,
        ["KRW"] = 0,
        ["PYG"] = 0,
        ["RWF"] = 0,
        ["UGX"] = 0,
        ["VND"] = 0,
        ["VUV"] = 0,
        ["XAF"] = 0,
        ["XOF"] = 0,
        ["XPF"] = 0,
        ["BHD"] = 3,
        ["IQD"] = 3,
        ["JOD"] = 3,
        ["KWD"] = 3,
        ["LYD"] = 3,
        ["OMR"] = 3,
        ["TND"] = 3,
    };

    public static decimal? Amount(long? minor, string? currency) => minor / Factor(currency);

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

        var minor = given * Factor(currency);
        if (minor != decimal.Truncate(minor))
        {
            fields.Refuse(ProblemCode.OutOfRange, field, $"{field} has more decimals than {currency ?? "the currency"} has.");
            return null;
        }

        return (long)minor;
    }

    /// <summary>Null for an amount that the currency cannot express.</summary>
    public static long? Minor(decimal amount, string currency) =>
        amount is > 0 and <= Most && amount * Factor(currency) is var minor && minor == decimal.Truncate(minor) ? (long)minor : null;

    private static decimal Factor(string? currency) => (currency == null ? 2 : Digits.GetValueOrDefault(currency, 2)) switch { 0 => 1m, 3 => 1000m, _ => 100m };

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex CurrencyForm();
}
