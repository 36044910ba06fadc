using FeedbackBot.Accounts;

namespace FeedbackBot.Satisfaction;

/// <summary>What is known of one account, before anything is concluded from it.</summary>
public sealed record StandingFacts
{
    public required Guid AccountId { get; init; }

    /// <summary>By today's annual value; null where nothing is known of value at all.</summary>
    public AccountTier? PresentTier { get; init; }

    /// <summary>By expected long-term value, and by annual value where none was told.</summary>
    public AccountTier? LongTermTier { get; init; }

    public required AccountTier Tier { get; init; }

    public required RelationshipLevel Level { get; init; }

    public DateOnly? CustomerSince { get; init; }

    public int? Orders { get; init; }

    /// <summary>CSAT of the trend window, and of the one before.</summary>
    public required Score Csat { get; init; }

    public required Score Before { get; init; }

    public long NpsN { get; init; }

    public double? NpsMean { get; init; }

    public int Complaints { get; init; }

    public int OpenComplaints { get; init; }

    public int OverdueComplaints { get; init; }

    /// <summary>When a complaint was last closed.</summary>
    public DateTime? ComplaintClosedAt { get; init; }

    public DateTime? LastWordAt { get; init; }

    public DateTime? LastOrderAt { get; init; }
}

/// <summary>What is concluded for one account.</summary>
public sealed record StandingFigures
{
    public required Score Csat { get; init; }

    public required Score Before { get; init; }

    public required Trend Trend { get; init; }

    public required long NpsN { get; init; }

    public required double? NpsMean { get; init; }

    public required int Complaints { get; init; }

    public required int OpenComplaints { get; init; }

    public required int OverdueComplaints { get; init; }

    public required DateTime? LastContactAt { get; init; }

    public required double? Loyalty { get; init; }

    public required Quadrant? Quadrant { get; init; }

    public required ValueCell? ValueCell { get; init; }

    public required WatchReasons Reasons { get; init; }
}
