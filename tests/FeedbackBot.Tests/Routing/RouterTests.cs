using FeedbackBot.Routing;

namespace FeedbackBot.Tests.Routing;

/// <summary>Rules from top to bottom, the first match wins, its reason is kept.</summary>
public sealed class RouterTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Care = Guid.CreateVersion7(Now);
    private static readonly Guid Logistics = Guid.CreateVersion7(Now);
    private static readonly Guid Legal = Guid.CreateVersion7(Now);

    private static readonly RoutingRule[] Rules =
    [
        new(10, "lawyers", new() { Flags = ["legal", "regulator"] }, Legal, Now),
        new(20, "late parcels of good customers", new() { Kinds = ["complaint"], Topics = ["delivery"], Tiers = ["a", "b"] }, Logistics, Now),
        new(30, "parcels", new() { Topics = ["delivery"], Languages = ["zh-Hans", "zh-Hant"] }, Logistics, Now),
    ];

    private static readonly TicketFacts Parcel = new("complaint", ["billing", "delivery"], [], "en", "webchat", "a", "normal");

    [Fact]
    public void The_first_rule_that_fits_wins_and_says_why()
    {
        var decision = Router.Route(Rules, Care, Parcel);
        (decision.TeamId, decision.Rule).ShouldBe((Logistics, "late parcels of good customers"));
        decision.Reason.ShouldBe(["kind=complaint", "topic=delivery", "tier=a"]);
    }

    [Fact]
    public void A_rule_further_up_comes_first() =>
        Router.Route(Rules, Care, Parcel with { Flags = ["churn", "regulator"] }).Rule.ShouldBe("lawyers");

    [Fact]
    public void Every_condition_of_a_rule_must_hold() =>
        Router.Route(Rules, Care, Parcel with { Tier = null }).Rule.ShouldBe(Router.DefaultRule);

    [Fact]
    public void Where_no_rule_fits_the_default_team_gets_it()
    {
        var decision = Router.Route(Rules, Care, Parcel with { Topics = ["other"], Kind = null });
        (decision.TeamId, decision.Rule, decision.Reason.Count).ShouldBe((Care, Router.DefaultRule, 0));
    }

    [Fact]
    public void A_rule_without_conditions_takes_everything() =>
        Router.Route([new(1, "all", new(), Legal, Now)], Care, Parcel).TeamId.ShouldBe(Legal);
}
