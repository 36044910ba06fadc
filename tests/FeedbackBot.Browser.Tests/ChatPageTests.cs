using System.Text.Json;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>The chat page by keyboard, by ear, on a narrow screen and on a bad line.</summary>
[Collection(nameof(Stories))]
public sealed class ChatPageTests(Chromium chromium) : IAsyncLifetime
{
    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public async Task Enter_sends_shift_enter_breaks_the_line_and_composing_never_sends(string language)
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, language);
        await shopper.Box.FillAsync("第一行");
        await shopper.Box.PressAsync("Shift+Enter");
        await shopper.Page.Keyboard.TypeAsync("second line");
        (await shopper.Said.CountAsync()).ShouldBe(0);
        await shopper.Page.EvaluateAsync("""
            () => { for (const more of [{ isComposing: true }, { keyCode: 229 }])
                document.getElementById("text").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...more })) }
            """);
        (await shopper.Said.CountAsync()).ShouldBe(0, "the word being composed is not the message");
        await shopper.Box.PressAsync("Enter");
        await Assertions.Expect(shopper.Said.First).ToContainTextAsync("second line");
        await Assertions.Expect(shopper.Box).ToBeFocusedAsync();
        await Assertions.Expect(shopper.Box).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_box_keeps_the_focus_and_buttons_go_once_they_are_answered()
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, "en");
        var offered = shopper.Page.Locator(".choices button:visible");
        await Assertions.Expect(offered.First).ToBeVisibleAsync();
        await offered.First.FocusAsync();
        await shopper.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(shopper.Bot).Not.ToHaveCountAsync(1);
        await Assertions.Expect(shopper.Box).ToBeFocusedAsync();
        await Assertions.Expect(shopper.Bot.First.Locator(".choices")).ToBeHiddenAsync();
        await shopper.Box.FillAsync("clicked");
        await shopper.Page.Locator("button.send").ClickAsync();
        await Assertions.Expect(shopper.Box).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_screen_reader_hears_every_message_once_with_its_speaker()
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, "zh-Hans");
        var log = shopper.Page.GetByRole(AriaRole.Log);
        await Assertions.Expect(log).ToHaveAttributeAsync("aria-live", "polite");
        await Assertions.Expect(log).ToHaveAttributeAsync("aria-relevant", "additions");
        await shopper.Page.EvaluateAsync("""
            () => {
                window.heard = [];
                const quiet = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[aria-live=off]");
                new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
                    if (!quiet(change.target) && node.textContent.trim()) window.heard.push(node.textContent.trim());
                }))).observe(document.getElementById("log"), { childList: true, subtree: true, characterData: true });
            }
            """);
        await shopper.SayAsync("水壶漏水了怎么办");
        await Assertions.Expect(shopper.Page.Locator(".message.pending")).ToHaveCountAsync(0);
        var heard = await shopper.Page.EvaluateAsync<string[]>("() => window.heard");
        heard.Count(words => words.Contains("水壶漏水了怎么办", StringComparison.Ordinal) && words.StartsWith("您：", StringComparison.Ordinal)).ShouldBe(1, string.Join('|', heard));
        heard.Count(words => words.StartsWith("客服助手：", StringComparison.Ordinal)).ShouldBe(await shopper.Bot.CountAsync() - 1, string.Join('|', heard));
    }

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public async Task A_narrow_screen_never_scrolls_sideways_and_times_are_local(string language)
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, language);
        await shopper.Page.SetViewportSizeAsync(320, 640);
        await shopper.SayAsync(new string('W', 300) + " https://example.com/" + new string('a', 200));
        (await shopper.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        (await shopper.Page.EvaluateAsync<int>("() => { const pane = document.getElementById('pane'); return pane.scrollWidth - pane.clientWidth }")).ShouldBe(0);
        var time = shopper.Page.Locator(".message time").Last;
        var utc = DateTime.Parse((await time.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
        (await time.TextContentAsync()).ShouldBe(utc.AddHours(8).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await Assertions.Expect(shopper.Said.Last.Locator(".bubble")).ToHaveAttributeAsync("dir", "auto");
    }

    [Fact]
    public async Task Who_reads_further_up_is_told_of_new_messages_and_not_dragged_down()
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, "en", phone: true);
        for (var i = 0; i < 5; i++)
        {
            await shopper.SayAsync($"{i} " + string.Concat(Enumerable.Repeat("line\n", 12)) + "end");
        }

        await shopper.Page.EvaluateAsync("() => { document.getElementById('pane').scrollTop = 0 }");
        await shopper.Page.WaitForTimeoutAsync(200);
        await shopper.Page.EvaluateAsync("""
            async () => {
                const form = new FormData();
                form.set("text", "from another tab");
                await fetch("/chat/messages?lang=en", { method: "POST", body: form });
            }
            """);
        var more = shopper.Page.Locator("#more");
        await Assertions.Expect(more).ToBeVisibleAsync();
        (await shopper.Page.EvaluateAsync<int>("() => document.getElementById('pane').scrollTop")).ShouldBeLessThan(50);
        await more.ClickAsync();
        await Assertions.Expect(more).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_is_said_on_a_dead_line_waits_survives_a_reload_and_arrives_once()
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, "zh-Hans");
        await shopper.SayAsync("你好");
        await shopper.Page.Context.SetOfflineAsync(true);
        await shopper.Box.FillAsync("断网时说的话");
        await shopper.Box.PressAsync("Enter");
        await Assertions.Expect(shopper.Page.Locator(".message.pending .offline")).ToBeVisibleAsync();
        await Assertions.Expect(shopper.Page.Locator("#spoken")).ToContainTextAsync("网络断开了");
        await shopper.Page.Context.SetOfflineAsync(false);
        await shopper.Page.ReloadAsync();
        await Assertions.Expect(shopper.Page.Locator(".message.pending")).ToHaveCountAsync(0);
        await Assertions.Expect(shopper.Said.Filter(new() { HasText = "断网时说的话" })).ToHaveCountAsync(1);
        await shopper.Page.ReloadAsync();
        await Assertions.Expect(shopper.Said.Filter(new() { HasText = "断网时说的话" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_asked_for_again_under_the_same_key()
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, "en");
        var lost = 0;
        await shopper.Page.RouteAsync("**/chat/messages**", async route =>
        {
            if (lost++ == 0)
            {
                await route.FetchAsync();
                await route.AbortAsync();
                return;
            }

            await route.ContinueAsync();
        });
        await shopper.Box.FillAsync("said once");
        await shopper.Box.PressAsync("Enter");
        await Assertions.Expect(shopper.Said.Filter(new() { HasText = "said once" })).ToHaveCountAsync(1);
        await Assertions.Expect(shopper.Page.Locator(".message.pending")).ToHaveCountAsync(0);
        await shopper.Page.ReloadAsync();
        await Assertions.Expect(shopper.Said.Filter(new() { HasText = "said once" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Typing_is_shown_only_where_the_answer_takes_longer_than_a_blink()
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, "en");
        var typing = shopper.Page.Locator("#typing");
        await shopper.Page.EvaluateAsync("""
            () => {
              const typing = document.getElementById("typing");
              document.getElementById("text").addEventListener("keydown", () => { window.entered = performance.now(); }, { capture: true });
              new MutationObserver(() => { window.shown ??= typing.hidden ? undefined : performance.now(); }).observe(typing, { attributes: true });
            }
            """);
        var held = new TaskCompletionSource();
        await shopper.Page.RouteAsync("**/chat/messages**", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await shopper.Box.FillAsync("slow");
        await shopper.Box.PressAsync("Enter");
        await Assertions.Expect(typing).ToBeVisibleAsync();
        held.SetResult();
        await Assertions.Expect(typing).ToBeHiddenAsync();
        (await shopper.Page.EvaluateAsync<double>("() => window.shown - window.entered")).ShouldBeGreaterThanOrEqualTo(350);
    }
}
