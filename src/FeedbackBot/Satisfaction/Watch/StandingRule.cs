using FeedbackBot.Accounts;

namespace FeedbackBot.Satisfaction;

/// <summary>The one definition of how an account stands: loyalty, quadrant, value cell, and why it is watched. Pure.</summary>
public static class StandingRule
{
    public static StandingFigures Of(StandingFacts facts, WatchOptions options, DateTime now)
    {
        var (loyalty, cell, trend) = (Loyalty(facts, options, DateOnly.FromDateTime(now)), CellOf(facts), ScoreChange.Between(facts.Csat, facts.Before));
        var quadrant = QuadrantOf(facts.Csat.Value, loyalty, options);
        return new()
        {
            Csat = facts.Csat,
            Before = facts.Before,
            Trend = trend,
            NpsN = facts.NpsN,
            NpsMean = facts.NpsMean,
            Complaints = facts.Complaints,
            OpenComplaints = facts.OpenComplaints,
            OverdueComplaints = facts.OverdueComplaints,
            LastContactAt = Later(facts.LastWordAt, facts.LastOrderAt),
            Loyalty = loyalty,
            Quadrant = quadrant,
            ValueCell = cell,
            Reasons = Reasons(facts, options, now, cell, trend, quadrant),
        };
    }

    /// <summary>
    /// 0…1, what ties an account to us: the mean of its years as a customer (full at LoyalYears), its orders (full at LoyalOrders) and its relationship
    /// level (a quarter for each step), of those that are known. A level alone is no knowledge, for every account has one; then it is null.
    /// </summary>
    public static double? Loyalty(StandingFacts facts, WatchOptions options, DateOnly today)
    {
        double? years = facts.CustomerSince is { } since ? Math.Clamp((today.DayNumber - since.DayNumber) / 365.25 / options.LoyalYears, 0, 1) : null;
        double? orders = facts.Orders is { } count ? Math.Clamp((double)count / options.LoyalOrders, 0, 1) : null;
        return years == null && orders == null ? null : new[] { years, orders, (int)facts.Level / 4.0 }.Average();
    }

    /// <summary>Null where satisfaction (too few answers) or loyalty is unknown.</summary>
    public static Quadrant? QuadrantOf(double? csat, double? loyalty, WatchOptions options) =>
        csat is not { } satisfaction || loyalty is not { } tie ? null
        : (100 * satisfaction >= options.SatisfiedPercent, 100 * tie >= options.LoyalPercent) switch
        {
            (true, true) => Quadrant.Apostle,
            (true, false) => Quadrant.Mercenary,
            (false, true) => Quadrant.Hostage,
            _ => Quadrant.Terrorist,
        };

    /// <summary>High is tier A of the value in question.</summary>
    private static ValueCell? CellOf(StandingFacts facts) => (facts.PresentTier, facts.LongTermTier) switch
    {
        (null, _) or (_, null) => null,
        (AccountTier.A, AccountTier.A) => ValueCell.Core,
        (AccountTier.A, _) => ValueCell.Mature,
        (_, AccountTier.A) => ValueCell.Growing,
        _ => ValueCell.Small,
    };

    private static WatchReasons Reasons(StandingFacts facts, WatchOptions options, DateTime now, ValueCell? cell, Trend trend, Quadrant? quadrant) =>
        When(WatchReasons.RepeatedComplaints, cell is ValueCell.Core or ValueCell.Mature or ValueCell.Growing && facts.Complaints >= options.RepeatedComplaints)
        | When(WatchReasons.FallingScore, trend == Trend.Down)
        | When(WatchReasons.SilenceAfterComplaint, IsSilent(facts, options, now))
        | When(WatchReasons.HostageLeaving, quadrant == Quadrant.Hostage)
        | When(WatchReasons.OverduePromise, facts.Tier == AccountTier.A && facts.OverdueComplaints > 0);

    private static bool IsSilent(StandingFacts facts, WatchOptions options, DateTime now) =>
        facts is { ComplaintClosedAt: { } closed, OpenComplaints: 0 } && closed < now.AddDays(-options.SilenceDays)
        && !(facts.LastWordAt > closed) && !(facts.LastOrderAt > closed);

    private static WatchReasons When(WatchReasons reason, bool holds) => holds ? reason : WatchReasons.None;

    private static DateTime? Later(DateTime? one, DateTime? other) => one > other || other == null ? one : other;
}
