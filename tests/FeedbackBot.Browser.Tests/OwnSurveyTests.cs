using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FeedbackBot.Tests;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>A manager makes a survey, a customer without scripts answers it on a phone, and the manager sees what came of it.</summary>
[Collection(nameof(Stories))]
public sealed class OwnSurveyTests(Chromium chromium) : IAsyncLifetime
{
    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync(("Satisfaction:MinimumAnswers", "1"));

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_the_editor_to_an_answer_to_its_results(bool scripts)
    {
        var desk = await chromium.OpenAsync("en-GB", scripts: scripts, probe: scripts);
        await new ConsoleAgent(desk, _site.Server.Address).SignInAsync();
        await MakeAsync(desk);
        var editor = desk.Url.Split('?')[0];
        await CheckAsync(desk, scripts);
        await desk.GetByRole(AriaRole.Link, new() { Name = "Preview in Chinese" }).ClickAsync();
        await Assertions.Expect(desk.Locator("legend").Last).ToContainTextAsync("缺了什么？");
        await CheckAsync(desk, scripts);

        await AnswerAsync(await LinkAsync());

        await desk.GotoAsync(editor);
        await desk.GetByRole(AriaRole.Link, new() { Name = "Results" }).First.ClickAsync();
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("Sent 1, answered 1");
        await Assertions.Expect(desk.Locator("tr", new() { HasText = "A lid" })).ToContainTextAsync("100%");
        await Assertions.Expect(desk.Locator("q")).ToHaveTextAsync("It was not in the box");
        await CheckAsync(desk, scripts);
    }

    /// <summary>A rating, and two questions that only a low one opens.</summary>
    private async Task MakeAsync(IPage desk)
    {
        await desk.GotoAsync(new Uri(_site.Server.Address, "/console/surveys/made/new").ToString());
        await desk.FillAsync("[name=name_zh]", "开箱调查");
        await desk.FillAsync("[name=name_en]", "Unpacking");
        await desk.FillAsync("[name=key]", "unpacking");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Create draft" }).ClickAsync();
        await desk.WaitForURLAsync(new Regex("/surveys/made/[0-9a-f-]{36}"));
        await AddAsync(desk, "One choice", 2);
        await AddAsync(desk, "Own words", 3);
        foreach (var (question, chinese, english) in new[] { (1, "缺了什么？", "What was missing?"), (2, "怎么回事？", "What happened?") })
        {
            var fields = desk.Locator(".survey-question").Nth(question);
            await fields.Locator("textarea[lang=zh-CN]").FillAsync(chinese);
            await fields.Locator("textarea[lang=en]").FillAsync(english);
        }

        var choices = desk.Locator(".survey-choice");
        foreach (var (choice, chinese, english) in new[] { (0, "盖子", "A lid"), (1, "说明书", "The manual") })
        {
            await choices.Nth(choice).Locator("input[lang=zh-CN]").FillAsync(chinese);
            await choices.Nth(choice).Locator("input[lang=en]").FillAsync(english);
        }

        await desk.Locator("button[value=save]").Last.ClickAsync();
        await Assertions.Expect(desk.Locator(".alert-success")).ToContainTextAsync("draft is saved");
        await desk.Locator(".survey-question").Nth(2).Locator("select").First.SelectOptionAsync(new SelectOptionValue { Label = "2: A lid" });
        await desk.GetByRole(AriaRole.Button, new() { Name = "Save and publish" }).ClickAsync();
        await Assertions.Expect(desk.Locator(".alert-success")).ToContainTextAsync("Published");
    }

    private static async Task AddAsync(IPage desk, string kind, int count)
    {
        await desk.Locator("button[value^='add:']", new() { HasText = kind }).ClickAsync();
        await Assertions.Expect(desk.Locator(".survey-question")).ToHaveCountAsync(count);
    }

    private async Task<string> LinkAsync()
    {
        using var http = _site.Server.Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.ApiKey);
        (await http.PutAsJsonAsync("/api/v1/contacts/c-9", new { name = "Tom" })).EnsureSuccessStatusCode();
        using var made = await http.PostAsJsonAsync("/api/v1/surveys/unpacking/invitations", new { contact = new { externalId = "c-9" } });
        made.EnsureSuccessStatusCode();
        return new Uri((string)(await made.Content.ReadFromJsonAsync<JsonObject>())!["url"]!).PathAndQuery;
    }

    /// <summary>With the keyboard, on a phone, without scripts; another browser looks over the shoulder.</summary>
    private async Task AnswerAsync(string link)
    {
        var address = new Uri(_site.Server.Address, link + "?lang=en").ToString();
        var watched = await chromium.OpenAsync("en-GB", phone: true, dark: true, probe: true);
        await watched.GotoAsync(address);
        (await AccessibilityTests.FindAsync(watched)).ShouldBeEmpty();
        var phone = await chromium.OpenAsync("en-GB", scripts: false, phone: true);
        await phone.GotoAsync(address);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send answers" }).ClickAsync();
        await Assertions.Expect(phone.GetByRole(AriaRole.Alert)).ToContainTextAsync("how satisfied");
        await phone.Locator("fieldset").First.Locator("input").First.FocusAsync();
        await phone.Keyboard.PressAsync("Space");
        await phone.Keyboard.PressAsync("ArrowDown");
        await phone.GetByLabel("A lid").CheckAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send answers" }).ClickAsync();
        await Assertions.Expect(phone.Locator("[role=status]")).ToContainTextAsync("answers so far are stored");
        await watched.ReloadAsync();
        await Assertions.Expect(watched.GetByLabel("What happened?")).ToBeVisibleAsync();
        (await AccessibilityTests.FindAsync(watched)).ShouldBeEmpty();
        await phone.GetByLabel("What happened?").FillAsync("It was not in the box");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send answers" }).ClickAsync();
        await Assertions.Expect(phone.Locator("[role=status]")).ToContainTextAsync("a colleague looks into it");
    }

    private static async Task CheckAsync(IPage page, bool scripts)
    {
        if (scripts)
        {
            (await AccessibilityTests.FindAsync(page)).ShouldBeEmpty();
        }
    }
}
