using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Surveys;

/// <summary>Settings under FeedbackBot:Surveys.</summary>
public sealed class SurveyOptions
{
    /// <summary>Days until a question that was sent can no longer be answered. Default 14.</summary>
    [Range(1, 365)]
    public int LifetimeDays { get; set; } = 14;

    /// <summary>Whether a low answer opens a case at once. Default true.</summary>
    public bool FollowLowAnswers { get; set; } = true;

    /// <summary>The highest rating from 1 to 5 that counts as low. Default 2.</summary>
    [Range(1, 4)]
    public int LowCsat { get; set; } = 2;

    /// <summary>The highest rating from 0 to 10 that counts as low. Default 6: the detractors.</summary>
    [Range(0, 9)]
    public int LowNps { get; set; } = 6;

    /// <summary>The highest rating from 1 to 7 that counts as low. Default 2.</summary>
    [Range(1, 6)]
    public int LowCes { get; set; } = 2;

    /// <summary>Days in which one contact is asked at most one question, reminders counted, whatever it is about. Default 7; 0 is no limit.</summary>
    [Range(0, 365)]
    public int DaysBetween { get; set; } = 7;

    /// <summary>Days after which a question that was sent by e-mail and is still open is sent once more. Default 3; 0 never.</summary>
    [Range(0, 90)]
    public int ReminderAfterDays { get; set; } = 3;

    /// <summary>Months after which contacts of accounts at the basic level are asked how the relationship is. Default 0: never.</summary>
    [Range(0, 60)]
    public int BasicCheckInMonths { get; set; }

    /// <summary>The same at the reactive level. Default 12; 0 never.</summary>
    [Range(0, 60)]
    public int ReactiveCheckInMonths { get; set; } = 12;

    /// <summary>The same at the accountable level. Default 6; 0 never.</summary>
    [Range(0, 60)]
    public int AccountableCheckInMonths { get; set; } = 6;

    /// <summary>The same at the proactive level. Default 3; 0 never.</summary>
    [Range(0, 60)]
    public int ProactiveCheckInMonths { get; set; } = 3;

    /// <summary>The same in a partnership. Default 1; 0 never.</summary>
    [Range(0, 60)]
    public int PartnershipCheckInMonths { get; set; } = 1;

    /// <summary>How many contacts of an account must have answered an anonymous survey before its answers keep the account. Default 5.</summary>
    [Range(2, 1000)]
    public int AnonymousFrom { get; set; } = 5;

    /// <summary>The zone in which figures cut days, and so the day of an anonymous answer; whoever reckons the figures says it.</summary>
    internal TimeZoneInfo DayZone { get; set; } = TimeZoneInfo.Utc;

    internal TimeSpan Lifetime => TimeSpan.FromDays(LifetimeDays);
}
