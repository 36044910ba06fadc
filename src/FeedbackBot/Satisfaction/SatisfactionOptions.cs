using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Satisfaction;

/// <summary>Settings under FeedbackBot:Satisfaction.</summary>
public sealed class SatisfactionOptions : IValidatableObject
{
    /// <summary>Fewest answers for which figures are shown. Default 5.</summary>
    [Range(1, 1000)]
    public int MinimumAnswers { get; set; } = 5;

    /// <summary>IANA name of the zone in which days, weeks and months are cut. Default UTC.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Weeks that the longer figure of account page and digest looks back on; compared with as many before. Default 13.</summary>
    [Range(1, 52)]
    public int TrendWeeks { get; set; } = 13;

    /// <summary>The hour of an owner's own clock at which a digest goes out, 0 to 23. Default 8.</summary>
    [Range(0, 23)]
    public int DigestHour { get; set; } = 8;

    /// <summary>Where the links in a digest lead: the address people open the console at.</summary>
    [Url]
    public string BaseUrl { get; set; } = "http://localhost:5080";

    internal TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new($"{nameof(TimeZone)} is an IANA time zone such as UTC or Asia/Shanghai, not '{TimeZone}'.", [nameof(TimeZone)]);
        }
    }
}
