using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Adds a routing rule below the others, or changes one where it stands.</summary>
public sealed class KeepRule(TimeProvider time)
{
    public async Task<RoutingRule> RunAsync(FeedbackDb db, RuleDraft draft, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rules = await db.RoutingRules.OrderBy(r => r.Position).ToListAsync();
        var teams = await db.Teams.AsNoTracking().ToListAsync();
        var wanted = RuleCheck.Checked(draft, rules, teams);
        var team = teams.First(t => t.Id == wanted.TeamId).Key;
        if (wanted.Id is not { } id)
        {
            var added = new RoutingRule(RuleOrder.Below(rules), wanted.Name, wanted.Conditions, wanted.TeamId, now).Asking(wanted.Skills);
            db.RoutingRules.Add(added);
            db.Audit(by, now, "routing.added", ("rule", added.Name), ("team", team), ("asks", RuleOrder.Say(added.Conditions, added.Skills)));
            return added;
        }

        var rule = rules.Find(r => r.Id == id) ?? throw RuleOrder.Gone();
        var before = RuleOrder.Say(rule.Conditions, rule.Skills);
        var from = rule.Name;
        rule.Become(rule.Position, wanted.Name, wanted.Conditions, wanted.TeamId, wanted.Skills);
        db.Audit(by, now, "routing.changed", ("rule", from), ("name", rule.Name), ("team", team), ("asked", before), ("asks", RuleOrder.Say(rule.Conditions, rule.Skills)));
        return rule;
    }
}

/// <summary>Moves a rule up or down by one: rules are tried from the top.</summary>
public sealed class MoveRule(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, bool up, Actor by)
    {
        var rules = await db.RoutingRules.OrderBy(r => r.Position).ToListAsync();
        var at = rules.FindIndex(r => r.Id == id);
        var to = up ? at - 1 : at + 1;
        if (at < 0)
        {
            throw RuleOrder.Gone();
        }

        if (to < 0 || to >= rules.Count)
        {
            return;
        }

        (rules[at], rules[to]) = (rules[to], rules[at]);
        RuleOrder.Number(rules);
        db.Audit(by, time.GetUtcNow().UtcDateTime, "routing.moved", ("rule", rules[to].Name), ("past", rules[at].Name), ("where", up ? "above" : "below"));
    }
}

/// <summary>Takes a rule away; cases routed by it stay where they are.</summary>
public sealed class RemoveRule(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, Actor by)
    {
        var rule = await db.RoutingRules.FindAsync(id) ?? throw RuleOrder.Gone();
        db.RoutingRules.Remove(rule);
        db.Audit(by, time.GetUtcNow().UtcDateTime, "routing.removed", ("rule", rule.Name), ("asked", RuleOrder.Say(rule.Conditions, rule.Skills)));
    }
}

internal static class RuleOrder
{
    private const int Step = 10;

    public static int Below(IReadOnlyList<RoutingRule> rules) => rules.Count == 0 ? Step : rules[^1].Position + Step;

    public static void Number(IReadOnlyList<RoutingRule> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            rules[i].Become((i + 1) * Step, rules[i].Name, rules[i].Conditions, rules[i].TeamId, rules[i].Skills);
        }
    }

    /// <summary>For the trail: what the rule asks, as stored.</summary>
    public static string Say(TicketConditions conditions, IReadOnlyList<string> skills) =>
        System.Text.Json.JsonSerializer.Serialize(new { conditions, skills }, StoredJson.Options);

    public static RuleViolation Gone() => new("rule_gone", "Somebody has taken this rule away meanwhile.");
}
