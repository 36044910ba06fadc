using System.Text.RegularExpressions;
using FeedbackBot.Tests;
using Microsoft.Playwright;

namespace FeedbackBot.Browser.Tests;

/// <summary>A customer and an agent side by side: asking for a person, the line, talking, passing on, giving back, and silence.</summary>
[Collection(nameof(Stories))]
public sealed class LiveChatTests(Chromium chromium) : IAsyncLifetime
{
    private Site _site = null!;

    public async Task InitializeAsync() => _site = await Site.StartAsync(("Chats:CustomerSilence", "00:00:08"), ("Chats:AgentSilence", "00:05:00"));

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData("en", "en-GB", "I want to talk to a person, my parcel never arrived", "line", "You're now talking with", "is typing", "assistant is back")]
    [InlineData("zh-Hans", "zh-CN", "转人工，我的包裹一直没收到", "下一位就是您", "现在由", "正在输入", "客服助手为您服务")]
    public async Task A_person_is_asked_for_comes_writes_and_leaves(
        string language, string locale, string asks, string place, string joined, string types, string back)
    {
        var agentPage = await chromium.OpenAsync(locale);
        var agent = new ConsoleAgent(agentPage, _site.Server.Address);
        await agent.SignInAsync();
        await agent.WorkAroundTheClockAsync();
        await agentPage.GotoAsync(new Uri(_site.Server.Address, "/console/chats").ToString());
        await agentPage.WaitForFunctionAsync("() => window.htmx");
        await agentPage.WaitForResponseAsync(r => r.Url.EndsWith("/chats/notice", StringComparison.Ordinal));

        var shopper = await Shopper.OpenAsync(chromium, _site, language);
        await shopper.SayAsync(asks);
        await Assertions.Expect(shopper.Bot.Last).ToContainTextAsync(place);
        await Assertions.Expect(agentPage.Locator("#chats-waiting .badge")).ToHaveTextAsync("1");
        await Assertions.Expect(agentPage).ToHaveTitleAsync(new Regex(@"^\(1\)"), new() { Timeout = 20_000 });
        await agentPage.Locator(".chat-card button").ClickAsync();
        await Assertions.Expect(shopper.Page.Locator(".message.agent").Last).ToContainTextAsync(joined);
        await Assertions.Expect(shopper.Page.Locator("#who")).Not.ToContainTextAsync(language == "en" ? "Assistant" : "助手");

        var reply = agentPage.Locator("#reply-text");
        await reply.PressSequentiallyAsync("Hello there");
        await Assertions.Expect(shopper.Page.Locator("#typing .writer")).ToContainTextAsync(types);
        await agentPage.Locator("#box-reply button.btn-primary").ClickAsync();
        await Assertions.Expect(shopper.Page.Locator(".message.agent").Last).ToContainTextAsync("Hello there");
        await Assertions.Expect(shopper.Page.Locator("#typing")).ToBeHiddenAsync();

        for (var typed = 0; typed < 10 && await agentPage.Locator("#customer-typing").IsHiddenAsync(); typed++)
        {
            await shopper.Box.PressSequentiallyAsync("It was ", new() { Delay = 150 });
        }

        await Assertions.Expect(agentPage.Locator("#customer-typing")).ToBeVisibleAsync();
        var said = await shopper.Bot.CountAsync();
        await shopper.Box.FillAsync("It was blue");
        await shopper.Box.PressAsync("Enter");
        await Assertions.Expect(agentPage.Locator("#timeline")).ToContainTextAsync("It was blue");
        (await shopper.Bot.CountAsync()).ShouldBe(said, "the bot is silent while a person has the turn");

        await agentPage.Locator("#chat-bar summary").ClickAsync();
        await agentPage.Locator("#pass-to").SelectOptionAsync("customer_care");
        await agentPage.FillAsync("#pass-note", "please finish this for me");
        await agentPage.Locator(".chat-pass button").ClickAsync();
        await Assertions.Expect(shopper.Bot).Not.ToHaveCountAsync(said);
        await Assertions.Expect(shopper.Page.Locator("#log")).Not.ToContainTextAsync("please finish this for me");
        await Assertions.Expect(agentPage.Locator("#chat-bar .chat-note")).ToContainTextAsync("please finish this for me");
        await agentPage.Locator("#chat-bar form[action$='/chat/take'] button").ClickAsync();
        await Assertions.Expect(shopper.Page.Locator(".message.agent")).ToHaveCountAsync(3);

        await agentPage.Locator("#chat-bar form[action$='/chat/back'] button").ClickAsync();
        await Assertions.Expect(shopper.Page.Locator("#log")).ToContainTextAsync(back);
        await Assertions.Expect(agentPage.Locator("#chat-bar")).Not.ToContainTextAsync(language == "en" ? "Give back" : "转回");

        await agentPage.FillAsync("#reply-text", "One more question");
        await agentPage.Locator("#box-reply button.btn-primary").ClickAsync();
        await Assertions.Expect(shopper.Page.Locator(".message.agent").Last).ToContainTextAsync("One more question");
    }

    [Fact]
    public async Task A_customer_who_falls_silent_is_asked_and_then_the_chat_ends()
    {
        var agentPage = await chromium.OpenAsync("en-GB");
        var agent = new ConsoleAgent(agentPage, _site.Server.Address);
        await agent.SignInAsync();
        await agent.WorkAroundTheClockAsync();
        await agentPage.WaitForResponseAsync(r => r.Url.EndsWith("/chats/notice", StringComparison.Ordinal), new() { Timeout = 20_000 });
        var shopper = await Shopper.OpenAsync(chromium, _site, "zh-Hans");
        await shopper.SayAsync("转人工，我的包裹一直没收到");
        await agentPage.GotoAsync(new Uri(_site.Server.Address, "/console/chats").ToString());
        await agentPage.Locator(".chat-card button").ClickAsync();
        await agentPage.FillAsync("#reply-text", "请问订单号是多少？");
        await agentPage.Locator("#box-reply button.btn-primary").ClickAsync();
        await Assertions.Expect(shopper.Bot.Last).ToContainTextAsync("您还在吗", new() { Timeout = 30_000 });
        await Assertions.Expect(shopper.Page.Locator("#who")).Not.ToContainTextAsync("助手");
        await Assertions.Expect(shopper.Bot.Last).ToContainTextAsync("这次对话先结束了", new() { Timeout = 30_000 });
        await Assertions.Expect(shopper.Page.Locator("#who")).ToContainTextAsync("助手");
    }
}
