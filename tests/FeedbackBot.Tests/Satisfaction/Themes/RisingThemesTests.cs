using FeedbackBot.Satisfaction.Themes;

namespace FeedbackBot.Tests.Satisfaction.Themes;

/// <summary>Which themes are found, and which are none.</summary>
public class RisingThemesTests
{
    private static readonly string[] Charging = ["充电口松动，插不进去", "用了两天充电口就坏了", "充电口发烫", "新买的水壶充电口松动", "充电口有火花，很危险", "充电口松动接触不良", "水壶底座充电口接触不良"];

    private static readonly string[] Lid = ["the lid leaks when pouring", "water comes out because the lid leaks", "lid leaks badly", "New kettle: its lid leaks onto my hand", "the lid leaks, please replace it", "lid leaks since day one", "this lid leaks everywhere"];

    [Fact]
    public void A_matter_that_many_customers_bring_up_now_is_found_in_chinese_and_in_english_under_its_whole_word()
    {
        var found = Find([.. Ordinary(), .. ThemeCrowd.Saying(Charging, true), .. ThemeCrowd.Saying(Lid, true), .. ThemeCrowd.Saying(Lid[..1], false)]);
        found.Themes.Select(t => t.Terms[0]).ShouldBe(["充电口", "lid leak"], ignoreOrder: true);
        found.Themes.Count.ShouldBe(2);
        var lid = found.Themes.Single(t => t.Terms[0] == "lid leak");
        (lid.Now, lid.OfNow, lid.Before, lid.OfBefore).ShouldBe((7, 37, 1, 91), "each against those who wrote in the same script");
        lid.Ratio.Low.ShouldBeLessThan(ThemeStatistics.RatioOf(7, 37, 1, 91).Low, "wider, for it was chosen among many");
        (found.VoicesNow, found.VoicesBefore).ShouldBe((74, 181));
    }

    [Fact]
    public void Nothing_is_found_where_people_say_what_they_always_say() => Find([.. Ordinary()]).Themes.ShouldBeEmpty();

    [Fact]
    public void One_loud_customer_makes_no_theme()
    {
        var loud = Guid.CreateVersion7();
        Find([.. Ordinary(), .. Charging.Concat(Charging).Select((text, i) => ThemeCrowd.Of(text, true, i, loud)), .. ThemeCrowd.Saying(Charging[..3], true)]).Themes.ShouldBeEmpty("four customers, however many texts");
    }

    [Fact]
    public void A_matter_that_was_as_common_before_is_none() =>
        Find([.. Ordinary(), .. ThemeCrowd.Saying(Charging, true), .. ThemeCrowd.Saying([.. Charging, .. Charging, .. Charging], false)]).Themes.ShouldBeEmpty();

    [Fact]
    public void More_customers_who_write_english_are_no_theme()
    {
        ThemeText[] texts = [.. ThemeCrowd.Everyday(200, false), .. ThemeCrowd.Everyday(60, true).Where((_, i) => i % 2 == 1), .. ThemeCrowd.Everyday(60, true, 5).Where((_, i) => i % 2 == 1)];
        Find(texts).Themes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("司机王小明态度恶劣", "王小明")]
    [InlineData("司机王先生态度恶劣", "先生")]
    [InlineData("yesterday Kevin shouted at us", "kevin")]
    [InlineData("Mr. Barrow shouted at us", "barrow")]
    [InlineData("call 13800138000 about order 556677", "556677")]
    [InlineData("Priya shouted at us", "priya")]
    public void Names_and_numbers_never_become_a_theme(string text, string name)
    {
        var found = Find([.. Ordinary(), .. ThemeCrowd.Saying(Enumerable.Repeat(text, 9), true)]);
        found.Themes.SelectMany(t => t.Terms).ShouldAllBe(t => !t.Contains(name));
    }

    [Fact]
    public void A_colleague_who_is_written_small_is_left_out_by_the_list_of_staff()
    {
        ThemeText[] texts = [.. Ordinary(), .. ThemeCrowd.Saying(Enumerable.Repeat("wilhelmina hung up", 9), true), .. ThemeCrowd.Saying(Enumerable.Repeat("欧阳娜挂电话", 9), true)];
        Find(texts).Themes.SelectMany(t => t.Terms).ShouldContain(t => t.Contains("wilhelmina"));
        RisingThemes.Find(texts, 5, ["Wilhelmina Ortega", "欧阳娜"]).Themes.SelectMany(t => t.Terms).ShouldAllBe(t => !t.Contains("wilhelmina") && !t.Contains("欧阳") && !t.Contains('娜'));
    }

