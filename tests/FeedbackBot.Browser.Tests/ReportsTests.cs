using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>A manager reads the reports of the sample company: from a figure down to what a customer said, with a file to take along.</summary>
[Collection(nameof(Stories))]
public sealed class ReportsTests(Chromium chromium, DemoSite demo) : IClassFixture<DemoSite>
{
    [Fact]
    public async Task From_a_chart_to_its_table_to_the_words_and_back_to_a_file()
    {
        var page = await OpenAsync("en-GB", "he@tidemere.example");
        await page.GotoAsync(demo.Address + "console/satisfaction?last=182");
        await Assertions.Expect(page.Locator("[data-chart] canvas").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#figure-csat ~ p").First).ToContainTextAsync("%");
        await page.Locator("#section-course-csat ~ details summary").ClickAsync();
        await Assertions.Expect(page.Locator("#section-course-csat ~ details table")).ToContainTextAsync("2026-W");
        await page.Locator("#figure-csat ~ details summary").ClickAsync();
        await Assertions.Expect(page.Locator("#figure-csat ~ details")).ToContainTextAsync("Wilson");

        await page.Locator(".report-kinds a", new() { HasText = "Topics" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/satisfaction/topics.last=182"));
        await page.Locator("#section-csat ~ details table a", new() { HasText = "Delivery" }).ClickAsync();
        await Assertions.Expect(page.Locator(".report-scope")).ToContainTextAsync("Delivery");
        await page.Locator(".report-kinds a", new() { HasText = "Answers and words" }).ClickAsync();
        await Assertions.Expect(page.Locator(".report-scope")).ToContainTextAsync("Delivery");
        await page.Locator(".reasons a", new() { HasText = "FB-" }).First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/console/tickets/FB-"));

        await page.GotoAsync(demo.Address + "console/satisfaction/topics?last=182");
        var file = await page.RunAndWaitForDownloadAsync(() => page.Locator("a", new() { HasText = "Excel" }).ClickAsync());
        file.SuggestedFilename.ShouldMatch(@"^topics-\d{4}-\d\d-\d\d-.*\.xlsx$");
    }

    [Fact]
    public async Task Filters_work_by_keyboard_and_stand_in_the_address()
    {
        var page = await OpenAsync("zh-CN", "he@tidemere.example");
        await page.GotoAsync(demo.Address + "console/satisfaction");
        await page.Locator("select[name=topic]").SelectOptionAsync("billing");
        await page.Locator("select[name=topic]").PressAsync("Tab");
        await page.Locator("form[role=search] button[type=submit]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("topic=billing"));
        await Assertions.Expect(page.Locator("select[name=topic]")).ToHaveValueAsync("billing");
        await page.Locator(".report-scope a.badge").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("topic=billing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_owner_has_the_reports_of_their_own_accounts_and_no_others()
    {
        var page = await OpenAsync("en-GB", "chen@tidemere.example");
        await page.GotoAsync(demo.Address + "console/satisfaction");
        await Assertions.Expect(page.Locator(".report-scope")).ToContainTextAsync("Your accounts only");
        var manager = await OpenAsync("en-GB", "he@tidemere.example");
        await manager.GotoAsync(demo.Address + "console/satisfaction");
        await Assertions.Expect(manager.Locator(".report-scope")).Not.ToContainTextAsync("Your accounts only");
        (await page.Locator("#figure-cases ~ p").First.InnerTextAsync()).ShouldNotBe(await manager.Locator("#figure-cases ~ p").First.InnerTextAsync());
    }

    private async Task<IPage> OpenAsync(string locale, string who)
    {
        var page = await chromium.OpenAsync(locale);
        var agent = new ConsoleAgent(page, demo.Address);
        await agent.SignInAsync(who, DemoSite.Password);
        await agent.SpeakAsync(locale == "en-GB" ? "en" : "zh-Hans");
        return page;
    }
}
