using FeedbackBot.Accounts;

namespace FeedbackBot.Tests.Accounts;

/// <summary>A, B and C by cumulative share of value.</summary>
public sealed class TierCutTests
{
    [Fact]
    public void An_account_is_in_the_tier_in_which_its_share_of_all_value_begins()
    {
        Cut(new(), ("a", 70, "CNY"), ("b", 15, "CNY"), ("c", 8, "CNY"), ("d", 4, "CNY"), ("e", 3, "CNY"), ("none", null, "CNY"), ("zero", 0, "CNY"))
            .ShouldBe("a=A:0.7 b=A:0.85 c=B:0.93 d=B:0.97 e=C:1 none=C: zero=C:");
    }

    [Fact]
    public void The_largest_is_in_A_even_where_it_is_nearly_all() => Cut(new(), ("a", 99, "CNY"), ("b", 1, "CNY")).ShouldBe("a=A:0.99 b=C:1");

    [Fact]
    public void Equal_values_stand_in_the_order_of_their_ids_however_they_come()
    {
        (string, long?, string?)[] equal = [("d", 10, null), ("b", 10, null), ("a", 10, null), ("c", 10, null)];
        Cut(new() { TierAShare = 50, TierBShare = 75 }, equal).ShouldBe(Cut(new() { TierAShare = 50, TierBShare = 75 }, [.. equal.Reverse()]));
        Cut(new() { TierAShare = 50, TierBShare = 75 }, equal).ShouldBe("a=A:0.25 b=A:0.5 c=B:0.75 d=C:1");
    }

    [Fact]
    public void Currencies_without_a_rate_are_cut_each_for_itself() =>
        Cut(new(), ("yuan", 1_000_000, "CNY"), ("euro", 10, "EUR"), ("little", 1, "CNY")).ShouldBe("euro=A:1 little=C:1 yuan=A:0.999999");

    [Fact]
    public void With_rates_they_are_compared_in_whole_units_of_their_own() =>
        Cut(new() { Rates = new() { ["CNY"] = 1, ["EUR"] = 8, ["JPY"] = 0.05m } }, ("yuan", 80_000, "CNY"), ("euro", 2_000, "EUR"), ("yen", 800, "JPY"))
            .ShouldBe("euro=B:0.96 yen=C:1 yuan=A:0.8");

    private static string Cut(AccountOptions options, params (string Id, long? Value, string? Currency)[] accounts)
    {
        var valued = accounts.Select(a => new ValuedAccount(Guid.CreateVersion7(), a.Id, a.Value, a.Currency)).ToList();
        var places = TierCut.Of(valued, options);
        return string.Join(' ', valued.OrderBy(a => a.ExternalId, StringComparer.Ordinal).Select(a => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{a.ExternalId}={places[a.Id].Tier}:{places[a.Id].Share:0.######}")));
    }
}