    [Fact]
    public void Terms_of_two_scripts_in_the_same_texts_are_two_themes_each_among_those_who_wrote_in_its_script()
    {
        var mixed = Charging.Concat(Charging).Select((text, i) => i % 2 == 0 ? text + " charger broken" : text);
        var found = Find([.. ThemeCrowd.Everyday(60, true).Where((_, i) => i % 2 == 0), .. ThemeCrowd.Everyday(180, false), .. ThemeCrowd.Saying(mixed, true)]);
        found.Themes.Count.ShouldBeGreaterThan(1);
        found.Themes.ShouldAllBe(t => t.Now <= t.OfNow && t.Before <= t.OfBefore && double.IsFinite(t.Ratio.High));
        found.Themes.ShouldAllBe(t => t.Terms.Select(w => w[0] > 0x4E00).Distinct().Count() == 1);
    }

    [Fact]
    public void A_doubling_among_customers_who_write_all_the_time_is_found_and_a_constant_share_of_them_is_not()
    {
        // Of a hundred who write in every week, in each week other twenty speak of the lid; everybody once in the time before, if the weeks were not told apart.
        ThemeText[] Weeks(int now) => [.. Enumerable.Range(0, 4).SelectMany(week => Enumerable.Range(0, 100).Select(who =>
        {
            var says = (who + 100 - (week * 20)) % 100 < (week == 0 ? now : 20);
            return ThemeCrowd.Of(says ? Lid[who % Lid.Length] : "the invoice is late", week == 0, who, new Guid(who, 0, 0, new byte[8]), week);
        }))];
        var doubled = Find(Weeks(40)).Themes.ShouldHaveSingleItem();
        (doubled.Now, doubled.OfNow, doubled.Before, doubled.OfBefore).ShouldBe((40, 100, 60, 300));
        doubled.Ratio.Value.ShouldBe(2, 0.05);
        Find(Weeks(20)).Themes.ShouldBeEmpty();
    }

    [Fact]
    public void Traditional_characters_are_counted_with_simplified_ones()
    {
        var found = Find([.. Ordinary(), .. ThemeCrowd.Saying([.. Charging[..4], "充電口鬆動", "這個充電口壞了", "充電口發燙"], true)]);
        found.Themes.Single().Now.ShouldBe(7);
    }

    [Fact]
    public void Nothing_at_all_gives_nothing()
    {
        Find([]).Themes.ShouldBeEmpty();
        Find([.. ThemeCrowd.Saying(Charging, true)]).Themes.ShouldBeEmpty("there is nothing to compare with");
        Find([.. ThemeCrowd.Saying(["", "   ", "!!!", "😀😀", "123"], true)]).VoicesNow.ShouldBe(5);
    }

    [Fact]
    public void Pure_chance_is_hardly_ever_called_a_theme()
    {
        // 200 made-up words, said alike in both stretches: of 60 such comparisons at most a few may call anything.
        var calls = Enumerable.Range(0, 60).Count(seed =>
        {
            var random = new Random(seed);
            string Sentence() => string.Join(" and ", Enumerable.Range(0, 6).Select(_ => "w" + new string((char)('a' + random.Next(14)), 1) + new string((char)('a' + random.Next(14)), 3)));
            return Find([.. Enumerable.Range(0, 60).Select(i => ThemeCrowd.Of(Sentence(), true, i)), .. Enumerable.Range(0, 180).Select(i => ThemeCrowd.Of(Sentence(), false, i))]).Themes.Count > 0;
        });
        calls.ShouldBeLessThanOrEqualTo(6);
    }

    private static IEnumerable<ThemeText> Ordinary() => [.. ThemeCrowd.Everyday(60, true), .. ThemeCrowd.Everyday(180, false)];

    private static ThemeFindings Find(IReadOnlyList<ThemeText> texts) => RisingThemes.Find(texts, 5);
}
