using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;

namespace FeedbackBot.Tests.Satisfaction.Watch;

/// <summary>What is concluded from the facts of an account.</summary>
public sealed class StandingRuleTests
{
    private static readonly DateTime Now = new(2026, 11, 16, 8, 0, 0, DateTimeKind.Utc);

    private static StandingFacts Quiet => new()
    {
        AccountId = Guid.CreateVersion7(Now),
        Tier = AccountTier.B,
        Level = RelationshipLevel.Basic,
        Csat = DigestCast.Csat(0, 0),
        Before = DigestCast.Csat(0, 0),
    };

    [Theory]
    [InlineData(null, null, RelationshipLevel.Partnership, null)]
    [InlineData(10, null, RelationshipLevel.Partnership, 1.0)]
    [InlineData(null, 10, RelationshipLevel.Basic, 0.25)]
    [InlineData(0, 0, RelationshipLevel.Accountable, 0.1666)]
    [InlineData(5, 40, RelationshipLevel.Proactive, 0.9166)]
    public void Loyalty_is_the_mean_of_years_orders_and_level_where_something_is_known(int? years, int? orders, RelationshipLevel level, double? loyalty)
    {
        var since = years is { } y ? DateOnly.FromDateTime(Now).AddDays((int)(-365.25 * y)) : (DateOnly?)null;
        var found = StandingRule.Loyalty(Quiet with { CustomerSince = since, Orders = orders, Level = level }, new(), DateOnly.FromDateTime(Now));
        (found == null).ShouldBe(loyalty == null);
        (found ?? 0).ShouldBe(loyalty ?? 0, 0.001);
    }

    [Theory]
    [InlineData(0.7, 0.5, Quadrant.Apostle)]
    [InlineData(0.7, 0.49, Quadrant.Mercenary)]
    [InlineData(0.69, 0.5, Quadrant.Hostage)]
    [InlineData(0.69, 0.49, Quadrant.Terrorist)]
    [InlineData(null, 0.9, null)]
    [InlineData(0.9, null, null)]
    public void The_quadrant_is_unknown_where_either_side_is(double? csat, double? loyalty, Quadrant? quadrant) =>
        StandingRule.QuadrantOf(csat, loyalty, new()).ShouldBe(quadrant);

    [Theory]
    [InlineData(AccountTier.A, AccountTier.A, ValueCell.Core)]
    [InlineData(AccountTier.A, AccountTier.B, ValueCell.Mature)]
    [InlineData(AccountTier.C, AccountTier.A, ValueCell.Growing)]
    [InlineData(AccountTier.B, AccountTier.C, ValueCell.Small)]
    [InlineData(null, null, null)]
    public void The_value_cell_sets_present_against_long_term_value(AccountTier? present, AccountTier? longTerm, ValueCell? cell) =>
        Of(Quiet with { PresentTier = present, LongTermTier = longTerm }).ValueCell.ShouldBe(cell);

    [Fact]
    public void High_value_with_repeated_complaints_is_watched_and_small_value_is_not()
    {
        var valued = Quiet with { PresentTier = AccountTier.A, LongTermTier = AccountTier.C, Complaints = 3 };
        Of(valued).Reasons.ShouldBe(WatchReasons.RepeatedComplaints);
        Of(valued with { Complaints = 2 }).Reasons.ShouldBe(WatchReasons.None);
        Of(valued with { PresentTier = AccountTier.B }).Reasons.ShouldBe(WatchReasons.None);
    }

    [Fact]
    public void A_score_counts_as_falling_only_beyond_chance()
    {
        Of(Quiet with { Csat = DigestCast.Csat(40, 12), Before = DigestCast.Csat(40, 34) }).ShouldSatisfyAllConditions(
            s => s.Reasons.ShouldBe(WatchReasons.FallingScore), s => s.Trend.ShouldBe(Trend.Down));
        Of(Quiet with { Csat = DigestCast.Csat(5, 3), Before = DigestCast.Csat(5, 4) }).Reasons.ShouldBe(WatchReasons.None);
    }

    [Theory]
    [InlineData(31, null, null, 0, true)]
    [InlineData(29, null, null, 0, false)]
    [InlineData(31, 30, null, 0, false)]
    [InlineData(31, null, 5, 0, false)]
    [InlineData(31, 32, 40, 0, true)]
    [InlineData(31, null, null, 1, false)]
    public void Silence_is_no_word_and_no_order_since_the_last_complaint_was_closed(int closed, int? word, int? order, int open, bool silent) =>
        Of(Quiet with
        {
            ComplaintClosedAt = Now.AddDays(-closed),
            LastWordAt = word is { } w ? Now.AddDays(-w) : null,
            LastOrderAt = order is { } o ? Now.AddDays(-o) : null,
            OpenComplaints = open,
        }).Reasons.ShouldBe(silent ? WatchReasons.SilenceAfterComplaint : WatchReasons.None);

    [Fact]
    public void Who_is_not_satisfied_but_tied_is_watched_and_so_is_an_overdue_promise_to_tier_A()
    {
        Of(Quiet with { Csat = DigestCast.Csat(10, 2), Orders = 40, Level = RelationshipLevel.Partnership }).Reasons.ShouldBe(WatchReasons.HostageLeaving);
        Of(Quiet with { Tier = AccountTier.A, OverdueComplaints = 1 }).Reasons.ShouldBe(WatchReasons.OverduePromise);
        Of(Quiet with { OverdueComplaints = 1 }).Reasons.ShouldBe(WatchReasons.None);
    }

    [Fact]
    public void The_last_contact_is_the_later_of_word_and_order()
    {
        Of(Quiet).LastContactAt.ShouldBeNull();
        Of(Quiet with { LastWordAt = Now }).LastContactAt.ShouldBe(Now);
        Of(Quiet with { LastWordAt = Now.AddDays(-2), LastOrderAt = Now.AddDays(-1) }).LastContactAt.ShouldBe(Now.AddDays(-1));
    }

    private static StandingFigures Of(StandingFacts facts) => StandingRule.Of(facts, new(), Now);
}
