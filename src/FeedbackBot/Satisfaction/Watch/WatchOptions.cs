using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Satisfaction;

/// <summary>Settings under FeedbackBot:Watch: when an account counts as satisfied, as loyal, and as one to watch.</summary>
public sealed class WatchOptions : IValidatableObject
{
    /// <summary>A CSAT from which an account is satisfied. Percent. Default 70.</summary>
    [Range(1, 100)]
    public int SatisfiedPercent { get; set; } = 70;

    /// <summary>A loyalty from which an account is loyal. Percent. Default 50.</summary>
    [Range(1, 100)]
    public int LoyalPercent { get; set; } = 50;

    /// <summary>Years as a customer that count as wholly loyal. Default 5.</summary>
    [Range(1, 50)]
    public int LoyalYears { get; set; } = 5;

    /// <summary>Orders that count as wholly loyal. Default 20.</summary>
    [Range(1, 100_000)]
    public int LoyalOrders { get; set; } = 20;

    /// <summary>Complaints within 90 days from which an account of high value is watched. Default 3.</summary>
    [Range(1, 1000)]
    public int RepeatedComplaints { get; set; } = 3;

    /// <summary>Days without a word or an order after a complaint was closed, from which an account is watched. Default 30.</summary>
    [Range(1, 365)]
    public int SilenceDays { get; set; } = 30;

    /// <summary>E-mail address of the member of staff who looks after accounts without an owner and contacts without an account. Default nobody.</summary>
    [EmailAddress]
    public string? BucketOwner { get; set; }

    /// <summary>What the console calls the quadrants in English, in this order: satisfied and loyal; satisfied only; loyal only; neither. Default its own names.</summary>
    public string[] QuadrantsEn { get; set; } = [];

    /// <summary>The same in Chinese; both languages or neither.</summary>
    public string[] QuadrantsZh { get; set; } = [];

    /// <summary>A quadrant's name as the settings have it; null where they have none.</summary>
    public LocalizedText? NameOf(Quadrant quadrant) => QuadrantsEn.Length == 0 ? null : new(QuadrantsZh[(int)quadrant], QuadrantsEn[(int)quadrant]);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (QuadrantsEn.Length != QuadrantsZh.Length || QuadrantsEn.Length is not (0 or 4) || QuadrantsEn.Concat(QuadrantsZh).Any(n => string.IsNullOrWhiteSpace(n) || n.Length > 60))
        {
            yield return new($"{nameof(QuadrantsEn)} and {nameof(QuadrantsZh)} each hold four names of at most 60 characters, or both none.", [nameof(QuadrantsEn)]);
        }
    }
}
