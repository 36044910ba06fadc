using System.Text.Json;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>axe-core finds nothing on any page, in either theme and language, wide or narrow.</summary>
[Collection(nameof(Stories))]
public sealed class AccessibilityTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly string[] CustomerPages = ["/chat?lang={0}", "/case?lang={0}", "/privacy?lang={0}", "/console/sign-in"];
    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData("zh-CN", "zh-Hans", false, true)]
    [InlineData("en-GB", "en", true, false)]
    public async Task Customer_pages_can_be_used_by_everybody(string locale, string language, bool dark, bool phone)
    {
        var page = await chromium.OpenAsync(locale, phone: phone, dark: dark, probe: true);
        foreach (var path in CustomerPages)
        {
            await LookAsync(page, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, language));
        }
    }

    [Theory]
    [InlineData("zh-CN", "zh-Hans", true, true)]
    [InlineData("en-GB", "en", false, false)]
    public async Task A_chat_with_files_choices_and_a_refusal_can_be_used_by_everybody(string locale, string language, bool dark, bool phone)
    {
        var page = await chromium.OpenAsync(locale, phone: phone, dark: dark, probe: true);
        await page.GotoAsync(new Uri(_site.Server.Address, $"/chat?lang={language}").ToString());
        var shopper = new Shopper(page);
        await page.WaitForFunctionAsync("() => window.htmx");
        await shopper.ChooseFilesAsync(Shopper.Photo("1.png"), Shopper.File("2.pdf", "application/pdf", [.. "%PDF-1.7"u8]), Shopper.File("3.mp3", "audio/mpeg", [.. "ID3"u8]));
        await shopper.SayAsync(language == "en" ? "The kettle leaks, I want a refund" : "水壶漏水，我要退款");
        await shopper.ChooseFilesAsync(Shopper.File("leer.txt", "text/plain"), Shopper.Photo("4.png"));
        await Assertions.Expect(shopper.Problem).ToBeVisibleAsync();
        await AxeAsync(page, "/chat in use");
    }

    [Theory]
    [InlineData("zh-CN", true, false)]
    [InlineData("en-GB", false, true)]
    public async Task Console_pages_can_be_used_by_everybody(string locale, bool dark, bool phone)
    {
        await _site.PutAccountAsync("acct", "Cloud Hotel", "owner@example.com", "en");
        var number = await _site.OpenTicketAsync("The kettle arrived broken and nobody answers", "acct");
        for (var i = 0; i < 20; i++)
        {
            await _site.SayKindAsync(await _site.OpenTicketAsync("The kettle arrived broken", "acct"), i % 4 == 0 ? "question" : "complaint");
        }

        var page = await chromium.OpenAsync(locale, phone: phone, dark: dark, probe: true);
        await new ConsoleAgent(page, _site.Server.Address).SignInAsync();
        foreach (var path in new[] { "/console", $"/console/tickets/{number}", "/console/accounts", "/console/accounts/acct", "/console/settings/reader", "/console/notifications", "/console/me/notifications", "/console/settings/replies", "/console/settings/macros" })
        {
            await LookAsync(page, path);
        }
    }

    private async Task LookAsync(IPage page, string path)
    {
        await page.GotoAsync(new Uri(_site.Server.Address, path).ToString());
        await page.EvaluateAsync("document.querySelectorAll('main details').forEach(details => details.open = true)");
        await AxeAsync(page, path);
    }

    private static async Task AxeAsync(IPage page, string path) =>
        (await FindAsync(page)).Select(found => $"{path}: {found}").ShouldBeEmpty();

    /// <summary>What axe-core finds on the page as it is: every violation, however small.</summary>
    /// <param name="options">What it is asked to look at, where not at everything.</param>
    internal static async Task<IReadOnlyList<string>> FindAsync(IPage page, string options = "{}")
    {
        await page.AddScriptTagAsync(new() { Path = Path.Combine(Root(), "src", "FeedbackBot.Host", "Assets", "node_modules", "axe-core", "axe.min.js") });
        var found = await page.EvaluateAsync<JsonElement>("async (options) => (await axe.run(JSON.parse(options))).violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.map(n => n.html).slice(0, 3) }))", options);
        return [.. found.EnumerateArray().Select(v => v.ToString())];
    }

    /// <summary>The top of the repository.</summary>
    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "FeedbackBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
