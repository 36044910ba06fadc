namespace FeedbackBot.Routing;

/// <summary>A rule as somebody wants it; without an id it is new.</summary>
public sealed record RuleDraft(Guid? Id, string Name, TicketConditions Conditions, Guid TeamId, IReadOnlyList<string> Skills);

/// <summary>What a set of routing rules must be, and what about it is probably not meant. Pure.</summary>
public static class RuleCheck
{
    private const int LongestName = 100;

    /// <summary>A rule violation for what cannot be saved.</summary>
    public static RuleDraft Checked(RuleDraft draft, IReadOnlyList<RoutingRule> others, IReadOnlyList<Team> teams)
    {
        var name = Required.Text(draft.Name, "name", LongestName);
        if (name == Router.DefaultRule || others.Any(r => r.Id != draft.Id && string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new RuleViolation("rule_name_taken", $"There is a rule {name} already; cases name their rule, so each needs a name of its own.", "name");
        }

        if (!teams.Any(t => t.Id == draft.TeamId))
        {
            throw new RuleViolation("unknown_team", "Choose a team that there is.", "team");
        }

        return draft with { Name = name, Skills = Words(draft.Skills) };
    }

    /// <summary>Rules that no case can ever reach, each with the rule above it that takes everything it would.</summary>
    public static IReadOnlyList<(RoutingRule Rule, RoutingRule By)> Unreachable(IReadOnlyList<RoutingRule> rules)
    {
        var found = new List<(RoutingRule, RoutingRule)>();
        for (var i = 1; i < rules.Count; i++)
        {
            if (rules.Take(i).FirstOrDefault(above => Covers(above.Conditions, rules[i].Conditions)) is { } by)
            {
                found.Add((rules[i], by));
            }
        }

        return found;
    }

    /// <summary>Skills as they are compared: lower case, each once.</summary>
    public static IReadOnlyList<string> Words(IEnumerable<string> words) =>
        [.. words.Select(w => w.Trim().ToLowerInvariant()).Where(w => w.Length is > 0 and <= 40).Distinct().Take(20)];

    /// <summary>Whether whatever meets <paramref name="below"/> meets <paramref name="above"/> too: every list of the one above asks nothing, or for all that the other asks for and maybe more.</summary>
    private static bool Covers(TicketConditions above, TicketConditions below) =>
        Lists(above).Zip(Lists(below)).All(pair => pair.First.Count == 0 || (pair.Second.Count > 0 && pair.Second.All(pair.First.Contains)))
        && (above.WorkingHours == null || above.WorkingHours == below.WorkingHours);

    private static IReadOnlyList<string>[] Lists(TicketConditions c) =>
        [c.Kinds, c.Topics, c.Flags, c.Languages, c.ListeningPosts, c.Tiers, c.Priorities, c.Sentiments, c.Accounts];
}
