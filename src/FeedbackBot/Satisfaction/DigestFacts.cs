using FeedbackBot.Accounts;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;

namespace FeedbackBot.Satisfaction;

/// <summary>Everything a digest says, before it is put into words.</summary>
public sealed record DigestFacts
{
    /// <summary>Who reads it: the owner, or a deputy.</summary>
    public required StaffMember Owner { get; init; }

    /// <summary>The absent owner, where it goes to a deputy.</summary>
    public string? InPlaceOf { get; init; }

    /// <summary>Its page in the console; null where it is only looked at.</summary>
    public Guid? DigestId { get; init; }

    public required DigestPeriod Period { get; init; }

    /// <summary>The period's first day, by the reporting time zone.</summary>
    public required DateOnly FirstDay { get; init; }

    public DateOnly LastDay => (Period.Length == PeriodLength.Week ? FirstDay.AddDays(7) : FirstDay.AddMonths(1)).AddDays(-1);

    /// <summary>When this was read.</summary>
    public required DateTime At { get; init; }

    /// <summary>Weeks of the longer figure.</summary>
    public required int TrendWeeks { get; init; }

    /// <summary>Fewer answers than this give no figure.</summary>
    public required int MinimumAnswers { get; init; }

    /// <summary>Highest tier and value first.</summary>
    public required IReadOnlyList<AccountFacts> Accounts { get; init; }

    public WatchFacts Watch { get; init; } = new();

    /// <summary>What customers of these accounts speak of more than before; null where that was not looked for.</summary>
    public Themes.ThemeReport? Themes { get; init; }
}

/// <summary>One account in a digest.</summary>
public sealed record AccountFacts
{
    public required Guid Id { get; init; }

    public required string ExternalId { get; init; }

    public required string Name { get; init; }

    public required AccountTier Tier { get; init; }

    /// <summary>CSAT of the period.</summary>
    public required Score Score { get; init; }

    /// <summary>Of the period, every other metric that was answered.</summary>
    public IReadOnlyList<Score> Others { get; init; } = [];

    /// <summary>CSAT of the longer stretch that ends with the period.</summary>
    public required Score Recent { get; init; }

    /// <summary>The longer stretch against as long before it.</summary>
    public required Trend Trend { get; init; }

    /// <summary>Complaints still open, and those of the period that are not; overdue and nearest promise first.</summary>
    public IReadOnlyList<ComplaintFacts> Complaints { get; init; } = [];

    /// <summary>Worst and newest first.</summary>
    public IReadOnlyList<LowRating> LowRatings { get; init; } = [];

    public bool HasNews => Score.N > 0 || Others.Any(s => s.N > 0) || Complaints.Count > 0 || LowRatings.Count > 0;
}

/// <summary>A complaint, with the promise that runs out next where one is still running.</summary>
public sealed record ComplaintFacts
{
    public required long Number { get; init; }

    public required string Subject { get; init; }

    public required TicketStatus Status { get; init; }

    /// <summary>Filed within the period.</summary>
    public required bool IsNew { get; init; }

    /// <summary>A <see cref="ClockName"/>.</summary>
    public string? Promise { get; init; }

    public DateTime? DueAt { get; init; }

    public bool IsOpen => Status is not (TicketStatus.Resolved or TicketStatus.Closed);

    public bool IsOverdueAt(DateTime now) => IsOpen && DueAt < now;
}

/// <summary>A rating of the lower part of its scale, with the customer's reason.</summary>
public sealed record LowRating(Metric Metric, int Value, int ScaleHigh, string? Reason, long? TicketNumber, DateTime AnsweredAt);

/// <summary>What the owner had best do next for an account.</summary>
public enum NextStep { KeepPromise, AnswerLowRating, FollowComplaints, LookIntoFall, AskMore, SayThanks }

/// <summary>Suggests the next step; the first that fits is the most pressing. Pure.</summary>
public static class NextSteps
{
    public static NextStep For(AccountFacts account, DateTime now) => account switch
    {
        _ when account.Complaints.Any(c => c.IsOverdueAt(now)) => NextStep.KeepPromise,
        { LowRatings.Count: > 0 } => NextStep.AnswerLowRating,
        _ when account.Complaints.Any(c => c.IsOpen) => NextStep.FollowComplaints,
        { Trend: Trend.Down } => NextStep.LookIntoFall,
        { Recent.Value: null } => NextStep.AskMore,
        _ => NextStep.SayThanks,
    };
}
