using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Accounts;

/// <summary>Settings under FeedbackBot:Accounts.</summary>
public sealed class AccountOptions : IValidatableObject
{
    /// <summary>Accounts that begin below this share of all value, the most valuable first, are in tier A. Percent. Default 80.</summary>
    [Range(1, 100)]
    public int TierAShare { get; set; } = 80;

    /// <summary>Those that begin below this share are in tier B, the rest in C. Percent. Default 95.</summary>
    [Range(1, 100)]
    public int TierBShare { get; set; } = 95;

    /// <summary>What one unit of a currency is worth in the currency you compare in, such as EUR = 7.8. Currencies without a rate are cut each for itself. Default none.</summary>
    public Dictionary<string, decimal> Rates { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TierBShare < TierAShare)
        {
            yield return new($"{nameof(TierBShare)} ({TierBShare}) must not lie below {nameof(TierAShare)} ({TierAShare}).", [nameof(TierBShare)]);
        }

        foreach (var (currency, rate) in Rates.Where(r => r.Value <= 0 || r.Key.Length != 3))
        {
            yield return new($"{nameof(Rates)}:{currency} is {rate}; a rate stands under a currency's three letters and is more than 0.", [nameof(Rates)]);
        }
    }
}
