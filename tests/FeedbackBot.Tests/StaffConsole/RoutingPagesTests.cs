using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>The pages of rules, teams, people and unclear cases. The same on SQLite and on PostgreSQL.</summary>
public abstract class RoutingPagesTests : IAsyncLifetime
{
    private const string Rules = "/console/settings/routing";
    private const string Teams = "/console/settings/teams";
    private TestServer _server = null!;
    private Browser _browser = null!;

    protected abstract Task<TestServer> StartAsync();

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _browser = await _server.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_rule_is_tried_saved_moved_and_removed_and_new_cases_follow_it()
    {
        await AddTeamAsync("logistics");
        var before = await Cases.FileAsync(_server, "my parcel is late", topic: "delivery");
        await Cases.FileAsync(_server, "wrong sum", topic: "billing");

        var trial = await Text(_browser.PostAsync(Rules + "/new", Rules + "/new", ("name", "parcels"), ("team", "logistics"), ("topic", "delivery"), ("days", "7")));
        trial.ShouldContain("2 cases, of which 1 would have gone to another team.");
        trial.ShouldContain(TicketNumber.Format(before));
        trial.ShouldContain("Customer care → Logistics (rule “parcels”)");
        await using (var db = _server.Open())
        {
            (await db.RoutingRules.CountAsync()).ShouldBe(0);
        }

        (await SaveAsync("new", ("name", "parcels"), ("team", "logistics"), ("topic", "delivery"), ("skills", "Customs, customs"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var after = await Cases.FileAsync(_server, "my other parcel is late", topic: "delivery");
        (await TeamOfAsync(after), await TeamOfAsync(before)).ShouldBe(("logistics", "customer_care"));
        (await SaveAsync("new", ("name", "everything"), ("team", "customer_care"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _browser.ReadAsync(Rules)).ShouldNotContain("is never reached");
        var everything = await RuleAsync("everything");
        await _browser.PostAsync(Rules, $"{Rules}/{everything.Id}/move", ("way", "up"));
        (await _browser.ReadAsync(Rules)).ShouldContain("“parcels” is never reached: “everything” above it takes everything that would fit.");
        (await _browser.ReadAsync(Rules + "?days=30")).ShouldContain("Dry run over the last 30 days");
        (await TeamOfAsync(await Cases.FileAsync(_server, "a third parcel", topic: "delivery"))).ShouldBe("customer_care");
        await _browser.PostAsync(Rules, $"{Rules}/{everything.Id}/remove");
        var left = await RuleAsync("parcels");
        left.Skills.ShouldBe(["customs"]);
        await using var trail = _server.Open();
        (await trail.AuditEntriesAsync()).ShouldBe(["team.added", "routing.added", "routing.added", "routing.moved", "routing.removed"]);
    }

    [Theory]
    [InlineData("name", "", "Please give a name.")]
    [InlineData("team", "nowhere", "There is no such team.")]
    [InlineData("accounts", "NOBODY-1", "There is no account of one of these numbers.")]
    public async Task What_cannot_hold_is_refused_and_comes_back_as_it_was_typed(string field, string value, string said)
    {
        var fields = new Dictionary<string, string> { ["name"] = "odd one", ["team"] = "customer_care", ["skills"] = "welding", [field] = value };
        var answer = await SaveAsync("new", [.. fields.Select(f => (f.Key, f.Value))]);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        html.ShouldContain("role=\"alert\"");
        html.ShouldContain("value=\"welding\"");
        html.ShouldContain(said);
    }

    [Fact]
    public async Task A_team_gets_people_and_a_way_of_working()
    {
        var mia = await _server.AddStaffAsync("mia@example.com", StaffRoles.Agent, "Mia");
        await AddTeamAsync("returns");
        (await _browser.PostAsync(Teams, Teams, ("key", "Bad Key"), ("name_zh", "x"), ("name_en", "x"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await _browser.PostAsync(Teams, Teams + "/returns/members", ("member", mia.Id.ToString()), ("line", "2"), ("lead", "yes"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _browser.PostAsync(Teams, Teams + "/returns", ("name_zh", "退换"), ("name_en", "Returns desk"), ("away", ""), ("idle", "45"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await _browser.ReadAsync(Teams);
        page.ShouldContain("Returns desk");
        page.ShouldContain("Mia");
        page.ShouldContain("people take cases themselves");
        await using (var db = _server.Open())
        {
            var team = await db.Teams.SingleAsync(t => t.Key == "returns");
            (team.Pushes, team.AwayMinutes, team.IdleMinutes).ShouldBe((false, null, 45));
            var member = await db.TeamMembers.SingleAsync(m => m.TeamId == team.Id);
            (member.Line, member.IsLead).ShouldBe((TeamMember.SecondLine, true));
        }

        await _browser.PostAsync(Teams, Teams + "/returns/members/remove", ("member", mia.Id.ToString()));
        await using var after = _server.Open();
        (await after.TeamMembers.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_desk_holds_languages_skills_room_and_an_absence_with_a_replacement()
    {
        var (ben, eve) = (await _server.AddStaffAsync("ben@example.com", StaffRoles.Agent, "Ben"), await _server.AddStaffAsync("eve@example.com", StaffRoles.Agent, "Eve"));
        var path = $"/console/staff/{ben.Id}";
        (await _browser.PostAsync(path, path, ("speaks", "en"), ("skills", "Refunds，legal"), ("chats", "2"), ("cases", "9"), ("from", "2030-01-02"), ("until", "2030-01-05"), ("replacement", eve.Id.ToString())))
            .StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using (var db = _server.Open())
        {
            var desk = await db.Staff.SingleAsync(s => s.Id == ben.Id);
            desk.Speaks.ShouldBe(["en"]);
            desk.Skills.ShouldBe(["refunds", "legal"]);
            (desk.ChatCapacity, desk.CaseCapacity, desk.AbsentFrom, desk.AbsentUntil, desk.ReplacementId).ShouldBe((2, 9, new DateOnly(2030, 1, 2), new DateOnly(2030, 1, 5), eve.Id));
        }

        (await _browser.ReadAsync("/console/staff")).ShouldContain("refunds");
        (await _browser.PostAsync(path, path, ("chats", "2"), ("cases", "9"), ("from", "2030-01-05"), ("until", "2030-01-02"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await _browser.PostAsync(path, path, ("chats", "-1"), ("cases", "9"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Presence_is_chosen_in_the_shell_and_an_opened_page_is_a_sign_of_life()
    {
        var pat = await _server.AddStaffAsync("pat@example.com", StaffRoles.Agent, "Pat");
        using var browser = await _server.SignedInAsync(pat.Email);
        (await PresenceAsync(pat.Id)).ShouldBe(Presence.Away);
        await browser.Http.SendAsync(new(HttpMethod.Get, "/console") { Headers = { { "Accept", "text/html" } } });
        (await PresenceAsync(pat.Id)).ShouldBe(Presence.Available);
        (await browser.PostAsync("/console", "/console/presence", ("presence", "busy"), ("returnUrl", "/console/accounts"))).Headers.Location!.ToString().ShouldBe("/console/accounts");
        (await browser.PostAsync("/console", "/console/presence", ("presence", "busy"), ("returnUrl", "https://elsewhere.example"))).Headers.Location!.ToString().ShouldBe("/console");
        (await PresenceAsync(pat.Id)).ShouldBe(Presence.Busy);
        (await browser.ReadAsync("/console")).ShouldContain("Your presence: Busy");
        (await (await browser.PostAsync("/console", "/console/presence", asHtmx: true, ("presence", "available"))).Content.ReadAsStringAsync()).ShouldContain("Your presence: Available");
        foreach (var path in new[] { Rules, Teams, $"/console/staff/{pat.Id}", Rules + "/new" })
        {
            (await browser.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Fact]
    public async Task An_unclear_case_gets_its_kind_with_one_click_is_routed_again_and_the_next_comes_up()
    {
        await AddTeamAsync("complaints");
        await SaveAsync("new", ("name", "complaints"), ("team", "complaints"), ("kind", "complaint"));
        var (first, second) = (await Cases.FileAsync(_server, "hmm the thing", kind: null, priority: TicketPriority.Urgent), await Cases.FileAsync(_server, "and the other", kind: null));
        var page = await _browser.ReadAsync("/console/triage");
        page.IndexOf("hmm the thing", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("and the other", StringComparison.Ordinal));
        (await TeamOfAsync(first)).ShouldBe("customer_care");
        var path = "/console/triage/" + TicketNumber.Format(first);
        var next = await Text(_browser.PostAsync("/console/triage", path, asHtmx: true, ("kind", "complaint")));
        next.ShouldContain($"{TicketNumber.Format(first)}: Complaint, now with Complaints.");
        next.ShouldContain("and the other");
        next.ShouldNotContain("hmm the thing");
        (await TeamOfAsync(first)).ShouldBe("complaints");
        await using var db = _server.Open();
        (await db.TicketEvents.Where(e => e.TicketNumber == first).OrderBy(e => e.Sequence).Select(e => e.Code).ToListAsync())
            .ShouldBe(["opened", "routed", "reading_corrected", "routed"]);

        // Not a kind at all is a word too: it does not come up again.
        await _browser.PostAsync("/console/triage", "/console/triage/" + TicketNumber.Format(second), ("kind", "other"));
        (await _browser.ReadAsync("/console/triage")).ShouldContain("No case waits to be classified.");
    }

    [Fact]
    public async Task Every_page_is_there_in_Chinese()
    {
        var rui = await _server.AddStaffAsync("rui@example.com", StaffRoles.Manager | StaffRoles.Agent, "瑞", language: "zh-Hans");
        await Cases.FileAsync(_server, "说不清", kind: null, language: "zh-Hans");
        using var browser = await _server.SignedInAsync(rui.Email);
        foreach (var (path, said) in new[]
        {
            (Rules, "从上往下匹配"), (Rules + "/new", "条件"), (Rules + "?days=7", "最近 7 天的试算结果"), (Teams, "自动分配"), ($"/console/staff/{rui.Id}", "同时处理的数量"), ("/console/triage", "待分类工单"), ("/console/staff", "在岗状态"),
        })
        {
            var html = await browser.ReadAsync(path);
            html.ShouldContain(said, customMessage: path);
            Regex.Matches(html, @">\s*(rules|teams|desk|trial|triage|presence|people)\.[a-z_.]+").ShouldBeEmpty(path);
        }
    }

    private Task<HttpResponseMessage> SaveAsync(string id, params (string Name, string Value)[] fields) => _browser.PostAsync($"{Rules}/{id}", $"{Rules}/{id}", fields);

    private async Task AddTeamAsync(string key) => (await _browser.PostAsync(Teams, Teams, ("key", key), ("name_zh", "团队" + key), ("name_en", char.ToUpperInvariant(key[0]) + key[1..]), ("pushes", "yes")))
        .StatusCode.ShouldBe(HttpStatusCode.Redirect);

    private async Task<string> TeamOfAsync(long number)
    {
        await using var db = _server.Open();
        var team = await db.Tickets.Where(t => t.Number == number).Select(t => t.TeamId).SingleAsync();
        return await db.Teams.Where(t => t.Id == team).Select(t => t.Key).SingleAsync();
    }

    private async Task<RoutingRule> RuleAsync(string name)
    {
        await using var db = _server.Open();
        return await db.RoutingRules.AsNoTracking().SingleAsync(r => r.Name == name);
    }

    private async Task<Presence> PresenceAsync(Guid id)
    {
        await using var db = _server.Open();
        return (await db.Staff.SingleAsync(s => s.Id == id)).PresenceAt(_server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
    }

    private static async Task<string> Text(Task<HttpResponseMessage> answer) => WebUtility.HtmlDecode(await (await answer).Content.ReadAsStringAsync());
}

internal static class Trail
{
    public static async Task<IReadOnlyList<string>> AuditEntriesAsync(this FeedbackBot.Storage.FeedbackDb db) =>
        await db.Set<FeedbackBot.Access.AuditEntry>().OrderBy(e => e.Sequence).Select(e => e.Code).ToListAsync();
}

public sealed class RoutingPagesOnSqliteTests : RoutingPagesTests
{
    protected override Task<TestServer> StartAsync() => TestServer.StartAsync();
}

public sealed class RoutingPagesOnPostgresTests(PostgresCluster cluster) : RoutingPagesTests, IClassFixture<PostgresCluster>
{
    protected override async Task<TestServer> StartAsync() => await TestServer.StartAsync(
        "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
}
