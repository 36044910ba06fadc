namespace FeedbackBot.Accounts;

/// <summary>What an account is worth, for comparing it with others.</summary>
public sealed record ValuedAccount(Guid Id, string ExternalId, long? ValueMinor, string? Currency);

/// <summary>The tier of an account, and the share of all value that it and those above it make up, 0…1; null without a value.</summary>
public sealed record TierPlace(AccountTier Tier, double? Share);

/// <summary>
/// Cuts accounts into A, B and C by cumulative share of value (the ABC analysis of Pareto): an account is in the tier in which its share begins,
/// so the largest is always in A. Equal values stand in the order of their external ids. Pure.
/// </summary>
public static class TierCut
{
    public static IReadOnlyDictionary<Guid, TierPlace> Of(IEnumerable<ValuedAccount> accounts, AccountOptions options)
    {
        var places = new Dictionary<Guid, TierPlace>();
        foreach (var comparable in accounts.GroupBy(a => ScaleOf(a, options)))
        {
            var (above, whole) = (0m, comparable.Sum(a => Worth(a, options)));
            foreach (var account in comparable.OrderByDescending(a => Worth(a, options)).ThenBy(a => a.ExternalId, StringComparer.Ordinal))
            {
                var worth = Worth(account, options);
                places[account.Id] = worth == 0 ? new(AccountTier.C, null) : new(TierAt(100 * above / whole, options), (double)((above + worth) / whole));
                above += worth;
            }
        }

        return places;
    }

    private static AccountTier TierAt(decimal percent, AccountOptions options) =>
        percent < options.TierAShare ? AccountTier.A : percent < options.TierBShare ? AccountTier.B : AccountTier.C;

    /// <summary>Currencies with a rate are compared with each other, every other only with itself.</summary>
    private static string ScaleOf(ValuedAccount account, AccountOptions options) =>
        account.Currency is { } currency && !options.Rates.ContainsKey(currency) ? currency : "";

    private static decimal Worth(ValuedAccount account, AccountOptions options) =>
        account.ValueMinor is not > 0 ? 0
        : account.ValueMinor.Value / Currencies.MinorUnits(account.Currency) * (account.Currency == null ? 1 : options.Rates.GetValueOrDefault(account.Currency, 1));
}
