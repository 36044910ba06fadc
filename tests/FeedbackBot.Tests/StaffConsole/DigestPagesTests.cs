using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Digests in the console: reading, what is to be done, how often, and trying one. The same on SQLite and on PostgreSQL.</summary>
public abstract class DigestPagesTests : IAsyncLifetime
{
    private const string Digests = "/console/digests";
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
    public async Task The_owner_reads_a_digest_notes_what_to_do_and_says_what_came_of_it()
    {
        var (owner, digest) = await DigestAsync("wei@example.com");
        using var own = await _server.SignedInAsync(owner.Email);
        (await own.ReadAsync(Digests)).ShouldContain($"href=\"{Digests}/{digest}\"");
        var page = $"{Digests}/{digest}";
        (await own.ReadAsync(page)).ShouldContain("As it was sent");
        (await own.PostAsync(page, page + "/acknowledge")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await own.ReadAsync(page)).ShouldContain("Read by Wei");
        var (account, due) = (await AccountOfAsync(owner), _server.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var refused = await own.PostAsync(page, page + "/actions", ("account", account), ("text", "call them <b>"), ("due", "soon"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(p => p.ShouldContain("Choose a day from today on"), p => p.ShouldContain("call them &lt;b&gt;</textarea>"));
        (await own.PostAsync(page, page + "/actions", ("account", account), ("text", "call them <b>"), ("due", due))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await own.ReadAsync("/console/accounts/wei")).ShouldContain("call them &lt;b&gt;");
        var action = await ActionAsync(owner);
        (await own.PostAsync(page, $"{page}/actions/{action}/done", ("outcome", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await own.PostAsync(page, $"{page}/actions/{action}/done", ("outcome", "They are content."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await own.ReadAsync(page)).ShouldContain("done: They are content.");
    }

    [Fact]
    public async Task An_owner_chooses_by_which_ways_digests_come_and_a_refusal_keeps_what_was_typed()
    {
        var (owner, digest) = await DigestAsync("ways@example.com");
        using var own = await _server.SignedInAsync(owner.Email);
        (await own.ReadAsync(Digests)).ShouldContain("E-mail to ways@example.com");
        var refused = await own.PostAsync(Digests, Digests + "/ways", ("owner", owner.Id.ToString()), ("email", "1"), ("teams_url", "https://elsewhere.example.com/hook"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(p => p.ShouldContain("https://elsewhere.example.com/hook"), p => p.ShouldContain("aria-invalid=\"true\""));
        (await own.PostAsync(Digests, Digests + "/ways", ("owner", owner.Id.ToString()), ("webhook_url", "https://elsewhere.example.com/hook"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await own.PostAsync(Digests, Digests + "/ways", ("owner", owner.Id.ToString()), ("file", "1"), ("teams_url", "https://x.webhook.office.com/y"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await own.ReadAsync(Digests)).ShouldContain("value=\"https://x.webhook.office.com/y\"");
        (await own.ReadAsync(Digests)).ShouldContain("e-mail: ");
        await _server.AddStaffAsync("ways-agent@example.com", StaffRoles.Agent);
        using var other = await _server.SignedInAsync("ways-agent@example.com");
        (await other.PostAsync(Digests, Digests + "/ways", ("owner", owner.Id.ToString()), ("email", "1"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.PostAsync(Digests, $"{Digests}/{digest}/retry", ("owner", owner.Id.ToString()))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await own.PostAsync(Digests, $"{Digests}/{digest}/retry", ("owner", owner.Id.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task To_anybody_else_a_digest_is_not_there_and_a_manager_does_not_see_the_owners_own_text()
    {
        var (owner, digest) = await DigestAsync("mei@example.com");
        var page = $"{Digests}/{digest}";
        foreach (var (email, roles) in new[] { ("some-agent@example.com", StaffRoles.Agent), ("some-owner@example.com", StaffRoles.AccountOwner) })
        {
            await _server.AddStaffAsync(email, roles);
            using var other = await _server.SignedInAsync(email);
            (await other.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await other.PostAsync(Digests, page + "/acknowledge")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await other.GetAsync($"{Digests}?owner={owner.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await other.GetAsync($"{Digests}/preview?owner={owner.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await other.PostAsync(Digests, Digests + "/rhythm", ("owner", owner.Id.ToString()), ("rhythm", "none"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await _browser.ReadAsync(page)).ShouldNotContain("As it was sent");
        (await _browser.GetAsync(Digests + "/nonsense")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var nobody = _server.NewBrowser();
        (await nobody.GetAsync(page)).Headers.Location!.ToString().ShouldContain("sign-in");
    }

    [Fact]
    public async Task How_often_digests_come_is_the_owners_choice_and_a_managers_goes_on_the_trail()
    {
        var (owner, _) = await DigestAsync("lan@example.com");
        using var own = await _server.SignedInAsync(owner.Email);
        (await own.PostAsync(Digests, Digests + "/rhythm", ("owner", owner.Id.ToString()), ("rhythm", "monthly"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await own.PostAsync(Digests, Digests + "/rhythm", ("owner", owner.Id.ToString()), ("rhythm", "hourly"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RhythmAsync(owner)).ShouldBe(DigestRhythm.Monthly);
        (await _browser.PostAsync(Digests, Digests + "/rhythm", ("owner", owner.Id.ToString()), ("rhythm", "none"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await RhythmAsync(owner)).ShouldBe(DigestRhythm.None);
        (await _browser.ReadAsync("/console/settings/trail?part=account")).ShouldContain("set the digests to Lan: never");
    }

    [Fact]
    public async Task A_digest_is_looked_at_and_sent_to_oneself_as_a_test()
    {
        var (owner, _) = await DigestAsync("bo@example.com");
        (await _browser.ReadAsync(Digests)).ShouldContain($"preview?owner={owner.Id}", customMessage: "a manager without accounts begins with an owner's");
        (await _browser.ReadAsync($"{Digests}/preview?owner={owner.Id}&period=2024-10")).ShouldContain("2024-10");
        (await _browser.GetAsync($"{Digests}/preview?owner={owner.Id}&period=last")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await _browser.PostAsync(Digests, Digests + "/test", ("owner", owner.Id.ToString()), ("period", ""))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using var db = _server.Open();
        (await db.Set<FeedbackBot.Outbox.OutboxItem>().CountAsync(o => o.Destination == TestServer.AdminEmail)).ShouldBe(1);
        (await db.Digests.CountAsync(d => d.OwnerId == owner.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task The_pages_are_there_in_Chinese()
    {
        var (owner, digest) = await DigestAsync("rui@example.com", "zh-Hans");
        using var own = await _server.SignedInAsync(owner.Email);
        (await own.ReadAsync(Digests)).ShouldContain("发送频率");
        (await own.ReadAsync($"{Digests}/{digest}")).ShouldContain("确认已阅");
        (await own.ReadAsync(Digests + "/preview")).ShouldContain("预览客户汇报");
    }

    private async Task<(StaffMember Owner, Guid Digest)> DigestAsync(string email, string language = "en")
    {
        var name = email.Split('@')[0];
        var owner = await _server.AddStaffAsync(email, StaffRoles.AccountOwner, char.ToUpperInvariant(name[0]) + name[1..], language);
        await _server.Work.RunAsync(async db => (await db.AccountOfAsync(name, DateTime.UnixEpoch)).GiveTo(await db.Staff.SingleAsync(s => s.Id == owner.Id), DateTime.UnixEpoch));
        await _server.Services.GetRequiredService<SendDigests>().RunAsync(ownerEmail: email);
        await using var open = _server.Open();
        return (owner, await open.Digests.Where(d => d.OwnerId == owner.Id).Select(d => d.Id).SingleAsync());
    }

    private async Task<string> AccountOfAsync(StaffMember owner)
    {
        await using var db = _server.Open();
        return (await db.Accounts.Where(a => a.OwnerId == owner.Id).Select(a => a.Id).SingleAsync()).ToString();
    }

    private async Task<Guid> ActionAsync(StaffMember owner)
    {
        await using var db = _server.Open();
        return await db.AccountActions.Where(a => a.OwnerId == owner.Id).Select(a => a.Id).SingleAsync();
    }

    private async Task<DigestRhythm> RhythmAsync(StaffMember owner)
    {
        await using var db = _server.Open();
        return await db.Staff.Where(s => s.Id == owner.Id).Select(s => s.DigestRhythm).SingleAsync();
    }
}

public sealed class DigestPagesOnSqliteTests : DigestPagesTests
{
    protected override Task<TestServer> StartAsync() => TestServer.StartAsync();
}

public sealed class DigestPagesOnPostgresTests(PostgresCluster cluster) : DigestPagesTests, IClassFixture<PostgresCluster>
{
    protected override async Task<TestServer> StartAsync() => await TestServer.StartAsync(
        "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
}
