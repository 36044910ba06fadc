using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Satisfaction.Themes;

/// <summary>Settings under FeedbackBot:Themes: what counts as a rising theme, and how much is read to find it.</summary>
public sealed class ThemeOptions
{
    /// <summary>Fewest different customers who have to say the same within the period. Default 5.</summary>
    [Range(2, 1000)]
    public int MinimumContacts { get; set; } = 5;

    /// <summary>How many times the period's length is looked back on to compare with. Default 3.</summary>
    [Range(1, 12)]
    public int BaselinePeriods { get; set; } = 3;

    /// <summary>Most texts that are read of the period, and as many of the time before; of more, the newest, and the page says so. Default 10000.</summary>
    [Range(100, 200_000)]
    public int MostTexts { get; set; } = 10_000;

    /// <summary>Seconds that a language model has to name the themes of a page; later, their own words are their names. Default 5.</summary>
    [Range(1, 60)]
    public int NameSeconds { get; set; } = 5;
}
