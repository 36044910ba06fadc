using FeedbackBot.Routing;

namespace FeedbackBot.Tests.Routing;

/// <summary>Rules that nothing can reach are named before anybody wonders.</summary>
public sealed class RuleCheckTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Team Care = new("customer_care", new("客服团队", "Customer care"), Now);

    [Fact]
    public void A_rule_below_one_that_asks_nothing_or_only_what_it_asks_too_is_never_reached()
    {
        Unreached(new(), new() { Kinds = ["complaint"] }).ShouldBe("b by a");
        Unreached(new() { Topics = ["delivery", "billing"] }, new() { Topics = ["billing"], Tiers = ["a"] }).ShouldBe("b by a");
        Unreached(new() { WorkingHours = true }, new() { WorkingHours = true, Languages = ["en"] }).ShouldBe("b by a");
    }

    [Fact]
    public void A_rule_that_asks_for_less_or_other_than_those_above_is_reached()
    {
        Unreached(new() { Kinds = ["complaint"] }, new()).ShouldBe("");
        Unreached(new() { Topics = ["billing"] }, new() { Topics = ["billing", "delivery"] }).ShouldBe("");
        Unreached(new() { Topics = ["billing"], Tiers = ["a"] }, new() { Topics = ["billing"] }).ShouldBe("");
        Unreached(new() { WorkingHours = true }, new() { WorkingHours = false }).ShouldBe("");
    }

    [Fact]
    public void New_conditions_hold_for_feeling_account_and_working_hours()
    {
        var id = Guid.CreateVersion7(Now);
        var facts = new TicketFacts("complaint", [], [], "en", "webchat", null, "normal") { Sentiment = "negative", AccountId = id, AccountName = "Acme", WorkingHours = false };
        Router.Match(new() { Sentiments = ["negative"], Accounts = [id.ToString()], WorkingHours = false }, facts).ShouldBe(["sentiment=negative", "account=Acme", "hours=closed"]);
        Router.Match(new() { WorkingHours = true }, facts).ShouldBeNull();
        Router.Match(new() { Accounts = [Guid.CreateVersion7(Now).ToString()] }, facts).ShouldBeNull();
        Router.Match(new() { Sentiments = ["positive"] }, facts).ShouldBeNull();
    }

    [Fact]
    public void Every_rule_has_a_name_of_its_own_and_a_team_that_there_is()
    {
        RoutingRule[] rules = [new(10, "Parcels", new(), Care.Id, Now)];
        RuleCheck.Checked(new(null, " money ", new(), Care.Id, ["Refunds", "refunds "]), rules, [Care]).ShouldSatisfyAllConditions(d => d.Name.ShouldBe("money"), d => d.Skills.ShouldBe(["refunds"]));
        Should.Throw<RuleViolation>(() => RuleCheck.Checked(new(null, "parcels", new(), Care.Id, []), rules, [Care])).Code.ShouldBe("rule_name_taken");
        Should.Throw<RuleViolation>(() => RuleCheck.Checked(new(null, "default", new(), Care.Id, []), rules, [Care])).Code.ShouldBe("rule_name_taken");
        RuleCheck.Checked(new(rules[0].Id, "parcels", new(), Care.Id, []), rules, [Care]).Name.ShouldBe("parcels");
        Should.Throw<RuleViolation>(() => RuleCheck.Checked(new(null, "x", new(), Guid.Empty, []), rules, [Care])).Code.ShouldBe("unknown_team");
    }

    private static string Unreached(TicketConditions above, TicketConditions below) =>
        string.Join(';', RuleCheck.Unreachable([new(1, "a", above, Care.Id, Now), new(2, "b", below, Care.Id, Now)]).Select(u => $"{u.Rule.Name} by {u.By.Name}"));
}
