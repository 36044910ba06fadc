using System.Globalization;
using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Campaigns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Managers plan a campaign, see how many it reaches, start, pause and stop it, and see what came of it; nobody else may.</summary>
public sealed class CampaignPagesTests : IAsyncLifetime
{
    private const string Campaigns = "/console/surveys/campaigns";
    private TestServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync("--FeedbackBot:Satisfaction:MinimumAnswers=2");
        await _server.AddStaffAsync("boss@example.com", StaffRoles.Manager, "Boss", "en");
        await _server.AddStaffAsync("agent@example.com", StaffRoles.Agent, "Agent", "en");
        await _server.AddStaffAsync("olga@example.com", StaffRoles.AccountOwner, "Olga", "en");
        await _server.Work.RunAsync(db =>
        {
            var account = new Account("HARBOUR", Now);
            account.Update(new() { Name = "Harbour <Foods>", Region = "<North>", AnnualValueMinor = 100 }, Now);
            db.Accounts.Add(account);
            foreach (var (id, email) in new[] { ("one", "one@example.com"), ("two", "two@example.com"), ("silent", null) })
            {
                var contact = Contact.WithExternalId(id, Now);
                contact.Update(new(Email: email), Now);
                contact.BelongTo(account, Now);
                db.Contacts.Add(contact);
            }

            return Task.CompletedTask;
        });
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_campaign_is_planned_looked_at_started_answered_and_stopped()
    {
        using var boss = await _server.SignedInAsync("boss@example.com");
        (await boss.ReadAsync("/console/surveys")).ShouldContain($"href=\"{Campaigns}\"");
        (await boss.ReadAsync(Campaigns)).ShouldContain("There is no campaign yet.");
        (await boss.ReadAsync($"{Campaigns}/new")).ShouldContain("&lt;North&gt;");
        var made = await boss.PostAsync($"{Campaigns}/new", Campaigns, Form(("region", "<North>"), ("top", "5")));
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var path = made.Headers.Location!.ToString();
        var draft = WebUtility.HtmlDecode(await boss.ReadAsync(path));
        draft.ShouldContain("The audience has 3 contacts; 2 of them can be reached by e-mail.");
        draft.ShouldContain("It sends up to 2 e-mails.");
        (await boss.PostAsync(path, path, Form(("region", "<North>"), ("name", "Renamed")))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await boss.PostAsync(path, $"{path}/start")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await boss.PostAsync(path, $"{path}/pause")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await boss.ReadAsync(path)).ShouldContain($"{path}/resume");
        (await boss.PostAsync(path, $"{path}/resume")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await _server.Services.GetRequiredService<SendCampaigns>().RunAsync();
        await AnswerAllAsync();
        var page = WebUtility.HtmlDecode(await boss.ReadAsync(path));
        page.ShouldContain("Left out: no e-mail address is known");
        page.ShouldContain("n=2, 95% interval");
        page.ShouldContain("100% of those asked have answered.");
        page.ShouldContain("Region: <North>");
        var list = await boss.ReadAsync(Campaigns);
        list.ShouldContain("Renamed");
        list.ShouldContain("Done");

        var refused = await boss.PostAsync(path, $"{path}/stop");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("nothing to pause, resume or stop");
        (await boss.ReadAsync("/console/settings/trail?part=campaign")).ShouldContain("Boss started the campaign “Renamed”");
        (await boss.PostAsync(path, $"{path}/explode")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await boss.GetAsync($"{Campaigns}/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("percent", "0", "from 1 to 100.")]
    [InlineData("percent", "ten", "from 1 to 100.")]
    [InlineData("most_per_day", "0", "from 1 to 100000")]
    [InlineData("start_day", "2001-01-01", "choose today or a later day")]
    [InlineData("start_day", "soon", "choose the first day")]
    [InlineData("top", "-5", "from 1 to 10000")]
    [InlineData("days", "", "of how many days")]
    [InlineData("accounts", "NOSUCH", "no account of one of these numbers")]
    [InlineData("region", "", "give at least one condition")]
    public async Task What_is_typed_amiss_is_said_and_stays_in_the_form(string field, string value, string said)
    {
        using var boss = await _server.SignedInAsync("boss@example.com");
        var extra = field == "days" ? ("topic", FeedbackBot.Understanding.FeedbackTopics.All[0]) : ("metric", "ces");
        var answer = await boss.PostAsync($"{Campaigns}/new", Campaigns, Form(("region", "<North>"), extra, ("name", "Kept as it was"), (field, value)));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        page.ShouldContain(said);
        page.ShouldContain("Kept as it was");
        await using var db = _server.Open();
        (await db.Campaigns.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_start_that_reaches_nobody_is_refused_on_the_drafts_own_page()
    {
        using var boss = await _server.SignedInAsync("boss@example.com");
        var path = (await boss.PostAsync($"{Campaigns}/new", Campaigns, Form(("region", "Nowhere")))).Headers.Location!.ToString();
        var refused = await boss.PostAsync(path, $"{path}/start");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Nobody answers to these conditions.");
        await using var db = _server.Open();
        (await db.Campaigns.SingleAsync()).Status.ShouldBe(CampaignStatus.Draft);
    }

    [Theory]
    [InlineData("agent@example.com")]
    [InlineData("olga@example.com")]
    public async Task Nobody_but_managers_sees_or_moves_a_campaign(string email)
    {
        using var boss = await _server.SignedInAsync("boss@example.com");
        var path = (await boss.PostAsync($"{Campaigns}/new", Campaigns, Form(("region", "<North>")))).Headers.Location!.ToString();
        using var other = await _server.SignedInAsync(email);
        foreach (var page in new[] { Campaigns, $"{Campaigns}/new", path })
        {
            (await other.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await other.PostAsync("/console", Campaigns, Form(("region", "<North>")))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await other.PostAsync("/console", $"{path}/start")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await boss.Http.PostAsync($"{path}/start", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "without the form's token nothing is done");
        await using var db = _server.Open();
        (await db.Campaigns.SingleAsync()).Status.ShouldBe(CampaignStatus.Draft);
    }

    private DateTime Now => _server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    private async Task AnswerAllAsync()
    {
        await using var db = _server.Open();
        foreach (var asked in await db.Invitations.Where(i => i.CampaignId != null).Select(i => i.Id).ToListAsync())
        {
            await _server.Work.RunAsync(work => _server.Services.GetRequiredService<RecordAnswer>().RunAsync(work, asked, 9, null));
        }
    }

    /// <summary>A form that is in order, but for what is given; later fields take the place of earlier ones.</summary>
    private (string, string)[] Form(params (string Name, string Value)[] given)
    {
        var fields = new Dictionary<string, string>
        {
            ["name"] = "Spring",
            ["metric"] = "nps",
            ["percent"] = "100",
            ["most_per_day"] = "50",
            ["start_day"] = Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in given)
        {
            fields[name] = value;
        }

        return [.. fields.Select(f => (f.Key, f.Value))];
    }
}
