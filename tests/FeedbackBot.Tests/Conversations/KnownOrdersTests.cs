using FeedbackBot.Conversations;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Which of a customer's own orders words mean.</summary>
public sealed class KnownOrdersTests
{
    private static readonly DateOnly Today = new(2026, 11, 16);

    private static readonly Known English = Shop(
        ("A-1001", 4, "Bosch washing machine"), ("A-1002", 20, "DeLonghi Coffee Machine, 1.2 L"), ("A-1003", 45, "Running shoes, size 42"), ("A-1004", 90, "Phone case"));

    private static readonly Known Chinese = Shop(
        ("B-1", 4, "海尔滚筒洗衣机 10公斤"), ("B-2", 20, "戴森吹风机"), ("B-3", 45, "不锈钢电热水壶"), ("B-4", 90, "手机壳"));

    [Theory]
    [InlineData("the washing machine leaks", "A-1001")]
    [InlineData("My WASHING MACHINES are broken", "A-1001")]
    [InlineData("the coffee machine I bought last week is dead", "A-1002")]
    [InlineData("my shoe came apart", "A-1003")]
    [InlineData("the machine is broken", null)]
    [InlineData("nobody answers the phone", null)]
    [InlineData("my dishwasher is broken", null)]
    [InlineData("the thing I ordered 3 weeks ago never came", "A-1002")]
    [InlineData("the thing I ordered on 12 November never came", "A-1001")]
    [InlineData("something I bought last year broke", null)]
    [InlineData("I called three weeks ago and nobody helped", null)]
    public void English_words_mean_one_order_or_none(string said, string? number) => Meant(English, said).ShouldBe(number);

    [Theory]
    [InlineData("洗衣机漏水", "B-1")]
    [InlineData("上周买的洗衣机坏了", "B-1")]
    [InlineData("我的吹风机不出热风", "B-2")]
    [InlineData("水壶烧不开水", "B-3")]
    [InlineData("吹風機冒煙了", "B-2")]
    [InlineData("干衣机坏了", null)]
    [InlineData("打你们手机没人接", null)]
    [InlineData("态度太差了", null)]
    [InlineData("上周买的东西还没到", "B-1")]
    [InlineData("上周打电话没人理", null)]
    public void Chinese_words_mean_one_order_or_none(string said, string? number) => Meant(Chinese, said).ShouldBe(number);

    [Fact]
    public void A_day_tells_two_of_a_kind_apart_and_a_day_that_fits_none_makes_nothing_certain()
    {
        var two = Shop(("C-1", 5, "Electric kettle"), ("C-2", 60, "Electric kettle"));
        Meant(two, "my electric kettle is broken").ShouldBeNull();
        Meant(two, "the kettle I bought last week is broken").ShouldBe("C-1");
        var one = Shop(("C-2", 60, "Electric kettle"));
        Meant(one, "the kettle is the one I ordered yesterday").ShouldBeNull();
        Meant(one, "my kettle broke yesterday").ShouldBe("C-2");
    }

    [Theory]
    [InlineData("the second one", "A-1002")]
    [InlineData("2", "A-1002")]
    [InlineData("the last one", "A-1004")]
    [InlineData("a 1003", "A-1003")]
    [InlineData("A1003", "A-1003")]
    [InlineData("coffee", "A-1002")]
    [InlineData("the phone thing", "A-1004")]
    [InlineData("yes", null)]
    [InlineData("machine", null)]
    public void English_answers_pick_one(string said, string? number) => Picked(English, said).ShouldBe(number);

    [Theory]
    [InlineData("第二个", "B-2")]
    [InlineData("最后一个", "B-4")]
    [InlineData("那个壶", "B-3")]
    [InlineData("热水壶那个", "B-3")]
    [InlineData("手机的", "B-4")]
    [InlineData("是的", null)]
    public void Chinese_answers_pick_one(string said, string? number) => Picked(Chinese, said).ShouldBe(number);

    [Fact]
    public void Yes_is_the_only_one_that_was_offered()
    {
        var one = Shop(("C-1", 5, null));
        Picked(one, "yes").ShouldBe("C-1");
        Picked(one, "no").ShouldBeNull();
    }

    [Fact]
    public void Hinted_orders_are_offered_before_all_and_a_day_rules_out_the_others()
    {
        Possible(English, "the machine is broken").ShouldBe(["A-1001", "A-1002"]);
        Possible(English, "it is broken").ShouldBe(["A-1001", "A-1002", "A-1003", "A-1004"]);
        Possible(English, "the stuff I ordered yesterday is broken").ShouldBeEmpty();
        Possible(Chinese, "打你们手机没人接").ShouldBe(["B-4"]);
    }

    private static string? Meant(Known known, string said) => KnownOrders.Meant(known, Hear(said))?.Number;

    private static string? Picked(Known known, string said) => KnownOrders.Picked(known, known.Orders, Hear(said))?.Number;

    private static IEnumerable<string> Possible(Known known, string said) => KnownOrders.Possible(known, Hear(said)).Select(o => o.Number);

    private static Heard Hear(string said) => new(said, Reading.Nothing("none"), Visit.Book.Words, default);

    private static Known Shop(params (string Number, int DaysAgo, string? Product)[] orders) => new()
    {
        Orders = [.. orders.Select(o => new KnownOrder(o.Number, o.Product, Today.AddDays(-o.DaysAgo)))],
        Today = Today,
    };
}
