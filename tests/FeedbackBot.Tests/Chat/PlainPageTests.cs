using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FeedbackBot.Tests.Chat;

/// <summary>The pages that are only read.</summary>
public sealed class PlainPageTests
{
    [Theory]
    [InlineData(Languages.Chinese, "我们保存什么", "没有找到这个页面", "系统出了点问题")]
    [InlineData(Languages.English, "What we keep", "find that page", "Something went wrong on our side")]
    public async Task Privacy_missing_and_broken_are_said_in_the_visitors_language(string language, string privacy, string missing, string broken)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder, app => app.MapGet("/broken", string (HttpContext _) => throw new InvalidOperationException("secret detail")));
        using var visitor = server.Visit(language);

        (await visitor.GetAsync("/privacy")).Html.ShouldContain(privacy);
        (await visitor.GetAsync("/no-such-page")).Status.ShouldBe(HttpStatusCode.NotFound);
        visitor.Page.Html.ShouldContain(missing);
        (await visitor.GetAsync("/broken")).Status.ShouldBe(HttpStatusCode.InternalServerError);
        visitor.Page.Html.ShouldContain(broken);
        visitor.Page.Html.ShouldNotContain("secret detail");
    }

    [Fact]
    public async Task The_front_door_leads_to_the_chat()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        (await visitor.GetAsync("/?lang=en")).Response.Headers.Location!.OriginalString.ShouldBe("/chat?lang=en");
    }

    [Fact]
    public async Task Programs_get_no_page_where_there_is_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        (await visitor.GetAsync("/v3/directline/no-such-thing")).Raw.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_paint_needs_the_page_one_style_sheet_and_one_script()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        var page = await visitor.GetAsync("/chat");
        System.Text.RegularExpressions.Regex.Matches(page.Raw, "(?:src|href)=\"(/[^\"]*)\"").Select(m => m.Groups[1].Value)
            .Where(address => address.StartsWith("/assets/", StringComparison.Ordinal)).Count().ShouldBe(2);
        page.Raw.Length.ShouldBeLessThan(14_000, "more than fits the first round trip");
        foreach (var asset in new[] { "/assets/", "/widget.js" })
        {
            var address = asset == "/widget.js" ? asset : asset + page.Raw.Split(asset)[1].Split('"')[0];
            (await visitor.Http.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }
    }
}
