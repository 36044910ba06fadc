using System.Net;
using System.Text;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>What only a broken or hostile client posts is refused as its fault, on every form that anybody can reach.</summary>
[Collection(nameof(ConsoleServer))]
public sealed class HostileFormTests(ConsoleServer shared)
{
    private const string Form = "application/x-www-form-urlencoded";

    public static TheoryData<string, string> Bodies => new()
    {
        { "a=%00", Form },
        { string.Join('&', Enumerable.Range(0, 5000).Select(i => $"a{i}=1")), Form },
        { "a=1", Form + "; charset=utf-7" },
        { "--a", "multipart/form-data; boundary=a" },
        { "{}", "application/json" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_no_form_is_refused_and_never_a_failure_of_ours(string body, string type)
    {
        using var browser = shared.Server.NewBrowser();
        var token = Browser.TokenIn(await browser.ReadAsync("/console/sign-in"));
        foreach (var path in new[] { "/console/sign-in", "/console/language", "/setup", "/case", "/chat", "/chat/messages", "/chat/open" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.Add("X-Form-Token", token);
            ((int)(await browser.Http.SendAsync(request)).StatusCode).ShouldBeLessThan(500, path);
        }
    }

    [Theory]
    [InlineData("/chat")]
    [InlineData("/console")]
    [InlineData("/api/v1/tickets")]
    [InlineData("/v3/directline/conversations/x")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/live")]
    [InlineData("/no-such-page")]
    public async Task No_answer_may_be_taken_for_another_type_or_names_the_server(string path)
    {
        using var browser = shared.Server.NewBrowser();
        var answer = await browser.GetAsync(path);
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task An_address_nobody_has_is_locked_after_as_many_tries_and_refused_as_slowly_as_one_that_somebody_has()
    {
        await shared.Server.AddStaffAsync("probed@example.com", FeedbackBot.Accounts.StaffRoles.Agent);
        foreach (var email in new[] { "probed@example.com", "stranger@example.com" })
        {
            using var browser = shared.Server.NewBrowser();
            for (var i = 1; i <= 6; i++)
            {
                var started = TimeProvider.System.GetTimestamp();
                var html = await (await browser.SignInAsync(email, "wrong password")).Content.ReadAsStringAsync();
                TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(290), email);
                html.Contains("locked for 15 minutes", StringComparison.Ordinal).ShouldBe(i >= 5, $"{email}, try {i}");
            }
        }
    }

    [Fact]
    public async Task One_address_cannot_try_passwords_of_many_people_without_end()
    {
        await using var server = await TestServer.StartAsync("--FeedbackBot:RateLimits:Enabled=true", "--FeedbackBot:RateLimits:SignInsPerMinute=3");
        using var browser = server.NewBrowser();
        for (var i = 0; i < 3; i++)
        {
            (await browser.SignInAsync($"person{i}@example.com", "spring 2026")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        var refused = await browser.SignInAsync(TestServer.AdminEmail, TestServer.AdminPassword);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Please wait a minute");
    }
}
