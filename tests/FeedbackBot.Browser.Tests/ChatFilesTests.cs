using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>Photos, documents and voice clips on the chat page.</summary>
[Collection(nameof(Stories))]
public sealed class ChatFilesTests(Chromium chromium) : IAsyncLifetime
{
    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public async Task Several_files_go_with_words_and_can_be_taken_out_before(string language)
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, language, phone: true);
        await shopper.ChooseFilesAsync(Shopper.Photo("水壶.png"), Shopper.File("发票.pdf", "application/pdf", [.. "%PDF-1.7"u8]), Shopper.File("x.txt", "text/plain", 65));
        await Assertions.Expect(shopper.Chips).ToHaveCountAsync(3);
        await shopper.Chips.Last.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(shopper.Chips).ToHaveCountAsync(2);
        await shopper.SayAsync("水壶漏水 the kettle leaks");
        var said = shopper.Said.Last;
        await Assertions.Expect(said).ToContainTextAsync("水壶漏水 the kettle leaks");
        await Assertions.Expect(said.Locator("img.photo")).ToHaveCountAsync(1);
        await Assertions.Expect(said.Locator("a.file")).ToContainTextAsync("发票.pdf");
        await Assertions.Expect(shopper.Chips).ToHaveCountAsync(0);
        (await said.Locator("img.photo").EvaluateAsync<int>("async (picture) => { await picture.decode(); return picture.naturalWidth }")).ShouldBe(1);
    }

    [Fact]
    public async Task Pasted_and_dropped_pictures_join_the_message()
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, "en");
        await shopper.Page.EvaluateAsync("""
            () => {
                const carry = (name) => { const data = new DataTransfer(); data.items.add(new File(["GIF89a"], name, { type: "image/gif" })); return data; };
                document.getElementById("text").dispatchEvent(new ClipboardEvent("paste", { clipboardData: carry("pasted.gif"), bubbles: true, cancelable: true }));
                document.dispatchEvent(new DragEvent("drop", { dataTransfer: carry("dropped.gif"), bubbles: true, cancelable: true }));
            }
            """);
        await Assertions.Expect(shopper.Chips).ToHaveTextAsync(["pasted.gif", "dropped.gif"]);
        await Assertions.Expect(shopper.Box).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData("zh-Hans", "是空文件", "为了安全", "最多带 10 个文件")]
    [InlineData("en", "is empty", "For safety", "10 files")]
    public async Task What_is_not_taken_is_said_where_it_was_tried_and_the_words_stay(string language, string empty, string unsafeKind, string many)
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, language);
        await shopper.ChooseFilesAsync(Shopper.File("leer.txt", "text/plain"));
        await Assertions.Expect(shopper.Problem).ToContainTextAsync(empty);
        await Assertions.Expect(shopper.Chips).ToHaveCountAsync(0);
        await shopper.ChooseFilesAsync([.. Enumerable.Range(0, 11).Select(i => Shopper.File($"{i}.txt", "text/plain", 65))]);
        await Assertions.Expect(shopper.Problem).ToContainTextAsync(many);
        await Assertions.Expect(shopper.Chips).ToHaveCountAsync(10);
        await shopper.Page.ReloadAsync();
        await shopper.ChooseFilesAsync(Shopper.File("setup.exe", "application/octet-stream", 77, 90));
        await shopper.Box.FillAsync("please look");
        await shopper.Box.PressAsync("Enter");
        await Assertions.Expect(shopper.Problem).ToContainTextAsync(unsafeKind);
        await Assertions.Expect(shopper.Box).ToHaveValueAsync("please look");
        await Assertions.Expect(shopper.Chips).ToHaveCountAsync(1);
        await Assertions.Expect(shopper.Said).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_is_offered_again_and_goes_once()
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, "en");
        var tries = 0;
        await shopper.Page.RouteAsync("**/chat/messages**", route => tries++ == 0 ? route.AbortAsync() : route.ContinueAsync());
        await shopper.ChooseFilesAsync(Shopper.Photo("kettle.png"));
        await shopper.Box.PressAsync("Enter");
        await Assertions.Expect(shopper.Page.Locator(".pending .failed")).ToBeVisibleAsync();
        await shopper.Page.Locator(".pending .retry").ClickAsync();
        await Assertions.Expect(shopper.Said.Locator("img.photo")).ToHaveCountAsync(1);
        await Assertions.Expect(shopper.Page.Locator(".pending")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("zh-Hans", "正在录音")]
    [InlineData("en", "Recording")]
    public async Task A_voice_clip_is_recorded_stopped_and_sent_and_its_script_loads_only_then(string language, string state)
    {
        var loaded = new List<string>();
        var shopper = await Shopper.OpenAsync(chromium, _site, language);
        shopper.Page.Request += (_, request) => loaded.Add(request.Url);
        await shopper.Page.Context.GrantPermissionsAsync(["microphone"]);
        loaded.ShouldNotContain(url => url.Contains("chat-voice", StringComparison.Ordinal));
        await shopper.Page.Locator("#voice").ClickAsync();
        await Assertions.Expect(shopper.Page.Locator("#recorder .state")).ToHaveTextAsync(state);
        loaded.ShouldContain(url => url.Contains("chat-voice", StringComparison.Ordinal));
        await shopper.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(shopper.Page.Locator("#recorder")).ToBeHiddenAsync();
        await Assertions.Expect(shopper.Chips).ToHaveCountAsync(0);

        await shopper.Page.Locator("#voice").ClickAsync();
        await Assertions.Expect(shopper.Page.Locator("#recorder .clock")).ToHaveTextAsync("0:02");
        await shopper.Page.Locator("#recorder .stop").ClickAsync();
        await Assertions.Expect(shopper.Chips).ToHaveCountAsync(1);
        await shopper.Box.PressAsync("Enter");
        var player = shopper.Said.Last.Locator("audio");
        await Assertions.Expect(player).ToHaveCountAsync(1);
        (await player.EvaluateAsync<bool>("(audio) => new Promise((done) => { audio.onloadedmetadata = () => done(true); audio.onerror = () => done(false); audio.load(); audio.preload = 'auto' })")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("zh-Hans", "没有允许使用麦克风")]
    [InlineData("en", "microphone is not allowed")]
    public async Task A_microphone_that_is_refused_is_said_plainly(string language, string sentence)
    {
        var shopper = await Shopper.OpenAsync(chromium, _site, language);
        await shopper.Page.EvaluateAsync("() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }");
        await shopper.Page.Locator("#voice").ClickAsync();
        await Assertions.Expect(shopper.Problem).ToContainTextAsync(sentence);
        await Assertions.Expect(shopper.Page.Locator("#recorder")).ToBeHiddenAsync();
        await Assertions.Expect(shopper.Page.Locator("#voice")).ToBeEnabledAsync();
    }

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public async Task Without_javascript_files_and_refusals_work_and_the_browser_names_the_chosen_file(string language)
    {
        var page = await chromium.OpenAsync(language == "en" ? "en-GB" : "zh-CN", scripts: false, phone: true);
        await page.GotoAsync(new Uri(_site.Server.Address, $"/chat?lang={language}").ToString());
        (await page.Locator("input[type=file]").BoundingBoxAsync())!.Width.ShouldBeGreaterThan(100);
        await page.Locator("input[type=file]").SetInputFilesAsync(Shopper.File("setup.exe", "application/octet-stream", 77, 90));
        await page.Locator("#text").FillAsync("请看 please look");
        await page.Locator("button.send").ClickAsync();
        await Assertions.Expect(page.Locator(".notice[role=alert]")).ToContainTextAsync("setup.exe");
        await Assertions.Expect(page.Locator("#text")).ToHaveValueAsync("请看 please look");
        await page.Locator("input[type=file]").SetInputFilesAsync(Shopper.Photo("壶.png"));
        await page.Locator("button.send").ClickAsync();
        await Assertions.Expect(page.Locator(".message.customer img.photo")).ToHaveCountAsync(1);
    }
}
