using System.Text.Json;
using System.Text.RegularExpressions;
using FeedbackBot.Tests.House;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>
/// Follows every link of the console and the customer's pages, so that no page is forgotten: each answers, axe-core finds nothing,
/// nothing is wider than the window, and no script fails. Each has its picture in docs/screenshots; with FEEDBACKBOT_SCREENSHOTS naming that folder they are taken anew.
/// </summary>
[Collection(nameof(Stories))]
public sealed partial class EveryPageTests(Chromium chromium, DemoSite demo) : IClassFixture<DemoSite>
{
    private static readonly string[] Doors = ["/console", "/chat?lang={0}", "/case?lang={0}", "/privacy?lang={0}"];
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("FEEDBACKBOT_SCREENSHOTS");

    /// <summary>The innermost element that reaches out of the window and does not scroll by itself.</summary>
    private const string Widest = """
        [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
            && !e.closest('.table-responsive, .views, .shell-nav')).map(e => e.outerHTML.slice(0, 90)).slice(-3).join(' | ')
        """;

    [Theory]
    [InlineData("zh-CN", "zh-Hans", false, 1280)]
    [InlineData("zh-CN", "zh-Hans", true, 320)]
    [InlineData("en-GB", "en", false, 1280)]
    [InlineData("en-GB", "en", true, 320)]
    public async Task Every_page_can_be_used_by_everybody(string locale, string language, bool dark, int width)
    {
        var page = await chromium.OpenAsync(locale, dark: dark, probe: true);
        await page.SetViewportSizeAsync(width, 800);
        var faults = new List<string>();
        page.Console += (_, said) =>
        {
            if (said.Type == "error")
            {
                faults.Add($"{page.Url}: {said.Text}");
            }
        };
        var agent = new ConsoleAgent(page, demo.Address);
        await agent.SignInAsync(DemoSite.Administrator, DemoSite.Password);
        await agent.SpeakAsync(language);
        var left = new Queue<string>(Doors.Append(await demo.OwnSurveyAsync() + "?lang={0}").Append(await demo.SurveyAsync() + "?lang={0}").Select(door => string.Format(System.Globalization.CultureInfo.InvariantCulture, door, language)));
        var (known, seen) = (left.Select(PatternOf).ToHashSet(), new HashSet<string>());
        while (left.TryDequeue(out var path))
        {
            faults.AddRange(await LookAsync(page, path));
            if (Pictures != null && !dark)
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, PictureOf(path, language)), Type = ScreenshotType.Jpeg, Quality = 60 });
            }

            seen.Add(PictureOf(path, language));

            foreach (var link in await LinksAsync(page))
            {
                if (known.Add(PatternOf(link)))
                {
                    left.Enqueue(link);
                }
            }
        }

        faults.ShouldBeEmpty();
        known.Count.ShouldBeGreaterThan(Doors.Length + 5);
        if (!dark)
        {
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "screenshots"), $"*.{language}.jpg").Select(Path.GetFileName)
                .ShouldBe(seen, ignoreOrder: true, "FEEDBACKBOT_SCREENSHOTS=$PWD/docs/screenshots dotnet test --filter EveryPageTests takes them anew; pages that are gone are to be deleted");
        }
    }

    private async Task<IReadOnlyList<string>> LookAsync(IPage page, string path)
    {
        var answer = await page.GotoAsync(new Uri(demo.Address, path).ToString());
        var faults = new List<string>();
        if (answer?.Status != 200)
        {
            faults.Add($"{path} answered {answer?.Status}");
        }

        await page.EvaluateAsync("document.querySelectorAll('main details').forEach(details => details.open = true)");
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth") is var over and > 0)
        {
            faults.Add($"{path} is {over} px wider than the window: {await page.EvaluateAsync<string>(Widest)}");
        }

        faults.AddRange((await AccessibilityTests.FindAsync(page)).Select(found => $"{path}: {found}"));
        await page.EvaluateAsync("document.querySelectorAll('main details').forEach(details => details.open = false)");
        return faults;
    }

    private static async Task<IEnumerable<string>> LinksAsync(IPage page)
    {
        var found = await page.EvaluateAsync<JsonElement>("[...document.querySelectorAll('a[href]:not([download])')].map(a => new URL(a.href)).filter(u => u.origin === location.origin).map(u => u.pathname + u.search)");
        return found.EnumerateArray().Select(link => link.GetString()!).Where(link => PageOfOurs().IsMatch(link) && !NoPage().IsMatch(link));
    }

    /// <summary>Pages that differ only in what they are about are one: numbers, ids and names are left out, and what a list is narrowed to.</summary>
    private static string PatternOf(string link) => Id().Replace(link.Split('?')[0], "/*");

    private static string PictureOf(string path, string language) =>
        $"{PatternOf(path).Trim('/').Replace("/*", "-one", StringComparison.Ordinal).Replace('/', '-')}.{language}.jpg";

    [GeneratedRegex("^/(console|chat|case|privacy|ideas|survey)(/|\\?|$)")]
    private static partial Regex PageOfOurs();

    [GeneratedRegex("/attachments/|/export|/live|/notifications/")]
    private static partial Regex NoPage();

    [GeneratedRegex("(?<=/accounts)/(?!(?:map|import)$)[^/]+|/[^/]*[0-9][^/]*")]
    private static partial Regex Id();
}
