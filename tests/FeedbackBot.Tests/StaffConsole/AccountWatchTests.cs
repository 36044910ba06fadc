using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.Satisfaction;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>The pages of accounts: watch-list, map, groups, deputies and what belongs to nobody. The same on SQLite and on PostgreSQL.</summary>
public abstract class AccountWatchTests : IAsyncLifetime
{
    private const string List = "/console/accounts";
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
    public async Task The_page_of_an_account_says_quadrant_value_reasons_and_the_moves_between_tiers()
    {
        await AccountAsync("TIED", 900_000, orders: 60, RelationshipLevel.Partnership, [1, 1, 2, 1, 5]);
        await AccountAsync("LITTLE", 1_000);
        (await _browser.ReadAsync(List + "/TIED")).ShouldContain("Nobody has looked yet");
        await LookAsync();
        var page = await _browser.ReadAsync(List + "/TIED");
        page.ShouldContain("Captives: tied, not satisfied");
        page.ShouldContain("Core: high today and in the long run");
        page.ShouldContain("Not satisfied but tied to us: may leave as soon as it can");
        page.ShouldContain("from C to A");
        page.ShouldContain("100%");
        (await _browser.ReadAsync(List + "/LITTLE")).ShouldContain("Not on the watch-list.");
    }

    [Fact]
    public async Task Single_answers_can_be_read_neither_from_the_chart_nor_from_the_mean()
    {
        await AccountAsync("FEW", null, ratings: [1, 5, 5, 4]);
        await AccountAsync("ENOUGH", null, ratings: [1, 5, 5, 4, 1]);
        await _server.Work.RunAsync(async db => db.Add(new Answer(Metric.Nps, 3, Attribution.Of(await db.Accounts.SingleAsync(a => a.ExternalId == "FEW")), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2))));
        await LookAsync();
        var few = await _browser.ReadAsync(List + "/FEW");
        few.ShouldContain("<rect class=\"rating-few\"");
        few.ShouldNotContain("<rect class=\"rating-1\"");
        few.ShouldContain("4, too few to show the ratings");
        few.ShouldContain("<dd class=\"nums\">not enough answers (n=1)</dd>");
        var enough = await _browser.ReadAsync(List + "/ENOUGH");
        enough.ShouldContain("<rect class=\"rating-1\"");
        enough.ShouldNotContain("<rect class=\"rating-few\"");
    }

    [Fact]
    public async Task Answers_about_a_hidden_case_are_in_none_of_the_scores_of_the_page()
    {
        var shown = await Cases.FileAsync(_server, "late again", account: "PART");
        var hidden = await Cases.FileAsync(_server, "about the boss", account: "PART");
        await _server.Work.RunAsync(async db =>
        {
            var (account, now) = (await db.Accounts.SingleAsync(a => a.ExternalId == "PART"), TimeProvider.System.GetUtcNow().UtcDateTime);
            db.AddRange(Enumerable.Range(0, 5).SelectMany(i => new[] { AnswerBook.Csat(5, now.AddHours(-i - 1), Attribution.Of(account), ticket: shown), AnswerBook.Csat(1, now.AddHours(-i - 1), Attribution.Of(account), ticket: hidden) }));
        });
        (await _browser.ReadAsync(List + "/PART")).ShouldContain("n=10, 95% interval");
        await _server.Work.RunAsync(async db => db.Recusals.Add(new(hidden, (await db.Staff.SingleAsync(s => s.Email == TestServer.AdminEmail)).Id, "subject", DateTime.UnixEpoch)));
        var page = await _browser.ReadAsync(List + "/PART");
        page.ShouldContain("n=5, 95% interval");
        page.ShouldNotContain("<rect class=\"rating-1\"");
    }

    [Fact]
    public async Task Looking_again_counts_what_came_since_the_night()
    {
        await AccountAsync("AGAIN", 900_000);
        await LookAsync();
        await Cases.FileAsync(_server, "broken", account: "AGAIN");
        (await _browser.ReadAsync(List + "/AGAIN")).ShouldContain("0 in 90 days");
        (await _browser.PostAsync(List + "/AGAIN", List + "/AGAIN/standing")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _browser.ReadAsync(List + "/AGAIN")).ShouldContain("1 in 90 days; open 1, of them overdue 0");
    }

    [Fact]
    public async Task The_list_is_ordered_by_value_or_watch_and_narrowed_to_both_and_to_quadrant_and_cell()
    {
        await AccountAsync("AAA small", 1_000);
        await AccountAsync("BBB large", 900_000);
        await AccountAsync("CCC tied", 100_000, orders: 60, RelationshipLevel.Partnership, [1, 1, 2, 1, 5]);
        await LookAsync();
        (await OrderAsync("")).ShouldBe("ABC");
        (await OrderAsync("?sort=value")).ShouldBe("BCA");
        (await OrderAsync("?sort=watch")).ShouldBe("CBA");
        (await OrderAsync("?watched=on")).ShouldBe("C");
        (await OrderAsync("?quadrant=hostage")).ShouldBe("C");
        (await OrderAsync("?quadrant=apostle")).ShouldBe("");
        (await OrderAsync("?cell=core&sort=value")).ShouldBe("B");
        (await OrderAsync("?cell=nonsense&sort=nonsense&after=nonsense")).ShouldBe("ABC");

        async Task<string> OrderAsync(string query)
        {
            var page = await _browser.ReadAsync(List + query);
            return string.Concat(new[] { "AAA small", "BBB large", "CCC tied" }.Where(n => page.Contains($">{n}<", StringComparison.Ordinal))
                .OrderBy(n => page.IndexOf($">{n}<", StringComparison.Ordinal)).Select(n => n[0]));
        }
    }

    [Fact]
    public async Task The_map_counts_by_value_and_by_quadrant_and_leads_to_the_lists()
    {
        await AccountAsync("TIED", 900_000, orders: 60, RelationshipLevel.Partnership, [1, 1, 2, 1, 5]);
        await AccountAsync("LITTLE", 1_000);
        await AccountAsync("SILENT", null);
        await LookAsync();
        var map = await _browser.ReadAsync(List + "/map");
        map.ShouldContain("Accounts: 3.");
        map.ShouldContain("On the watch-list: 1");
        map.ShouldContain("cell=core&amp;sort=value\">Core: high today and in the long run <strong class=\"nums\">1</strong>");
        map.ShouldContain("quadrant=hostage&amp;sort=value\">Captives: tied, not satisfied <strong class=\"nums\">1</strong>");
        map.ShouldContain("No value is known of 1.");
        map.ShouldContain("Accounts without an owner: 3");
    }

    [Fact]
    public async Task A_group_of_accounts_is_linked_both_ways_and_an_owner_sees_only_the_own_ones_of_it()
    {
        await AccountAsync("HEAD", null);
        await AccountAsync("BRANCH", null);
        await AccountAsync("OTHER-BRANCH", null);
        var owner = await _server.AddStaffAsync("branch@example.com", StaffRoles.AccountOwner, "Bo");
        await _server.Work.RunAsync(async db =>
        {
            var now = DateTime.UnixEpoch;
            var (head, branch) = (await db.AccountOfAsync("HEAD", now), await db.AccountOfAsync("BRANCH", now));
            branch.PlaceUnder(head, now);
            branch.GiveTo(await db.Staff.SingleAsync(s => s.Id == owner.Id), now);
            (await db.AccountOfAsync("OTHER-BRANCH", now)).PlaceUnder(head, now);
        });
        (await _browser.ReadAsync(List + "/BRANCH")).ShouldContain("href=\"/console/accounts/HEAD\"");
        (await _browser.ReadAsync(List + "/HEAD")).ShouldSatisfyAllConditions(
            p => p.ShouldContain("Accounts below (2)"), p => p.ShouldContain("href=\"/console/accounts/BRANCH\""), p => p.ShouldContain("href=\"/console/accounts/OTHER-BRANCH\""));
        using var own = await _server.SignedInAsync(owner.Email);
        (await own.ReadAsync(List + "/BRANCH")).ShouldNotContain("accounts/HEAD");
        (await own.ReadAsync(List + "/map")).ShouldSatisfyAllConditions(p => p.ShouldContain("Accounts: 1."), p => p.ShouldNotContain("without an owner"));
        (await own.GetAsync("/console/contacts/unassigned")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_manager_chooses_deputies_and_a_deputy_opens_the_account()
    {
        await AccountAsync("STOOD-IN", null);
        var deputy = await _server.AddStaffAsync("dora@example.com", StaffRoles.AccountOwner, "Dora");
        using var own = await _server.SignedInAsync(deputy.Email);
        (await own.GetAsync(List + "/STOOD-IN")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var refused = await _browser.PostAsync(List + "/STOOD-IN", List + "/STOOD-IN/deputies", ("deputy", Guid.CreateVersion7().ToString()));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("There is no such member of staff.");
        (await _browser.PostAsync(List + "/STOOD-IN", List + "/STOOD-IN/deputies", ("deputy", ""), ("deputy", deputy.Id.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await own.ReadAsync(List + "/STOOD-IN")).ShouldContain("<p>Dora</p>");
        (await own.ReadAsync(List + "?mine=on")).ShouldContain(">STOOD-IN<");
        (await own.PostAsync(List + "/STOOD-IN", List + "/STOOD-IN/deputies", ("deputy", ""))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _browser.ReadAsync("/console/settings/trail?part=account")).ShouldContain("set the deputies for the account STOOD-IN: Dora");
    }

    [Fact]
    public async Task Contacts_without_an_account_are_counted_and_listed()
    {
        var unknown = await Cases.FileAsync(_server, "who am I");
        await Cases.FileAsync(_server, "I am known", account: "KNOWN");
        (await _browser.ReadAsync(List + "/map")).ShouldContain("with a case in the last 90 days: 1<");
        (await _browser.ReadAsync("/console/contacts/unassigned")).Split("/console/contacts/0").Length.ShouldBe(2);
        await _server.Work.RunAsync(async db => db.Recusals.Add(new(unknown, (await db.Staff.SingleAsync(s => s.Email == TestServer.AdminEmail)).Id, "subject", DateTime.UnixEpoch)));
        (await _browser.ReadAsync(List + "/map")).ShouldContain("with a case in the last 90 days: 0<");
        (await _browser.ReadAsync("/console/contacts/unassigned")).ShouldContain("Everybody belongs to an account.");
    }

    [Fact]
    public async Task A_manager_brings_in_a_file_and_reads_what_came_of_each_row_in_their_own_language()
    {
        const string Path = List + "/import";
        var rui = await _server.AddStaffAsync("rui@example.com", StaffRoles.Manager, "瑞", language: "zh-Hans");
        using var chinese = await _server.SignedInAsync(rui.Email);
        var report = await UploadAsync(chinese, "externalId,name,annualValue\nUP-1,One,10\nUP-2,Two,lots\n,Three,1\n");
        report.ShouldSatisfyAllConditions(p => p.ShouldContain("新增 1 行，更新 0 行，无变化 0 行，未导入 2 行"), p => p.ShouldContain("第 3 行：格式不正确"), p => p.ShouldContain("第 4 行：缺少必填内容"));
        report.ShouldNotContain("must be");
        (await UploadAsync(_browser, "externalId,name,annualValue\nUP-1,One,10\n")).ShouldContain("0 new, 0 changed, 1 unchanged, 0 refused");
        (await _browser.ReadAsync("/console/settings/trail?part=account")).ShouldContain("瑞 brought in accounts from the file accounts.csv: 1 new or changed");
        (await UploadAsync(_browser, "who,what\n1,2\n")).ShouldContain("Nothing was brought in.");
        (await UploadAsync(_browser, "")).ShouldContain("Choose a CSV file");
        await _server.AddStaffAsync("plain@example.com", StaffRoles.Agent);
        using var agent = await _server.SignedInAsync("plain@example.com");
        (await agent.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await agent.PostAsync(List, Path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        async Task<string> UploadAsync(Browser browser, string rows)
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent(Browser.TokenIn(await browser.ReadAsync(Path))), "form-token" },
                { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(rows)), "file", "accounts.csv" },
            };
            return WebUtility.HtmlDecode(await (await browser.Http.PostAsync(new Uri(Path, UriKind.Relative), form)).Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Every_page_is_there_in_Chinese()
    {
        await AccountAsync("TIED", 900_000, orders: 60, RelationshipLevel.Partnership, [1, 1, 2, 1, 5]);
        await LookAsync();
        var rui = await _server.AddStaffAsync("rui@example.com", StaffRoles.Manager, "瑞", language: "zh-Hans");
        using var browser = await _server.SignedInAsync(rui.Email);
        (await browser.ReadAsync(List + "/TIED")).ShouldContain("被动型：离不开但不满意");
        (await browser.ReadAsync(List + "/map")).ShouldContain("客户分布");
        (await browser.ReadAsync(List + "?watched=on")).ShouldContain("不满意但暂时离不开");
    }

    private async Task LookAsync()
    {
        await _server.Services.GetRequiredService<RecutTiers>().RunAsync();
        await _server.Services.GetRequiredService<KeepStandings>().RunAsync();
    }

    private Task AccountAsync(string id, long? value, int? orders = null, RelationshipLevel? level = null, int[]? ratings = null) => _server.Work.RunAsync(async db =>
    {
        var now = _server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var account = await db.AccountOfAsync(id, now);
        account.Update(new() { AnnualValueMinor = value, Currency = "CNY", OrderCount = orders, RelationshipLevel = level }, now);
        db.AddRange(AnswerBook.Csat(ratings ?? [], now.AddDays(-2), Attribution.Of(account)));
    });
}

public sealed class AccountWatchOnSqliteTests : AccountWatchTests
{
    protected override Task<TestServer> StartAsync() => TestServer.StartAsync();
}

public sealed class AccountWatchOnPostgresTests(PostgresCluster cluster) : AccountWatchTests, IClassFixture<PostgresCluster>
{
    protected override async Task<TestServer> StartAsync() => await TestServer.StartAsync(
        "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
}
