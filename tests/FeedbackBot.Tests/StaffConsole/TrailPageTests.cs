using System.Net;
using FeedbackBot.Access;
using FeedbackBot.Accounts;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>The trail of changes, on a program of its own.</summary>
public sealed class TrailPageTests : IAsyncLifetime
{
    private const string Trail = "/console/settings/trail";
    private const string Replies = "/console/settings/replies";
    private const string Macros = "/console/settings/macros";
    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_all_use_leaves_an_entry_when_it_is_made_changed_and_removed_and_what_is_ones_own_leaves_none()
    {
        using var browser = await _server.SignedInAsync();
        await browser.PostAsync(Replies, Replies, ("title", "Greeting"), ("english", "Hello"), ("sharing", "shared"));
        await browser.PostAsync(Replies, Replies, ("title", "My own"), ("english", "Hello"), ("sharing", "private"));
        await using (var db = _server.Open())
        {
            var reply = await db.CannedReplies.SingleAsync(r => r.Title == "Greeting");
            await browser.PostAsync(Replies, Replies, ("id", reply.Id.ToString()), ("title", "Salute"), ("english", "Hello"), ("sharing", "private"));
            await browser.PostAsync(Replies, $"{Replies}/{(await db.CannedReplies.SingleAsync(r => r.Title == "My own")).Id}/remove");
        }

        await browser.PostAsync(Macros, Macros, ("name", "Tidy"), ("sharing", "shared"), ("note", "tidied"));
        await browser.PostAsync("/console", "/console/views", ("name", "Angry ones"), ("query", "status=open"), ("shared", "*"));
        await browser.PostAsync("/console", "/console/views", ("name", "Only mine"), ("query", "status=open"));
        await using (var db = _server.Open())
        {
            var view = await db.SavedViews.SingleAsync(v => v.Name == "Angry ones");
            await browser.PostAsync("/console/views", $"/console/views/{view.Id}", ("name", "Angry"), ("query", "status=open"), ("shared", ""));
            (await db.AuditEntries.Where(e => e.Code.StartsWith("canned.") || e.Code.StartsWith("macro.") || e.Code.StartsWith("view.")).OrderBy(e => e.Sequence).Select(e => e.Code).ToListAsync())
                .ShouldBe(["canned.made", "canned.changed", "macro.made", "view.made", "view.changed"]);
        }

        var page = await browser.ReadAsync(Trail + "?part=canned");
        page.ShouldContain("made the prepared reply “Greeting”");
        page.ShouldContain("changed the prepared reply “Salute”");
        page.ShouldNotContain("Tidy");
        (await browser.ReadAsync(Trail)).ShouldContain("made the macro “Tidy”");
    }

    [Fact]
    public async Task It_is_turned_page_by_page_and_for_managers_only()
    {
        await _server.Work.RunAsync(db =>
        {
            for (var i = 1; i <= 120; i++)
            {
                db.Audit(Actor.System, new(2026, 11, 23, 1, 0, 0, DateTimeKind.Utc), "macro.made", ("name", $"macro number {i}."));
            }

            return Task.CompletedTask;
        });
        using var browser = await _server.SignedInAsync();
        var (seen, path) = (0, Trail + "?part=macro");
        while (path != null)
        {
            var page = await browser.ReadAsync(path);
            seen += page.Split("macro number ").Length - 1;
            var next = System.Text.RegularExpressions.Regex.Match(page, "rel=\"next\" href=\"([^\"]+)\"");
            path = next.Success ? WebUtility.HtmlDecode(next.Groups[1].Value) : null;
        }

        seen.ShouldBe(120);
        var agent = await _server.AddStaffAsync("trail-agent@example.com", StaffRoles.Agent, "Gil");
        using var other = await _server.SignedInAsync(agent.Email);
        (await other.GetAsync(Trail)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
