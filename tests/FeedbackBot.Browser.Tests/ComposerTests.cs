using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>Writing to a customer in a real browser: the draft is kept, a slash finds what is prepared, and what was sent can be taken back.</summary>
[Collection(nameof(Stories))]
public sealed class ComposerTests(Chromium chromium) : IAsyncLifetime
{
    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync(("Tickets:UndoSend", "00:00:30"));

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_draft_a_prepared_reply_found_by_keyboard_and_a_reply_taken_back()
    {
        await _site.PutAccountAsync("acct", "Cloud Hotel", "owner@example.com", "en");
        var number = await _site.OpenTicketAsync("The kettle arrived broken", "acct");
        var page = await chromium.OpenAsync("en-GB");
        var agent = new ConsoleAgent(page, _site.Server.Address);
        await agent.SignInAsync();
        await PrepareAsync(page);

        await agent.OpenAsync(number);
        var box = page.Locator("#reply-text");
        await box.ClickAsync();
        await page.Keyboard.TypeAsync("Good morning. ");
        await Assertions.Expect(page.Locator("#box-reply [data-draft-state]")).ToHaveTextAsync("Draft kept");
        await agent.OpenAsync(number);
        await Assertions.Expect(box).ToHaveValueAsync("Good morning. ");

        await box.FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("/");
        var find = page.GetByRole(AriaRole.Combobox, new() { Name = "Find a prepared reply" });
        await Assertions.Expect(find).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("sor");
        await Assertions.Expect(page.Locator("#picker [role=option]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#picker [role=option]")).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(box).ToBeFocusedAsync();
        await Assertions.Expect(box).ToHaveValueAsync($"Good morning. We are sorry, {number} comes first.");

        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("#timeline .held")).ToContainTextAsync("We are sorry");
        await Assertions.Expect(page.Locator("#timeline .held")).ToContainTextAsync(new Regex(@"will be sent in \d+ s"));
        await Assertions.Expect(box).ToHaveValueAsync("");
        await OverlapAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Assertions.Expect(page.Locator("#timeline .held")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("body")).ToHaveAttributeAsync("data-overlapped", "2");
        await Assertions.Expect(box).ToHaveValueAsync(new Regex("^Good morning\\. We are sorry"));
        (await _site.TicketAsync(number))["status"]!.ToString().ShouldBe("new");

        await page.Locator("#box-reply button.btn-primary.btn-primary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send now" }).ClickAsync();
        await Assertions.Expect(page.Locator("#timeline .entry.agent:not(.held)")).ToContainTextAsync("We are sorry");
        await agent.OpenAsync(number);
        await Assertions.Expect(box).ToHaveValueAsync("");
    }

    /// <summary>Two live updates whose swaps overlap that of the answer to "Take back": one begins before it, one within it, and both end after it.</summary>
    private static Task OverlapAsync(IPage page) => page.EvaluateAsync(
        """
        () => {
          const swaps = [{ sourceElement: document.body }, { sourceElement: document.body }];
          const tell = (name, ctx) => document.dispatchEvent(new CustomEvent(name, { detail: { ctx } }));
          const isUndo = (event) => event.target.matches?.("[data-undo]");
          addEventListener("htmx:before:swap", (event) => {
            if (!isUndo(event)) return;
            tell("htmx:before:swap", swaps[1]);
            event.detail.ctx.overlapped = true;
          });
          addEventListener("htmx:finally:swap", (event) => {
            if (!event.detail.ctx.overlapped) return;
            for (const ctx of swaps) tell("htmx:after:swap", ctx);
            document.body.dataset.overlapped = swaps.length;
          });
          tell("htmx:before:swap", swaps[0]);
        }
        """);

    private async Task PrepareAsync(IPage page)
    {
        await page.GotoAsync(new Uri(_site.Server.Address, "/console/settings/replies").ToString());
        await page.FillAsync("#title", "An apology");
        await page.FillAsync("#shortcut", "sorry");
        await page.FillAsync("#english", "We are sorry, {number} comes first.");
        await page.SelectOptionAsync("#sharing", "shared");
        await page.Locator("#form button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".prepared-table")).ToContainTextAsync("An apology");
    }
}
