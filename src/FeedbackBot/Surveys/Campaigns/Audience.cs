using FeedbackBot.Accounts;
using FeedbackBot.Understanding;

namespace FeedbackBot.Surveys.Campaigns;

/// <summary>Whom a campaign is for. What is said must all hold; what is not said narrows nothing.</summary>
public sealed record Audience
{
    public const int MostAccounts = 10_000;
    public const int MostDays = 3650;

    /// <summary>Contacts of the so many accounts of the highest yearly value; accounts without a value are none of them.</summary>
    public int? TopAccounts { get; init; }

    public IReadOnlyList<AccountTier> Tiers { get; init; } = [];

    public IReadOnlyList<RelationshipLevel> Levels { get; init; } = [];

    /// <summary>As it stands on the account.</summary>
    public string? Region { get; init; }

    /// <summary>Contacts with a case about it, of the last <see cref="TopicDays"/> days.</summary>
    public string? Topic { get; init; }

    public int? TopicDays { get; init; }

    /// <summary>External ids.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    internal bool AsksOfAccounts => TopAccounts != null || Tiers.Count > 0 || Levels.Count > 0 || Region != null || Accounts.Count > 0;

    /// <summary>Refuses an audience of everybody, and numbers and topics there are not.</summary>
    internal void Check()
    {
        if (!AsksOfAccounts && Topic == null)
        {
            throw new RuleViolation("required", "Say whom the campaign is for: choose at least one condition.", "audience");
        }

        if (TopAccounts is < 1 or > MostAccounts)
        {
            throw new RuleViolation("out_of_range", $"The number of accounts lies between 1 and {MostAccounts}.", "top");
        }

        if (Topic is { } topic && !FeedbackTopics.All.Contains(topic))
        {
            throw new RuleViolation("unknown_topic", $"There is no topic {topic}.", "topic");
        }

        if (Topic != null && TopicDays is not (>= 1 and <= MostDays))
        {
            throw new RuleViolation("out_of_range", $"Say of how many days the cases are, 1 to {MostDays}.", "days");
        }
    }
}
