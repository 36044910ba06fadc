namespace FeedbackBot.Routing;

/// <summary>What routing and promises look at, in the words of the outside interface.</summary>
public sealed record TicketFacts(
    string? Kind, IReadOnlyList<string> Topics, IReadOnlyList<string> Flags, string Language, string ListeningPost, string? Tier, string Priority)
{
    public string? Sentiment { get; init; }

    public Guid? AccountId { get; init; }

    public string? AccountName { get; init; }

    /// <summary>Null where nobody asked a calendar.</summary>
    public bool? WorkingHours { get; init; }
}

/// <summary>Where a ticket goes and why: the rule's name and the conditions that were met.</summary>
public sealed record RoutingDecision(Guid TeamId, string Rule, IReadOnlyList<string> Reason);

/// <summary>Chooses the team: rules from top to bottom, the first match wins, else the default team.</summary>
public static class Router
{
    public const string DefaultRule = "default";

    public static RoutingDecision Route(IReadOnlyList<RoutingRule> rules, Guid defaultTeam, TicketFacts facts)
    {
        foreach (var rule in rules)
        {
            if (Match(rule.Conditions, facts) is { } met)
            {
                return new(rule.TeamId, rule.Name, met);
            }
        }

        return new(defaultTeam, DefaultRule, []);
    }

    /// <summary>The conditions that were met, as name=value; null where one was not.</summary>
    public static IReadOnlyList<string>? Match(TicketConditions conditions, TicketFacts facts)
    {
        var met = new List<string>();
        return One("kind", conditions.Kinds, facts.Kind, met)
            && Any("topic", conditions.Topics, facts.Topics, met)
            && Any("flag", conditions.Flags, facts.Flags, met)
            && One("language", conditions.Languages, facts.Language, met)
            && One("listening_post", conditions.ListeningPosts, facts.ListeningPost, met)
            && One("tier", conditions.Tiers, facts.Tier, met)
            && One("priority", conditions.Priorities, facts.Priority, met)
            && One("sentiment", conditions.Sentiments, facts.Sentiment, met)
            && OfAccount(conditions.Accounts, facts, met)
            && AtTime(conditions.WorkingHours, facts.WorkingHours, met)
            ? met
            : null;
    }

    private static bool OfAccount(IReadOnlyList<string> wanted, TicketFacts facts, List<string> met)
    {
        if (wanted.Count == 0)
        {
            return true;
        }

        if (facts.AccountId is not { } id || !wanted.Contains(id.ToString()))
        {
            return false;
        }

        met.Add($"account={facts.AccountName}");
        return true;
    }

    private static bool AtTime(bool? wanted, bool? open, List<string> met)
    {
        if (wanted is { } asked)
        {
            met.Add(asked ? "hours=open" : "hours=closed");
        }

        return wanted == null || wanted == open;
    }

    private static bool One(string name, IReadOnlyList<string> wanted, string? value, List<string> met) =>
        Any(name, wanted, value == null ? [] : [value], met);

    private static bool Any(string name, IReadOnlyList<string> wanted, IReadOnlyList<string> values, List<string> met)
    {
        if (wanted.Count == 0)
        {
            return true;
        }

        foreach (var value in values)
        {
            if (wanted.Contains(value))
            {
                met.Add($"{name}={value}");
                return true;
            }
        }

        return false;
    }
}
