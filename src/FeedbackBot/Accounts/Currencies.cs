namespace FeedbackBot.Accounts;

/// <summary>How many minor units a currency has: ISO 4217, where it is not two digits after the point.</summary>
public static class Currencies
{
    private static readonly string[] WithoutCents =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly string[] WithMills = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>1, 100 or 1000; an unknown currency, and none, has 100.</summary>
    public static decimal MinorUnits(string? currency) => WithoutCents.Contains(currency) ? 1m : WithMills.Contains(currency) ? 1000m : 100m;
}
