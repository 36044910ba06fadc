using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>A day at the desk in a real browser, over the sample company: two agents, a customer, and what happens to cases between them.</summary>
[Collection(nameof(Stories))]
public sealed class AgentDayTests(Chromium chromium, DemoSite demo) : IClassFixture<DemoSite>
{
    [Fact]
    public async Task A_case_is_taken_answered_passed_on_resolved_and_comes_back()
    {
        var customer = await VisitAsync();
        var ticket = await ComplainAsync(customer, "The kettle from order TM20268811 arrived cracked and nobody answers my emails. Please send a replacement.");

        var (hannah, page) = await ArriveAsync("reed");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#q")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(ticket);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".ticket-row a").Filter(new() { HasText = "kettle" }).ClickAsync();
        await Assertions.Expect(page.Locator("#ticket-head")).ToContainTextAsync(ticket);

        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(Handling(page)).ToContainTextAsync("Hannah Reed");
        await hannah.NoteAsync("Cracked in transit again, the third this week");
        await hannah.ReplyAsync("I am sorry about the kettle, Tom. A new one is on its way.", now: true);
        await Assertions.Expect(customer.Agent.Last).ToContainTextAsync("A new one is on its way");
        await Assertions.Expect(customer.Page.Locator("#log")).Not.ToContainTextAsync("third this week");
        await customer.SayOnlyAsync("thank you, please hurry");
        await Assertions.Expect(hannah.Timeline).ToContainTextAsync("please hurry");

        await hannah.PassOnAsync("product_quality", "Marcus Webb");
        await Assertions.Expect(Handling(page)).ToContainTextAsync("Product quality and repairs");

        var (marcus, other) = await ArriveAsync("webb");
        await Assertions.Expect(other.Locator("#bell .badge")).ToHaveTextAsync(new Regex(@"\d"));
        await other.GotoAsync(demo.Address + "console?view=mine");
        await Assertions.Expect(other.Locator(".ticket-row").Filter(new() { HasText = ticket })).ToHaveCountAsync(1);
        await marcus.OpenAsync(ticket);
        await Assertions.Expect(marcus.Timeline).ToContainTextAsync("third this week");

        await marcus.ResolveAsync("Damaged in transit", "Replacement sent");
        await Assertions.Expect(customer.Bot.Last).ToContainTextAsync(new Regex("resolved|satisfied|rate|how", RegexOptions.IgnoreCase));
        await customer.SayOnlyAsync("The new kettle is broken as well, this is a disgrace!");
        await Assertions.Expect(hannah.Timeline).ToContainTextAsync("broken as well");
        await Assertions.Expect(customer.Bot.Last).ToContainTextAsync(ticket);
        await Assertions.Expect(page.Locator(".status-badge").First).ToContainTextAsync("Open", new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task Two_at_one_case_see_each_other_and_nobody_answers_past_what_was_just_said()
    {
        var customer = await VisitAsync();
        var ticket = await ComplainAsync(customer, "My washing machine from order TM20268822 leaks and floods the kitchen. I want it repaired.");
        var (hannah, first) = await ArriveAsync("reed");
        var (marcus, second) = await ArriveAsync("webb");
        await hannah.OpenAsync(ticket);
        await marcus.OpenAsync(ticket);
        await Assertions.Expect(first.Locator("#people-here")).ToContainTextAsync("Marcus Webb", new() { Timeout = 30_000 });
        await Assertions.Expect(second.Locator("#people-here")).ToContainTextAsync("Hannah Reed", new() { Timeout = 30_000 });

        await second.Locator("label[for=tab-reply]").ClickAsync();
        await second.Locator("#reply-text").FillAsync("An engineer can come on Tuesday.");
        await hannah.ReplyAsync("An engineer will come on Monday at nine.", now: true);
        await Assertions.Expect(marcus.Timeline).ToContainTextAsync("Monday at nine");
        await Assertions.Expect(second.Locator("#reply-text")).ToHaveValueAsync("An engineer can come on Tuesday.");
        await Assertions.Expect(customer.Agent.Last).ToContainTextAsync("Monday at nine");
    }

    [Fact]
    public async Task A_case_is_merged_into_another_of_the_customer_and_the_merge_taken_back()
    {
        var customer = await VisitAsync();
        var one = await ComplainAsync(customer, "The dishwasher from order TM20268833 does not dry any more. I want it repaired.");
        var two = await ComplainAsync(customer, "I have been charged twice for order TM20268834. I want my money back.");
        two.ShouldNotBe(one);
        var (hannah, page) = await ArriveAsync("gu");
        await hannah.SpeakAsync("en");
        await hannah.OpenAsync(two);
        await page.Locator("details.case-actions > summary").ClickAsync();
        await page.Locator(".case-actions-menu a[href$='/merge']").ClickAsync();
        await page.Locator("#into").FillAsync(one);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("section[aria-labelledby=merge-preview] button").ClickAsync();
        await hannah.OpenAsync(two);
        await Assertions.Expect(page.Locator("#ticket-head")).ToContainTextAsync(one);

        await page.Locator("details.case-actions > summary").ClickAsync();
        await page.Locator(".case-actions-menu form[action$='/unmerge'] button").ClickAsync();
        await Assertions.Expect(page.Locator("#ticket-head")).Not.ToContainTextAsync(one);
        await hannah.OpenAsync(two);
        await Assertions.Expect(page.Locator(".status-badge").First).Not.ToContainTextAsync("Closed");
    }

    [Fact]
    public async Task A_case_about_a_colleague_is_hidden_from_them_and_comes_back_when_lifted()
    {
        var customer = await VisitAsync();
        var ticket = await ComplainAsync(customer, "The oven from order TM20268844 smokes. I want a refund.");
        var (boss, page) = await ArriveAsync("gu");
        await boss.SpeakAsync("en");
        var (marcus, other) = await ArriveAsync("webb");
        await marcus.OpenAsync(ticket);
        await Assertions.Expect(other.Locator("#ticket-head")).ToContainTextAsync(ticket);

        await boss.OpenAsync(ticket);
        await page.Locator("#recuse-more > summary").ClickAsync();
        await page.SelectOptionAsync("#recuse-whom", new SelectOptionValue { Label = "Marcus Webb" });
        await page.Locator("#recuse-more button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("form[action$='/recuse/undo']")).ToHaveCountAsync(1);

        (await other.ReloadAsync())!.Status.ShouldBe(404);
        await other.GotoAsync(demo.Address + "console?q=TM20268844");
        await Assertions.Expect(other.Locator(".ticket-row")).ToHaveCountAsync(0);

        await page.Locator("form[action$='/recuse/undo'] button").ClickAsync();
        await Assertions.Expect(page.Locator("form[action$='/recuse/undo']")).ToHaveCountAsync(0);
        await marcus.OpenAsync(ticket);
        await Assertions.Expect(other.Locator("#ticket-head")).ToContainTextAsync(ticket);
    }

    [Fact]
    public async Task Many_cases_are_picked_with_shift_changed_at_once_and_changed_back()
    {
        var (_, page) = await ArriveAsync("gu");
        await new ConsoleAgent(page, demo.Address).SpeakAsync("en");
        await page.GotoAsync(demo.Address + "console");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator(".bulk-count")).ToContainTextAsync("1");
        var boxes = page.Locator("#bulk input[name=n]");
        await boxes.Nth(0).UncheckAsync();
        await boxes.Nth(0).ClickAsync();
        await boxes.Nth(4).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(page.Locator(".bulk-count")).ToContainTextAsync("5");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#keys")).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("teams");
        await Assertions.Expect(page.Locator("#palette-list [role=option]").First).ToContainTextAsync("Teams");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/settings/teams");
    }

    /// <summary>What stands about who has the case.</summary>
    private static ILocator Handling(IPage page) => page.Locator("section[aria-labelledby=facts-handling]");

    private async Task<(ConsoleAgent Agent, IPage Page)> ArriveAsync(string who)
    {
        var page = await chromium.OpenAsync("en-GB");
        var agent = new ConsoleAgent(page, demo.Address);
        await agent.SignInAsync($"{who}@tidemere.example", DemoSite.Password);
        await page.WaitForFunctionAsync("() => window.htmx");
        return (agent, page);
    }

    private async Task<Shopper> VisitAsync() => await Shopper.OpenAsync(chromium, demo.Address, "en");

    /// <summary>Complains as a stranger: what is asked beyond the complaint is skipped, what is read back is confirmed.</summary>
    private static async Task<string> ComplainAsync(Shopper customer, string complaint)
    {
        var known = await customer.ReceiptsAsync();
        await customer.SayAsync(complaint);
        for (var step = 0; step < 6; step++)
        {
            var now = await customer.ReceiptsAsync();
            if (now.Except(known).FirstOrDefault() is { } number)
            {
                return number;
            }

            await customer.ChooseAsync(new Regex("file it|yes|skip|rather not|correct", RegexOptions.IgnoreCase));
        }

        throw new InvalidOperationException($"No receipt after: {await customer.Bot.Last.InnerTextAsync()}");
    }
}
