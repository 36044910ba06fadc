using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>The whole loop in a real browser: a customer complains, an agent answers, the customer rates, the account owner hears of it.</summary>
[Collection(nameof(Stories))]
public sealed partial class WholeLoopTests(Chromium chromium) : IAsyncLifetime
{
    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_chinese_complaint_on_the_chat_page_reaches_agent_score_and_digest()
    {
        await _site.PutAccountAsync("acct-zh", "云栖酒店", "owner@example.com", "zh-Hans");
        var page = await chromium.OpenAsync("zh-CN", phone: true);
        var token = await _site.VisitorTokenAsync(Site.VouchFor("guest-1", "王敏", "acct-zh"), "zh-Hans");
        await page.Context.AddCookiesAsync([new() { Name = "feedbackbot.visitor", Value = token, Url = _site.Server.Address.ToString() }]);
        await page.GotoAsync(new Uri(_site.Server.Address, "/chat?lang=zh-Hans").ToString());
        var customer = new Customer(page.Locator("body"));

        await customer.SayAsync("上周买的洗衣机又坏了,打了三次客服电话都没人管,我要退款,订单号是 AB12345678");
        await customer.ChooseAsync(new Regex("确认|提交|是"));
        var ticket = await customer.ReceiptAsync();

        var agent = await AgentAtAsync(ticket, "zh-CN");
        await Assertions.Expect(agent.Timeline).ToContainTextAsync("洗衣机又坏了");
        var sent = Stopwatch.StartNew();
        await agent.ReplyAsync("王女士您好，退款已经提交，三天内到账。");
        await Assertions.Expect(customer.Agent.Last).ToContainTextAsync("三天内到账");
        sent.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        var said = await customer.Bot.CountAsync();
        await customer.SayOnlyAsync("好的,但是希望快一点");
        await Assertions.Expect(agent.Timeline).ToContainTextAsync("希望快一点");
        (await customer.Bot.CountAsync()).ShouldBe(said, "the bot is silent while an agent has the turn");

        await agent.ResolveAsync("电机故障", "全额退款");
        await Assertions.Expect(customer.Bot).Not.ToHaveCountAsync(said);
        await customer.SayAsync("2");
        await customer.SayAsync("处理太慢了,等了一个星期");

        await AccountAndDigestShowAsync("acct-zh", "处理太慢了");
    }

    [Fact]
    public async Task An_english_complaint_from_the_widget_on_a_foreign_page_goes_the_same_way()
    {
        await _site.PutAccountAsync("acct-en", "Harbour Hotels", "owner@example.com", "en");
        _site.ShowWidget("en", Site.VouchFor("guest-2", "Tom", "acct-en"));
        var page = await chromium.OpenAsync("en-GB");
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync(_site.WebsiteAddress);
        var launcher = page.Locator("#feedbackbot-widget .launcher");
        await Assertions.Expect(launcher).ToBeVisibleAsync();
        requests.Where(r => !r.EndsWith("/widget.js", StringComparison.Ordinal) && !r.StartsWith(_site.WebsiteAddress, StringComparison.Ordinal)).ShouldBeEmpty("nothing loads before the click");

        await launcher.ClickAsync();
        var frame = page.FrameLocator("iframe");
        var customer = new Customer(frame.Locator("body"));
        await Assertions.Expect(customer.Bot.First).ToBeVisibleAsync();
        await customer.SayAsync("The kettle I ordered (order CD 9876543) arrived cracked and nobody answers my emails. Please send a replacement.");
        await customer.ChooseAsync(new Regex("yes|file|correct", RegexOptions.IgnoreCase));
        var ticket = await customer.ReceiptAsync();

        var agent = await AgentAtAsync(ticket, "en-GB");
        await agent.ReplyAsync("A new kettle leaves our warehouse today.");
        await Assertions.Expect(customer.Agent.Last).ToContainTextAsync("leaves our warehouse today");
        await page.ReloadAsync();
        await page.Locator("#feedbackbot-widget .launcher").ClickAsync();
        await Assertions.Expect(customer.Agent.Last).ToContainTextAsync("leaves our warehouse today");
        await customer.SayOnlyAsync("thanks, I will wait");
        await Assertions.Expect(agent.Timeline).ToContainTextAsync("I will wait");
        var said = await customer.Bot.CountAsync();
        await agent.ResolveAsync("Damaged in transit", "Replacement sent");
        await Assertions.Expect(customer.Bot).Not.ToHaveCountAsync(said);
        await customer.SayAsync("2");
        await customer.SayAsync("it took far too long");

        await AccountAndDigestShowAsync("acct-en", "it took far too long");
    }

