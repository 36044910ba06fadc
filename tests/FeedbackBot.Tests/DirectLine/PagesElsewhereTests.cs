using System.Net;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>Which pages may use the chat from a browser.</summary>
[Collection(nameof(RunningServer))]
public sealed class PagesElsewhereTests(RunningServer running)
{
    private const string ClientHeaders = "accept,authorization,content-type,x-ms-bot-agent,x-requested-with";

    [Fact]
    public async Task The_preflight_of_a_listed_page_allows_what_the_genuine_client_sends()
    {
        foreach (var (method, path) in new[] { ("POST", "tokens/generate"), ("POST", "conversations"), ("GET", "conversations/x/activities"), ("POST", "conversations/x/upload") })
        {
            var allowed = await PreflightAsync(RunningServer.AllowedPage, method, path);
            ((int)allowed.Status).ShouldBeInRange(200, 204);
            allowed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([RunningServer.AllowedPage]);
            string.Join(",", allowed.Headers.GetValues("Access-Control-Allow-Methods")).ShouldContain(method);
            var headers = string.Join(",", allowed.Headers.GetValues("Access-Control-Allow-Headers")).ToLowerInvariant().Split(',');
            ClientHeaders.Split(',').ShouldBeSubsetOf(headers);
        }
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("https://shop.example.com.evil.example.com")]
    [InlineData("http://shop.example.com")]
    [InlineData("https://shop.example.com:8443")]
    [InlineData("null")]
    public async Task A_page_that_is_not_listed_may_nothing(string origin)
    {
        var preflight = await PreflightAsync(origin, "POST", "tokens/generate");
        preflight.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        var refused = await new Visitor(running.Http).CallRawAsync(HttpMethod.Post, "tokens/generate", null, ("Origin", origin));
        refused.ShouldRefuse(HttpStatusCode.Forbidden, "OriginNotAllowed");
        var visitor = await Visitor.ArriveAsync(running.Http);
        (await visitor.CallRawAsync(HttpMethod.Get, $"conversations/{visitor.Conversation}/activities", null, ("Origin", origin)))
            .ShouldRefuse(HttpStatusCode.Forbidden, "OriginNotAllowed");
    }

    [Fact]
    public async Task A_listed_page_our_own_page_and_a_program_get_a_token()
    {
        foreach (var origin in new[] { RunningServer.AllowedPage, $"http://{running.Address.Authority}", null })
        {
            var given = await new Visitor(running.Http).CallRawAsync(HttpMethod.Post, "tokens/generate", null, origin == null ? [] : [("Origin", origin)]);
            given.Status.ShouldBe(HttpStatusCode.OK);
            given.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(origin == RunningServer.AllowedPage);
        }
    }

    [Fact]
    public async Task A_listed_page_may_read_a_refusal_and_when_to_try_again()
    {
        var refused = await new Visitor(running.Http).CallRawAsync(HttpMethod.Post, "tokens/refresh", null, ("Origin", RunningServer.AllowedPage));
        refused.ShouldRefuse(HttpStatusCode.Unauthorized);
        refused.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([RunningServer.AllowedPage]);
        refused.Headers.GetValues("Access-Control-Expose-Headers").ShouldContain("Retry-After");
    }

    [Fact]
    public async Task Behind_a_proxy_on_this_machine_addresses_name_the_public_host()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var again = await visitor.CallRawAsync(
            HttpMethod.Get, $"conversations/{visitor.Conversation}", null, ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "chat.example.com"));
        again.Text("streamUrl").ShouldStartWith("wss://chat.example.com/v3/directline/");
    }

    private async Task<WireAnswer> PreflightAsync(string origin, string method, string path) =>
        await new Visitor(running.Http).CallRawAsync(HttpMethod.Options, path, null,
            ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", ClientHeaders));
}
