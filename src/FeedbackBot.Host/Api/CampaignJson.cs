using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Campaigns;

namespace FeedbackBot.Host.Api;

/// <summary>The draft of a campaign.</summary>
public sealed record CampaignRequest
{
    /// <summary>Required.</summary>
    [Required, MaxLength(100)]
    public string? Name { get; init; }

    /// <summary>Required: which question.</summary>
    [Required]
    [JsonConverter(typeof(Words<Metric>))]
    public Metric? Metric { get; init; }

    /// <summary>Required: at least one condition.</summary>
    [Required]
    public AudienceRequest? Audience { get; init; }

    /// <summary>Required. 1 to 100.</summary>
    [Required]
    public int? SamplePercent { get; init; }

    /// <summary>Required. A date such as 2026-12-01, today or later.</summary>
    [Required]
    public DateOnly? StartDay { get; init; }

    /// <summary>Required.</summary>
    [Required]
    public int? MostPerDay { get; init; }

    /// <summary>IANA name of the zone its days are in. Default UTC.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>Whom it is for: what is said must all hold.</summary>
public sealed record AudienceRequest
{
    /// <summary>Contacts of the so many accounts of the highest yearly value.</summary>
    public int? TopAccounts { get; init; }

    /// <summary>a, b or c.</summary>
    public IReadOnlyList<string>? Tiers { get; init; }

    public string? Region { get; init; }

    /// <summary>Contacts with a case about it, of the last topicDays days.</summary>
    public string? Topic { get; init; }

    public int? TopicDays { get; init; }

    /// <summary>External ids.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }
}

/// <summary>All campaigns, the newest first.</summary>
public sealed record CampaignsJson(IReadOnlyList<CampaignJson> Items);

/// <summary>A campaign and how far it has come.</summary>
public sealed record CampaignJson
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    [JsonConverter(typeof(Words<Metric>))]
    public required Metric Metric { get; init; }

    [JsonConverter(typeof(Words<CampaignStatus>))]
    public required CampaignStatus Status { get; init; }

    public required int SamplePercent { get; init; }

    public required DateOnly StartDay { get; init; }

    public required int MostPerDay { get; init; }

    public required int Drawn { get; init; }

    public required int Sent { get; init; }

    public required int Answered { get; init; }

    public required int Dismissed { get; init; }

    public required int Waiting { get; init; }

    public required IReadOnlyDictionary<string, int> Skipped { get; init; }

    public required long ScoreN { get; init; }

    /// <summary>Null with too few answers.</summary>
    public required double? Score { get; init; }

    public required double? ScoreLow { get; init; }

    public required double? ScoreHigh { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    internal static CampaignJson Of(CampaignProgress p) => new()
    {
        Id = p.Campaign.Id,
        Name = p.Campaign.Name,
        Metric = p.Campaign.Metric,
        Status = p.Campaign.Status,
        SamplePercent = p.Campaign.SamplePercent,
        StartDay = p.Campaign.StartDay,
        MostPerDay = p.Campaign.MostPerDay,
        Drawn = p.Drawn,
        Sent = p.Sent,
        Answered = p.Answered,
        Dismissed = p.Dismissed,
        Waiting = p.Waiting,
        Skipped = p.Skipped.ToDictionary(s => s.Reason, s => s.N),
        ScoreN = p.Score.N,
        Score = p.Score.Value,
        ScoreLow = p.Score.Low,
        ScoreHigh = p.Score.High,
        CreatedBy = p.Campaign.CreatedBy,
        CreatedAt = p.Campaign.CreatedAt,
    };
}
