using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>The genuine Web Chat speaks the customer's language throughout.</summary>
[Collection(nameof(Stories))]
public sealed partial class WebChatLanguageTests(Chromium chromium) : IAsyncLifetime
{
    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task No_english_is_left_on_the_chinese_page()
    {
        var page = await OpenAsync("zh-CN", "zh-Hans");
        (await page.TitleAsync()).ShouldNotMatch("[A-Za-z]{3}");
        (await WordsAsync(page)).Where(words => English().IsMatch(Names().Replace(words, ""))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_string_that_its_own_chinese_lacks_is_supplied()
    {
        var folder = Path.Combine(AccessibilityTests.Root(), "src", "FeedbackBot.Host", "Assets", "node_modules", "botframework-webchat-api", "src", "localization");
        var page = await OpenAsync("zh-CN", "zh-Hans");
        var supplied = JsonNode.Parse((await page.Locator("#webchat").GetAttributeAsync("data-strings"))!)!.AsObject();
        var (english, chinese) = (await KeysAsync(folder, "en-US.json"), await KeysAsync(folder, "zh-CN.json"));
        var missing = english.Except(chinese).Where(key => !key.StartsWith('_')).ToArray();
        missing.Length.ShouldBe(9);
        missing.Where(key => !Han().IsMatch(supplied[key]?.ToString() ?? "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_english_page_is_english()
    {
        var page = await OpenAsync("en-GB", "en");
        (await page.TitleAsync()).ShouldContain("Customer chat");
        (await WordsAsync(page)).Where(words => Han().IsMatch(words)).ShouldBeEmpty();
    }

    private static async Task<string[]> KeysAsync(string folder, string file) =>
        [.. JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, file)))!.AsObject().Select(entry => entry.Key)];

    private async Task<IPage> OpenAsync(string locale, string language)
    {
        var page = await chromium.OpenAsync(locale);
        await page.GotoAsync(new Uri(_site.Server.Address, $"/webchat?lang={language}").ToString());
        await page.Locator(".webchat__send-box-text-box__input, [data-id='webchat-sendbox-input']").First.WaitForAsync(new() { Timeout = 40_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("投诉|Complaint") }).Last).ToBeVisibleAsync(new() { Timeout = 40_000 });
        return page;
    }

    /// <summary>Everything that is shown or read out, less the role description "message", which Web Chat writes itself in every language.</summary>
    private static async Task<string[]> WordsAsync(IPage page) => await page.EvaluateAsync<string[]>("""
        () => {
            const words = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (node.nodeType === Node.TEXT_NODE) {
                    if (!node.parentElement.closest("script, style, noscript")) words.push(node.textContent.trim());
                } else {
                    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"]) words.push(node.getAttribute(name) ?? "");
                }
            }
            return words.filter(Boolean);
        }
        """);

    [GeneratedRegex("[A-Za-z]{3,}")]
    private static partial Regex English();

    [GeneratedRegex("FeedbackBot|English|Shift|Tab|Enter|Escape|Alt")]
    private static partial Regex Names();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
