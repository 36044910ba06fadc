using System.Net;
using FeedbackBot.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Who may see what.</summary>
[Collection(nameof(ConsoleServer))]
public sealed class AccessTests(ConsoleServer shared)
{
    private static readonly string[] OpenPages = ["/console/sign-in", "/console/sign-out", "/console/language", "/setup"];
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Without_signing_in_every_route_of_the_console_is_refused()
    {
        var routes = _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal) && !OpenPages.Contains(e.RoutePattern.RawText)).ToList();
        routes.Count.ShouldBeGreaterThan(15);
        using var browser = _server.NewBrowser();
        foreach (var route in routes)
        {
            var path = route.RoutePattern.RawText!.Replace("{id}", "FB-000001", StringComparison.Ordinal)
                .Replace("{attachment:guid}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal).Replace("{*path:nonfile}", "nowhere", StringComparison.Ordinal);
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            var answer = await browser.Http.SendAsync(new(new HttpMethod(method), path));
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, $"{method} {path}");
            answer.Headers.Location!.ToString().ShouldContain("/console/sign-in");
        }
    }

    [Fact]
    public async Task Htmx_is_told_to_leave_for_the_sign_in_page()
    {
        using var browser = _server.NewBrowser();
        var answer = await browser.GetAsync("/console/queue", asHtmx: true);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.GetValues("HX-Redirect").Single().ShouldBe("/console/sign-in");
    }

    [Fact]
    public async Task An_account_owner_sees_the_cases_of_own_accounts_only_and_may_note_but_not_answer()
    {
        var owner = await _server.AddStaffAsync("owner@example.com", StaffRoles.AccountOwner, "Olga");
        var own = await Cases.FileAsync(_server, "egret of my account", account: "OWN-1");
        var other = await Cases.FileAsync(_server, "egret of another", account: "OTHER-1");
        await _server.Work.RunAsync(async db =>
        {
            var now = DateTime.UnixEpoch;
            (await db.AccountOfAsync("OWN-1", now)).GiveTo(await db.StaffOfAsync(owner.Email, null, StaffRoles.AccountOwner, now), now);
        });
        using var browser = await _server.SignedInAsync("owner@example.com");
        var list = await browser.ReadAsync("/console?q=egret");
        list.ShouldContain("egret of my account");
        list.ShouldNotContain("egret of another");
        (await browser.GetAsync(Cases.Path(other))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(Cases.Path(other) + "/live")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("/console/accounts/OTHER-1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("/console/accounts/OWN-1")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.PostAsync(Cases.Path(own), Cases.Path(other) + "/note", ("text", "x"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.PostAsync(Cases.Path(own), Cases.Path(own) + "/reply", ("text", "x"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostAsync(Cases.Path(own), Cases.Path(own) + "/note", ("text", "x"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_list_of_staff_is_for_administrators()
    {
        await _server.AddStaffAsync("only-agent@example.com", StaffRoles.Agent);
        using var browser = await _server.SignedInAsync("only-agent@example.com");
        (await browser.GetAsync("/console/staff")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.ReadAsync("/console")).ShouldNotContain("/console/staff");
    }

    [Theory]
    [InlineData("/console")]
    [InlineData("/console/sign-in")]
    [InlineData("/console/accounts")]
    [InlineData("/setup?code=x")]
    public async Task Pages_of_staff_forbid_foreign_scripts_styles_and_frames(string path)
    {
        using var browser = await _server.SignedInAsync();
        var answer = await browser.GetAsync(path);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("script-src 'self'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldNotContain(" style=");
        html.ShouldNotContain("<script>");
    }
}
