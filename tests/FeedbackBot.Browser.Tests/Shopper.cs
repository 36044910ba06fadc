using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>A customer on the chat page in one language, with the page's parts by what they are for.</summary>
public sealed partial class Shopper(IPage page)
{
    public IPage Page => page;

    public ILocator Box => page.Locator("#text");

    public ILocator Said => page.Locator(".message.customer");

    public ILocator Bot => page.Locator(".message.bot");

    public ILocator Agent => page.Locator(".message.agent");

    public ILocator Chips => page.Locator("#attached li");

    public ILocator Problem => page.Locator("#file-problem");

    public static Task<Shopper> OpenAsync(Chromium chromium, Site site, string language, bool phone = false, bool probe = false) =>
        OpenAsync(chromium, site.Server.Address, language, phone, probe);

    public static async Task<Shopper> OpenAsync(Chromium chromium, Uri address, string language, bool phone = false, bool probe = false)
    {
        var page = await chromium.OpenAsync(language == "en" ? "en-GB" : "zh-CN", phone: phone, probe: probe);
        await page.GotoAsync(new Uri(address, $"/chat?lang={language}").ToString());
        var shopper = new Shopper(page);
        await Assertions.Expect(shopper.Bot.First).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => window.htmx");
        return shopper;
    }

    /// <summary>Types into the box and presses Enter, and waits for the answer.</summary>
    public async Task SayAsync(string text)
    {
        var before = await Bot.CountAsync();
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
        await Assertions.Expect(Bot).Not.ToHaveCountAsync(before);
    }

    /// <summary>Types and sends where nobody need answer.</summary>
    public async Task SayOnlyAsync(string text)
    {
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
        await Assertions.Expect(Said.Last).ToContainTextAsync(text);
    }

    /// <summary>Presses the first button under the last message whose label fits.</summary>
    public async Task ChooseAsync(Regex label)
    {
        var before = await Bot.CountAsync();
        await Bot.Last.GetByRole(AriaRole.Button, new() { NameRegex = label }).First.ClickAsync();
        await Assertions.Expect(Bot).Not.ToHaveCountAsync(before);
    }

    /// <summary>The numbers of cases that were said so far.</summary>
    public async Task<IReadOnlySet<string>> ReceiptsAsync() =>
        Number().Matches(await page.Locator("#log").InnerTextAsync()).Select(m => m.Value).ToHashSet();

    public Task ChooseFilesAsync(params FilePayload[] files) => page.Locator("input[type=file]").SetInputFilesAsync(files);

    public static FilePayload File(string name, string type, params byte[] bytes) => new() { Name = name, MimeType = type, Buffer = bytes };

    /// <summary>A picture that a browser can draw.</summary>
    public static FilePayload Photo(string name) => File(name, "image/png", Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));

    [GeneratedRegex(@"FB-\d{6}")]
    private static partial Regex Number();
}
