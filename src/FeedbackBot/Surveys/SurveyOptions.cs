using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Surveys;

/// <summary>Settings under FeedbackBot:Surveys.</summary>
public sealed class SurveyOptions
{
    /// <summary>Days until a question that was sent can no longer be answered. Default 14.</summary>
    [Range(1, 365)]
    public int LifetimeDays { get; set; } = 14;

    internal TimeSpan Lifetime => TimeSpan.FromDays(LifetimeDays);
}
