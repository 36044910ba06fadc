using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using FeedbackBot.Tests;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>A manager plans a campaign, sees whom it reaches and starts it; a customer answers out of the letter; the manager sees what came of it.</summary>
[Collection(nameof(Stories))]
public sealed partial class CampaignTests(Chromium chromium) : IAsyncLifetime
{
    /// <summary>Campaigns send once a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync(("Satisfaction:MinimumAnswers", "1"));

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task From_the_plan_to_a_letter_to_an_answer_to_the_score()
    {
        await _site.PutAccountAsync("acct", "Cloud Hotel", "owner@example.com", "en");
        await BelongAsync("c-1", "tom@example.com");
        await BelongAsync("c-2", null);
        var desk = await chromium.OpenAsync("en-GB", probe: true);
        await new ConsoleAgent(desk, _site.Server.Address).SignInAsync();
        await PlanAsync(desk);
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("The audience has 2 contacts; 1 of them can be reached by e-mail.");
        (await AccessibilityTests.FindAsync(desk)).ShouldBeEmpty();
        desk.Dialog += (_, asked) => _ = asked.AcceptAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("Running");

        var letter = (await Letters.ReadAsync(_site.Server, 1, Patience)).Single();
        await Letters.LookAsync(chromium, letter);
        await AnswerAsync(SurveyPath().Match(letter).Value);

        await desk.ReloadAsync();
        await Assertions.Expect(Row(desk, "Sent")).ToHaveTextAsync("1");
        await Assertions.Expect(Row(desk, "Answered")).ToHaveTextAsync("1");
        await Assertions.Expect(Row(desk, "Left out: no e-mail address is known")).ToHaveTextAsync("1");
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("100% of those asked have answered.");
        (await AccessibilityTests.FindAsync(desk)).ShouldBeEmpty();
    }

    private async Task PlanAsync(IPage desk)
    {
        await desk.GotoAsync(new Uri(_site.Server.Address, "/console/surveys/campaigns").ToString());
        await desk.Locator("a[href$='/campaigns/new']").First.ClickAsync();
        await desk.FillAsync("[name=name]", "How are we doing?");
        await desk.SelectOptionAsync("[name=metric]", "nps");
        await desk.FillAsync("[name=accounts]", "acct");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await desk.WaitForURLAsync(new Regex("/campaigns/[0-9a-f-]{36}"));
    }

    private async Task AnswerAsync(string path)
    {
        var phone = await chromium.OpenAsync("en-GB", scripts: false, phone: true);
        await phone.GotoAsync(new Uri(_site.Server.Address, path).ToString());
        await phone.Locator("input[type=radio][value='9']").CheckAsync();
        await phone.Locator("main button[type=submit]").First.ClickAsync();
        await Assertions.Expect(phone.Locator("[role=status]")).ToBeVisibleAsync();
    }

    private async Task BelongAsync(string contact, string? email)
    {
        using var http = _site.Server.Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.ApiKey);
        (await http.PutAsJsonAsync($"/api/v1/contacts/{contact}", new { name = "Tom", email, account = new { externalId = "acct" } })).EnsureSuccessStatusCode();
    }

    private static ILocator Row(IPage desk, string name) => desk.Locator("tr", new() { Has = desk.GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true }) }).Locator("td");

    [GeneratedRegex(@"/survey/[A-Za-z0-9_-]+\?lang=en")]
    private static partial Regex SurveyPath();
}
