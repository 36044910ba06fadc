using System.ComponentModel.DataAnnotations;
using FeedbackBot.Satisfaction;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Names of the quadrants that a site gives itself.</summary>
public sealed class QuadrantNamesTests
{
    [Fact]
    public async Task The_names_of_the_settings_stand_on_the_map_and_in_the_filter()
    {
        await using var server = await TestServer.StartAsync(
            "--FeedbackBot:Watch:QuadrantsEn:0=Friends", "--FeedbackBot:Watch:QuadrantsEn:1=Guests", "--FeedbackBot:Watch:QuadrantsEn:2=Stuck", "--FeedbackBot:Watch:QuadrantsEn:3=Going",
            "--FeedbackBot:Watch:QuadrantsZh:0=朋友", "--FeedbackBot:Watch:QuadrantsZh:1=过客", "--FeedbackBot:Watch:QuadrantsZh:2=困住", "--FeedbackBot:Watch:QuadrantsZh:3=要走");
        using var browser = await server.SignedInAsync();
        var page = await browser.ReadAsync("/console/accounts");
        page.ShouldContain(">Friends</option>");
        page.ShouldNotContain("Advocates");
        (await browser.ReadAsync("/console/accounts/map")).ShouldContain("Guests");
    }

    [Fact]
    public async Task Without_settings_they_have_the_consoles_own_names()
    {
        await using var server = await TestServer.StartAsync();
        using var browser = await server.SignedInAsync();
        (await browser.ReadAsync("/console/accounts")).ShouldContain("Advocates: satisfied and loyal");
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 0)]
    [InlineData(0, 4)]
    public void Four_in_each_language_or_none(int english, int chinese)
    {
        var options = new WatchOptions { QuadrantsEn = [.. Enumerable.Repeat("a", english)], QuadrantsZh = [.. Enumerable.Repeat("甲", chinese)] };
        Validator.TryValidateObject(options, new(options), null, true).ShouldBeFalse();
    }
}
