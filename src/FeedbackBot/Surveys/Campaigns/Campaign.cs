using FeedbackBot.Accounts;

namespace FeedbackBot.Surveys.Campaigns;

public enum CampaignStatus { Draft, Running, Paused, Stopped, Done }

/// <summary>What is said of a campaign while it is a draft.</summary>
/// <param name="SamplePercent">How many in a hundred of the audience are asked.</param>
/// <param name="StartDay">The first day on which questions go out.</param>
public sealed record CampaignPlan(string? Name, Metric Metric, Audience Audience, int? SamplePercent, DateOnly? StartDay, int? MostPerDay)
{
    /// <summary>The made survey that is sent instead of the one question; its scale is then the metric.</summary>
    public Guid? SurveyId { get; init; }
}

/// <summary>One question, or one made survey, put to an audience by e-mail, so many a day, until everybody who was drawn was asked or left out for a reason.</summary>
public sealed class Campaign
{
    public const int MostADay = 100_000;

    private Campaign()
    {
    }

    internal Campaign(CampaignPlan plan, string by, string timeZone, DateTime at)
    {
        (Id, CreatedAt, CreatedBy, TimeZone) = (Guid.CreateVersion7(at), at, by, timeZone);
        Plan(plan, at);
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public Metric Metric { get; private set; }

    /// <summary>The made survey that is sent, in the version published at that moment; null where it is the one question.</summary>
    public Guid? SurveyId { get; private set; }

    public Audience Audience { get; private set; } = new();

    public int SamplePercent { get; private set; } = 100;

    public DateOnly StartDay { get; private set; }

    public int MostPerDay { get; private set; }

    /// <summary>Of whoever made it: days begin there at midnight.</summary>
    public string TimeZone { get; private set; } = "UTC";

    public CampaignStatus Status { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime? StartedAt { get; private set; }

    /// <summary>When it was stopped or done.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>When the drawing began; days of cases are counted back from then.</summary>
    public DateTime? DrawnAt { get; private set; }

    /// <summary>The audience is gone through by contact id, up to here so far.</summary>
    public Guid? DrawnUpTo { get; private set; }

    /// <summary>Whether all of the audience was gone through.</summary>
    public bool IsDrawn { get; private set; }

    /// <summary>Contacts of the audience that were gone through.</summary>
    public int AudienceSize { get; private set; }

    /// <summary>The day of <see cref="SentToday"/>.</summary>
    public DateOnly? SentOn { get; private set; }

    public int SentToday { get; private set; }

    /// <summary>Changes what a draft is to be.</summary>
    internal void Plan(CampaignPlan plan, DateTime now)
    {
        if (Status != CampaignStatus.Draft)
        {
            throw new RuleViolation("campaign_started", "This campaign was started and can no longer be changed; make another.");
        }

        var name = Required.Text(plan.Name, "name", 100);
        plan.Audience.Check();
        SamplePercent = Within(plan.SamplePercent, 100, "percent");
        MostPerDay = Within(plan.MostPerDay, MostADay, "most_per_day");
        (Name, Metric, SurveyId, Audience) = (name, plan.Metric, plan.SurveyId, plan.Audience);
        StartDay = plan.StartDay ?? throw new RuleViolation("required", "Say on which day it starts.", "start_day");
        CheckStart(now);
    }

    internal void Start(DateTime now)
    {
        if (Status != CampaignStatus.Draft)
        {
            throw new RuleViolation("campaign_started", "This campaign was started already.");
        }

        CheckStart(now);
        (Status, StartedAt) = (CampaignStatus.Running, now);
    }

    /// <returns>False where it was paused already.</returns>
    internal bool Pause() => Turn(CampaignStatus.Paused, Status == CampaignStatus.Running);

    /// <returns>False where it was running already.</returns>
    internal bool Resume() => Turn(CampaignStatus.Running, Status == CampaignStatus.Paused);

    /// <returns>False where it was stopped already.</returns>
    internal bool Stop(DateTime now) => End(CampaignStatus.Stopped, Status is CampaignStatus.Running or CampaignStatus.Paused, now);

    internal void Finish(DateTime now) => End(CampaignStatus.Done, Status == CampaignStatus.Running, now);

    /// <summary>Whether questions may go out now.</summary>
    internal bool GoesAt(DateTime now) => Status == CampaignStatus.Running && LocalTime.DayOf(now, TimeZone) >= StartDay;

    /// <summary>The next contacts of the audience were gone through.</summary>
    /// <param name="last">Null where there were none left.</param>
    internal void Drew(int contacts, Guid? last, DateTime now)
    {
        DrawnAt ??= now;
        (AudienceSize, DrawnUpTo, IsDrawn) = (AudienceSize + contacts, last ?? DrawnUpTo, last == null);
    }

    private bool End(CampaignStatus status, bool may, DateTime now)
    {
        var changed = Turn(status, may);
        EndedAt = changed ? now : EndedAt;
        return changed;
    }

    private bool Turn(CampaignStatus status, bool may)
    {
        if (!may && Status != status)
        {
            throw new RuleViolation("campaign_not_running", "This campaign is not running, so there is nothing to pause, resume or stop.");
        }

        Status = status;
        return may;
    }

    private void CheckStart(DateTime now)
    {
        if (StartDay < LocalTime.DayOf(now, TimeZone))
        {
            throw new RuleViolation("in_the_past", "The day on which it starts has passed; choose today or a later day.", "start_day");
        }
    }

    private static int Within(int? number, int most, string field) => number is { } given && given >= 1 && given <= most
        ? given
        : throw new RuleViolation("out_of_range", $"{field} is a whole number from 1 to {most}.", field);
}