    [Fact]
    public async Task The_genuine_web_chat_holds_the_same_conversation()
    {
        var page = await chromium.OpenAsync("en-GB");
        await page.GotoAsync(new Uri(_site.Server.Address, "/webchat?lang=en").ToString());
        var box = page.Locator("[data-id='webchat-sendbox-input'], .webchat__send-box-text-box__input");
        await box.WaitForAsync(new() { Timeout = 40_000 });

        // The greeting's buttons stand there once the client is connected; what is typed before goes nowhere.
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Complaint" }).Last).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await box.FillAsync("My parcel never came, order AB12345678, I want a refund");
        await box.PressAsync("Enter");
        var transcript = page.Locator("body");
        await Assertions.Expect(transcript).ToContainTextAsync("My parcel never came");
        var offered = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("reply here", RegexOptions.IgnoreCase) });
        await offered.First.ClickAsync();
        var file = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("yes", RegexOptions.IgnoreCase) });
        await file.First.ClickAsync();
        await Assertions.Expect(page.GetByText(new Regex(@"FB-\d{6}")).First).ToBeVisibleAsync();
        (await page.GetByText("Send failed").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Without_javascript_a_complaint_is_filed_and_answered_all_the_same()
    {
        var page = await chromium.OpenAsync("zh-CN", scripts: false, phone: true);
        await page.GotoAsync(new Uri(_site.Server.Address, "/chat?lang=zh-Hans").ToString());
        var customer = new Customer(page.Locator("body"));
        await customer.SayAsync("空调不制冷,订单 AB11112222,要求维修");
        await customer.ChooseAsync(new Regex("在这里"));
        await customer.ChooseAsync(new Regex("确认|提交|是"));
        var ticket = await customer.ReceiptAsync();
        (await _site.TicketAsync(ticket))["fields"]!["desired_outcome"]!.ToString().ShouldBe("repair");

        var agent = await AgentAtAsync(ticket, "zh-CN");
        await agent.ReplyAsync("师傅明天上午上门。");
        await page.ReloadAsync();
        await Assertions.Expect(customer.Agent.Last).ToContainTextAsync("师傅明天上午上门");
    }

    private async Task<ConsoleAgent> AgentAtAsync(string ticket, string locale)
    {
        var agent = new ConsoleAgent(await chromium.OpenAsync(locale), _site.Server.Address);
        await agent.SignInAsync();
        await agent.OpenAsync(ticket);
        return agent;
    }

    private async Task AccountAndDigestShowAsync(string account, string reason)
    {
        var page = await chromium.OpenAsync("en-GB");
        await new ConsoleAgent(page, _site.Server.Address).SignInAsync();
        await page.GotoAsync(new Uri(_site.Server.Address, $"/console/accounts/{account}").ToString());
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(reason);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("n=1");

        var scores = await _site.SatisfactionAsync();
        scores.AsArray().Single(row => row!["key"]!["account"]!.ToString() == account)!["n"]!.GetValue<int>().ShouldBe(1);

        await RunDigestAsync();

        // The host writes the notice of a low answer when it comes to it, the command its digest before it ends.
        var letters = await Letters.ReadAsync(_site.Server, 2, TimeSpan.FromSeconds(30));
        letters.Single(l => l.Contains("/console/digests/", StringComparison.Ordinal)).ShouldContain(reason, Case.Sensitive, "one digest, however often it is run");
        letters.Single(l => l.Contains("/console/me/notifications", StringComparison.Ordinal)).ShouldContain(reason, Case.Sensitive, "the owner hears of a low answer at once");
        foreach (var letter in letters)
        {
            await Letters.LookAsync(chromium, letter);
        }
    }

    /// <summary>The digest of the running week, by command, twice: there is one letter.</summary>
    private async Task RunDigestAsync()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var week = $"{System.Globalization.ISOWeek.GetYear(now)}-W{System.Globalization.ISOWeek.GetWeekOfYear(now):00}";
        for (var run = 0; run < 2; run++)
        {
            using var digest = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FeedbackBot.Host.dll"), "digest", "--period", week])
            {
                Environment = { ["FeedbackBot__DataFolder"] = _site.Server.DataFolder },
                WorkingDirectory = _site.Server.DataFolder,
            })!;
            await digest.WaitForExitAsync();
            digest.ExitCode.ShouldBe(0);
        }
    }
}
