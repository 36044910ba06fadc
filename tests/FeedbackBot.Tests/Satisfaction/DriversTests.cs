using FeedbackBot.Satisfaction;

namespace FeedbackBot.Tests.Satisfaction;

/// <summary>What moves satisfaction: found where it is, not claimed where it is chance.</summary>
public class DriversTests
{
    [Fact]
    public void A_group_that_is_clearly_lower_is_named_with_its_interval()
    {
        var drivers = Of(Groups(("delivery", 20, 60), ("billing", 55, 70), ("other", 300, 380)), 5);
        var first = drivers[0];
        (first.Key, first.Verdict, first.N).ShouldBe(("delivery", DriverVerdict.Lower, 60L));
        first.Difference!.Value.ShouldBe((20 / 60.0) - (355 / 450.0), 1e-12);
        first.High!.Value.ShouldBeLessThan(0);
        drivers.Single(d => d.Key == "billing").Verdict.ShouldBe(DriverVerdict.NoDifference);
    }

    [Fact]
    public void Nothing_is_claimed_below_the_minimum_nor_where_there_is_nobody_else()
    {
        Of(Groups(("a", 0, 4), ("b", 400, 400)), 5).Single(d => d.Key == "a").Verdict.ShouldBe(DriverVerdict.TooFew);
        Of(Groups(("a", 1, 400)), 5).Single().Verdict.ShouldBe(DriverVerdict.TooFew);
    }

    [Fact]
    public void P_values_are_those_of_the_normal_distribution_summed_up_step_by_step()
    {
        var random = new Random(3);
        for (var i = 0; i < 40; i++)
        {
            var (n, m) = (random.Next(5, 300), random.Next(5, 300));
            var counts = new DriverCounts("x", random.Next(n + 1), n, random.Next(m + 1), m);
            Drivers.PValue(counts).ShouldBe(PlainP(counts), 1e-5);
        }
    }

    [Fact]
    public void Holms_correction_is_that_of_the_definition()
    {
        var random = new Random(11);
        for (var round = 0; round < 30; round++)
        {
            var groups = Groups([.. Enumerable.Range(0, 8).Select(i => ($"g{i}", (long)random.Next(5, 40), (long)random.Next(40, 80)))]);
            var ps = groups.ToDictionary(g => g.Key, PlainP);
            foreach (var driver in Of(groups, 5))
            {
                // The largest of (number of p-values not smaller than p_j) × p_j over every p_j up to this one.
                var plain = ps.Values.Where(p => p <= ps[driver.Key]).Max(p => Math.Min(1, p * ps.Values.Count(q => q >= p)));
                driver.Adjusted!.Value.ShouldBe(plain, 1e-4);
            }
        }
    }

    [Fact]
    public void Where_all_groups_are_alike_hardly_ever_one_is_claimed_to_differ()
    {
        var random = new Random(5);
        var claims = Enumerable.Range(0, 400).Count(_ => Of(
            Groups([.. Enumerable.Range(0, 12).Select(i => ($"g{i}", Enumerable.Range(0, 60).LongCount(_ => random.NextDouble() < 0.7), 60L))]), 5)
            .Any(d => d.Verdict is DriverVerdict.Lower or DriverVerdict.Higher));
        claims.ShouldBeLessThan(400 * 8 / 100, "5 % is what Holm promises; three standard errors above that");
    }

    [Fact]
    public void Where_nothing_matters_hardly_ever_one_is_claimed_among_five_kinds_of_groups()
    {
        var random = new Random(17);
        var claims = Enumerable.Range(0, 400).Count(_ => Drivers.Of(RandomKinds(random, 6, 5, 5, 4, 3), 5).Values
            .Any(drivers => drivers.Any(d => d.Verdict is DriverVerdict.Lower or DriverVerdict.Higher)));
        claims.ShouldBeLessThan(400 * 8 / 100, "5 % of reports is what is promised, not of each kind; three standard errors above that");
    }

    [Fact]
    public void A_claim_that_stands_alone_may_fall_beside_groups_of_other_kinds_and_every_kind_keeps_its_groups()
    {
        var kind = Groups(("a", 33, 60), ("b", 46, 60), ("few", 1, 2));
        Of(kind, 5)[0].Verdict.ShouldNotBe(DriverVerdict.NoDifference);
        var dull = Groups([.. Enumerable.Range(0, 8).Select(i => ($"g{i}", 10L, 15L))]);
        var both = Drivers.Of(new Dictionary<string, IReadOnlyCollection<DriverCounts>> { ["one"] = kind, ["other"] = dull }, 5);
        both["one"].Select(d => (d.Key, d.Verdict)).ShouldBe([("a", DriverVerdict.NoDifference), ("b", DriverVerdict.NoDifference), ("few", DriverVerdict.TooFew)], ignoreOrder: true);
        both["other"].Select(d => d.Key).Order().ShouldBe(dull.Select(g => g.Key));
    }

    /// <summary>The same 600 answers, put into groups of each kind by chance.</summary>
    private static Dictionary<int, IReadOnlyCollection<DriverCounts>> RandomKinds(Random random, params int[] groups)
    {
        var answers = Enumerable.Range(0, 600).Select(_ => random.NextDouble() < 0.7).ToArray();
        return groups.Select((count, kind) => (count, kind)).ToDictionary(k => k.kind, k => (IReadOnlyCollection<DriverCounts>)Groups(
            [.. answers.GroupBy(_ => random.Next(k.count)).Select(g => ($"g{g.Key}", g.LongCount(satisfied => satisfied), g.LongCount()))]));
    }

    private static IReadOnlyList<Driver> Of(IReadOnlyCollection<DriverCounts> groups, int minimum) =>
        Drivers.Of(new Dictionary<int, IReadOnlyCollection<DriverCounts>> { [0] = groups }, minimum)[0];

    private static DriverCounts[] Groups(params (string Key, long Satisfied, long N)[] groups) =>
    [
        .. groups.Select(g => new DriverCounts(
            g.Key, g.Satisfied, g.N, groups.Where(o => o.Key != g.Key).Sum(o => o.Satisfied), groups.Where(o => o.Key != g.Key).Sum(o => o.N))),
    ];

    private static double PlainP(DriverCounts g)
    {
        var p = (double)(g.Satisfied + g.OthersSatisfied) / (g.N + g.Others);
        var error = Math.Sqrt(p * (1 - p) * ((1.0 / g.N) + (1.0 / g.Others)));
        if (error <= 0)
        {
            return 1;
        }

        var z = Math.Abs(((double)g.Satisfied / g.N) - ((double)g.OthersSatisfied / g.Others)) / error;
        var inside = 0.0;
        const int Steps = 20000;
        for (var i = 0; i < Steps; i++)
        {
            var x = z * (i + 0.5) / Steps;
            inside += Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * z / Steps;
        }

        return Math.Max(0, 1 - (2 * inside));
    }
}
