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
        await page.EvaluateAsync("""
            () => {
                const data = new DataTransfer();
                data.items.add(new File(["GIF89a"], "1.gif", { type: "image/gif" }));
                data.items.add(new File(["GIF89a"], "2.gif", { type: "image/gif" }));
                const input = document.querySelector("input[type=file]");
                input.files = data.files;
                input.dispatchEvent(new Event("change", { bubbles: true }));
            }
            """);
        await Assertions.Expect(page.GetByText("2 个附件").First).ToBeAttachedAsync();
        (await page.TitleAsync()).ShouldNotMatch("[A-Za-z]{3}");
        (await WordsAsync(page)).Where(words => English().IsMatch(Ours().Replace(words, ""))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_english_page_is_english()
    {
        var page = await OpenAsync("en-GB", "en");
        (await page.TitleAsync()).ShouldContain("Customer chat");
        (await WordsAsync(page)).Where(words => Han().IsMatch(words)).ShouldBeEmpty();
    }

    private async Task<IPage> OpenAsync(string locale, string language)
    {
        var page = await chromium.OpenAsync(locale);
        await page.GotoAsync(new Uri(_site.Server.Address, $"/webchat?lang={language}").ToString());
        await page.Locator(".webchat__send-box-text-box__input, [data-id='webchat-sendbox-input']").First.WaitForAsync(new() { Timeout = 40_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("投诉|Complaint") }).Last).ToBeVisibleAsync(new() { Timeout = 40_000 });
        return page;
    }

    /// <summary>Everything that is shown or read out.</summary>
    private static async Task<string[]> WordsAsync(IPage page) => await page.EvaluateAsync<string[]>("""
        () => {
            const words = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (node.nodeType === Node.TEXT_NODE) {
                    if (!node.parentElement.closest("script, style, noscript")) words.push(node.textContent.trim());
                } else {
                    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-roledescription", "aria-description"]) words.push(node.getAttribute(name) ?? "");
                }
            }
            return words.filter(Boolean);
        }
        """);

    [GeneratedRegex("[A-Za-z]{3,}")]
    private static partial Regex English();

    [GeneratedRegex(@"FeedbackBot|\d\.gif|feedbackbot")]
    private static partial Regex Ours();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
