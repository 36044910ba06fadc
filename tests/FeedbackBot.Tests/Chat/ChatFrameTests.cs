using System.Net;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FeedbackBot.Tests.Chat;

/// <summary>The chat inside a foreign page, where cookies do not come, and who may put it there.</summary>
public sealed class ChatFrameTests
{
    [Fact]
    public async Task Only_the_chat_may_be_framed_and_only_by_the_sites_listed()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        foreach (var path in new[] { "/chat", "/chat?frame=1&hold=1", "/webchat", "/case", "/privacy", "/no-such-page" })
        {
            var page = await visitor.GetAsync(path);
            var policy = page.Header("Content-Security-Policy");
            policy.ShouldEndWith(path.StartsWith("/chat", StringComparison.Ordinal) ? "frame-ancestors 'self' https://shop.example" : "frame-ancestors 'none'");
            policy.ShouldContain("default-src 'none'");
            policy.ShouldNotContain("unsafe");
            page.Header("X-Content-Type-Options").ShouldBe("nosniff");
        }
    }

    [Fact]
    public async Task A_fresh_frame_carries_its_token_and_sets_no_cookie()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(Languages.English, cookies: false);
        var page = await visitor.GetAsync("/chat?frame=1");
        page.Header("Set-Cookie").ShouldBeEmpty();
        page.Raw.ShouldContain("data-token=\"" + page.Field("token"));

        await visitor.SayAsync("The kettle leaks");
        visitor.Page.Html.ShouldContain("The kettle leaks");
        visitor.Page.Raw.ShouldContain("data-frame");
        visitor.Page.Header("Set-Cookie").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_waiting_frame_starts_nothing_until_the_widget_says_who_it_is()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(Languages.English, cookies: false);
        var page = await visitor.GetAsync("/chat?frame=1&hold=1");
        page.Raw.ShouldContain("data-hold=\"/chat/open\"");
        page.Raw.ShouldNotContain("hx-sse:connect");
        (await server.MessagesAsync()).ShouldBeEmpty();

        var opened = await visitor.PostAsync("/chat/open?lang=en", ("lang", "en"));
        var token = opened.Header("X-Visitor-Token");
        opened.Raw.ShouldContain("hx-sse:connect=\"/chat/stream?lang=en&amp;after=1\"");
        visitor.Http.DefaultRequestHeaders.Add("X-Visitor-Token", token);
        using var form = new MultipartFormDataContent { { new StringContent("The kettle leaks"), "text" } };
        (await visitor.Http.PostAsync("/chat/messages", form)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await visitor.PostAsync("/chat/open?lang=en", ("lang", "en"))).Html.ShouldContain("The kettle leaks");
    }

    [Fact]
    public async Task A_customer_the_site_vouches_for_goes_on_in_another_browser_and_a_forger_does_not()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var office = server.Visit(Languages.English, cookies: false);
        var opened = await office.PostAsync("/chat/open?lang=en", ("userToken", Proof(ChatServer.Secret)));
        office.Http.DefaultRequestHeaders.Add("X-Visitor-Token", opened.Header("X-Visitor-Token"));
        using var form = new MultipartFormDataContent { { new StringContent("The kettle leaks"), "text" } };
        await office.Http.PostAsync("/chat/messages", form);

        using var home = server.Visit(Languages.English, cookies: false);
        (await home.PostAsync("/chat/open?lang=en", ("userToken", Proof(ChatServer.Secret)))).Html.ShouldContain("The kettle leaks");
        using var forger = server.Visit(Languages.English, cookies: false);
        (await forger.PostAsync("/chat/open?lang=en", ("userToken", Proof("another secret, as long as it must be")))).Html.ShouldNotContain("The kettle leaks");
    }

    [Fact]
    public async Task A_form_of_another_page_is_not_taken()
    {
        (string Header, string Value)[] foreign =
            [("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site")];
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");
        foreach (var (header, value) in foreign)
        {
            foreach (var path in new[] { "/chat", "/chat/messages", "/chat/open", "/case" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path);
                request.Headers.Add(header, value);
                request.Content = new MultipartFormDataContent { { new StringContent("I did not write this"), "text" } };
                (await visitor.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{path} {header}: {value}");
            }
        }

        (await server.MessagesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_genuine_web_chat_is_on_the_same_conversation()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");
        await visitor.SayAsync("我要投诉，水壶漏水");

        var page = await visitor.GetAsync("/webchat");
        var token = page.Raw.Split("data-token=\"")[1].Split('"')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/tokens/refresh");
        request.Headers.Authorization = new("Bearer", token);
        var answer = await (await visitor.Http.SendAsync(request)).Content.ReadAsStringAsync();
        var conversation = System.Text.Json.JsonDocument.Parse(answer).RootElement.GetProperty("conversationId").GetString();
        using var read = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities");
        read.Headers.Authorization = new("Bearer", token);
        var activities = await (await visitor.Http.SendAsync(read)).Content.ReadAsStringAsync();

        activities.ShouldContain("我要投诉，水壶漏水");
        page.Header("Content-Security-Policy").ShouldContain("'nonce-" + page.Raw.Split("data-nonce=\"")[1].Split('"')[0]);
    }

    private static string Proof(string secret) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Claims = new Dictionary<string, object> { ["sub"] = "customer-7", ["name"] = "Ada" },
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
        SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256),
    });
}
