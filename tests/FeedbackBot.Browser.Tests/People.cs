using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>A customer at the chat, on a page or inside the widget's frame.</summary>
public sealed partial class Customer(ILocator chat)
{
    public ILocator Bot => chat.Locator(".message.bot");

    public ILocator Agent => chat.Locator(".message.agent");

    /// <summary>Types and sends, and waits for what is said in return.</summary>
    public async Task SayAsync(string text)
    {
        var before = await Bot.CountAsync();
        await SayOnlyAsync(text);
        await Assertions.Expect(Bot).Not.ToHaveCountAsync(before);
    }

    /// <summary>Types and sends where nobody need answer.</summary>
    public async Task SayOnlyAsync(string text)
    {
        await chat.Locator("#text").FillAsync(text);
        await chat.Locator("button.send").ClickAsync();
        await Assertions.Expect(chat.Locator(".message.customer").Last).ToContainTextAsync(text);
    }

    /// <summary>Presses the first button under the last message whose label fits.</summary>
    public async Task ChooseAsync(Regex label)
    {
        var before = await Bot.CountAsync();
        await Bot.Last.GetByRole(AriaRole.Button, new() { NameRegex = label }).First.ClickAsync();
        await Assertions.Expect(Bot).Not.ToHaveCountAsync(before);
    }

    /// <summary>The number on the receipt.</summary>
    public async Task<string> ReceiptAsync()
    {
        await Assertions.Expect(Bot.Filter(new() { HasTextRegex = Number() }).Last).ToBeVisibleAsync();
        return Number().Match(await Bot.Filter(new() { HasTextRegex = Number() }).Last.InnerTextAsync()).Value;
    }

    [GeneratedRegex(@"FB-\d{6}")]
    private static partial Regex Number();
}

/// <summary>An agent at the console.</summary>
public sealed class ConsoleAgent(IPage page, Uri address)
{
    public async Task SignInAsync(string email = Site.AgentEmail, string password = Site.AgentPassword)
    {
        await page.GotoAsync(new Uri(address, "/console").ToString());
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", password);
        await page.Locator("form[action='/console/sign-in'] button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }

    /// <summary>Saves that the team works at all hours, so that nothing depends on when the test runs.</summary>
    public async Task WorkAroundTheClockAsync()
    {
        await page.GotoAsync(new Uri(address, "/console/settings/promises").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "office hours" }).ClickAsync();
        for (var day = 0; day < 7; day++)
        {
            await page.FillAsync($"#day{day}", "00:00-24:00");
        }

        var version = page.Url;
        await page.Locator("form:has(#day0) button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => url != version);
        await Assertions.Expect(page.Locator("#day1")).ToHaveValueAsync("00:00-24:00");
    }

    /// <summary>Has the console speak this language.</summary>
    public async Task SpeakAsync(string language)
    {
        if (await page.GetAttributeAsync("html", "lang") != language)
        {
            await page.EvaluateAsync("document.querySelector('form[action=\"/console/language\"] button').click()");
            await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        }
    }

    public Task OpenAsync(string ticket) => page.GotoAsync(new Uri(address, $"/console/tickets/{ticket}").ToString());

    public ILocator Timeline => page.Locator("#timeline");

    /// <param name="now">Whether the time in which a reply can be taken back is cut short.</param>
    public async Task ReplyAsync(string text, bool now = false)
    {
        await page.Locator("label[for=tab-reply]").ClickAsync();
        await page.FillAsync("#reply-text", text);
        await page.Locator("#box-reply button.btn-primary").ClickAsync();
        if (now)
        {
            await page.Locator("#timeline .held form[action$='/send'] button").ClickAsync();
        }

        await Assertions.Expect(Timeline).ToContainTextAsync(text);
    }

    public async Task NoteAsync(string text)
    {
        await page.Locator("label[for=tab-note]").ClickAsync();
        await page.FillAsync("#note-text", text);
        await page.Locator("#box-note .box-foot button").ClickAsync();
        await Assertions.Expect(Timeline).ToContainTextAsync(text);
    }

    /// <summary>Gives the case to somebody of another team.</summary>
    public async Task PassOnAsync(string team, string name)
    {
        await page.Locator("#assign-more > summary").ClickAsync();
        await page.SelectOptionAsync("#team", team);
        await page.SelectOptionAsync("#assignee", new SelectOptionValue { Label = name });
        await page.Locator("#assign-more button[type=submit]").ClickAsync();
    }

    public async Task ResolveAsync(string cause, string remedy)
    {
        await page.Locator("label[for=tab-end]").ClickAsync();
        await page.FillAsync("#cause", cause);
        await page.FillAsync("#remedy", remedy);
        await page.Locator("input[name=responsibility][value=us]").CheckAsync();
        await page.Locator("#box-resolve button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#box-reopen")).ToHaveCountAsync(1);
    }
}
