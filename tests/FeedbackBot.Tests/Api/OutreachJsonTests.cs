using FeedbackBot.Host.Api;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Themes;
using FeedbackBot.Tests.Satisfaction.Themes;

namespace FeedbackBot.Tests.Api;

/// <summary>What the API keeps to itself of themes and of ways.</summary>
public class OutreachJsonTests
{
    [Theory]
    [InlineData("https://example.webhook.office.com/hook/secret?sig=1", "https://example.webhook.office.com/…")]
    [InlineData(null, null)]
    public void Of_a_teams_webhook_only_the_host_is_told(string? address, string? told) => DigestSettingsJson.HostOnly(address).ShouldBe(told);

    [Fact]
    public void Customers_words_and_numbers_of_cases_are_for_whoever_may_read_cases()
    {
        var theme = new RisingTheme(["lid"], 6, 16, 0, 30, ThemeStatistics.RatioOf(6, 16, 0, 30), 0.01, [0]);
        var named = new NamedTheme(theme, new("lid", new("lid", "lid"), ByModel: false), [new("the lid leaks", 7, ThemeCrowd.Start)]);
        var report = new ThemeReport(new(16, 30, 9, [theme]), [named], ThemeCrowd.Start, IsCut: false, 5);
        ThemesJson.Of(report, ThemeCrowd.Start, ThemeCrowd.Start, quotes: false).Items.Single().Quotes.ShouldBeEmpty();
        ThemesJson.Of(report, ThemeCrowd.Start, ThemeCrowd.Start, quotes: true).Items.Single().Quotes.Single().Text.ShouldBe("the lid leaks");
    }
}
