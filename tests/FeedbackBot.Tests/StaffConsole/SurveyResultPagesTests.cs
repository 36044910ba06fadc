using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tests.Surveys.Made;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>What came of a made survey: figures with n and interval, words masked, below the minimum nothing but the number, and owners see their own accounts only.</summary>
public sealed class SurveyResultPagesTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>, IAsyncLifetime
{
    private const string Results = "/console/satisfaction/made";
    private TestServer _server = null!;
    private StaffMember _boss = null!;

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public Task Figures_words_and_files_are_shown() => ShowAsync();

    [Fact]
    public async Task They_are_the_same_on_PostgreSQL()
    {
        await _server.DisposeAsync();
        await StartAsync("--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
        await ShowAsync();
    }

    private async Task ShowAsync()
    {
        var id = await PublishedAsync();
        await AnswerAsync(id, "h1", ("rating", "5"), ("bought", "a"), ("bought", "b"));
        await AnswerAsync(id, "h2", ("rating", "3"), ("bought", "a"));
        await AnswerAsync(id, "o1", ("rating", "1"));
        using var boss = await _server.SignedInAsync("boss@example.com");
        (await boss.ReadAsync("/console/satisfaction")).ShouldContain($"href=\"{Results}\"");
        (await boss.ReadAsync(Results)).ShouldContain($"{Results}/{id}");
        var page = WebUtility.HtmlDecode(await boss.ReadAsync($"{Results}/{id}"));
        page.ShouldContain("Sent 3, answered 3, declined 0.");
        page.ShouldContain("33.3%");
        page.ShouldContain("Answered by 2 of 3 who saw it.");
        page.ShouldContain(">Bread</th>");
        page.ShouldContain("9.5% – 90.5%", customMessage: "Wilson's interval of 1 in 2");
        page.ShouldContain("stale, my card");
        page.ShouldNotContain("4111 1111");
        var csv = await (await boss.GetAsync($"{Results}/{id}/export/csv")).Content.ReadAsStringAsync();
        csv.ShouldContain("Bread,1,0.5,9.5% – 90.5%");
        (await boss.GetAsync($"{Results}/{id}/export/xlsx")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var olga = await _server.SignedInAsync("olga@example.com");
        var own = WebUtility.HtmlDecode(await olga.ReadAsync($"{Results}/{id}"));
        own.ShouldContain("Sent 1, answered 1");
        own.ShouldContain("Only customers of your accounts are counted.");
        own.ShouldContain("not enough answers", Case.Insensitive);
        own.ShouldNotContain("33.3%");
        own.ShouldNotContain("50%");
    }

    [Fact]
    public async Task Words_of_anonymous_answers_wait_for_enough_of_them_and_stand_in_no_list_of_single_answers()
    {
        var id = await PublishedAsync(isAnonymous: true);
        await AnswerAsync(id, "h1", ("rating", "2"));
        using var boss = await _server.SignedInAsync("boss@example.com");
        WebUtility.HtmlDecode(await boss.ReadAsync($"{Results}/{id}")).ShouldNotContain("stale, my card");
        await AnswerAsync(id, "o1", ("rating", "5"));
        WebUtility.HtmlDecode(await boss.ReadAsync($"{Results}/{id}")).ShouldNotContain("stale, my card", customMessage: "two have answered, but only one in words");
        await AnswerAsync(id, "h2", ("rating", "3"));
        WebUtility.HtmlDecode(await boss.ReadAsync($"{Results}/{id}")).ShouldContain("stale, my card");
        (await boss.ReadAsync("/console/satisfaction/answers")).ShouldNotContain("Satisfaction (CSAT) 2/5");
        (await boss.ReadAsync("/console/satisfaction/answers")).ShouldNotContain("2/5");
        await using var db = _server.Open();
        (await db.Answers.CountAsync(a => a.Source == Answer.Anonymous)).ShouldBe(3);
    }

    private async Task StartAsync(params string[] settings)
    {
        _server = await TestServer.StartAsync([
            "--FeedbackBot:Surveys:DaysBetween=0", "--FeedbackBot:Satisfaction:MinimumAnswers=2", "--FeedbackBot:Surveys:FollowLowAnswers=false", .. settings]);
        _boss = await _server.AddStaffAsync("boss@example.com", StaffRoles.Manager, "Boss");
        var olga = await _server.AddStaffAsync("olga@example.com", StaffRoles.AccountOwner, "Olga");
        var now = _server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await _server.Work.RunAsync(db =>
        {
            var (harbour, other) = (new Account("HARBOUR", now), new Account("OTHER", now));
            other.GiveTo(olga, now);
            db.Accounts.AddRange(harbour, other);
            foreach (var (id, account) in new[] { ("h1", harbour), ("h2", harbour), ("o1", other) })
            {
                var contact = Contact.WithExternalId(id, now);
                contact.BelongTo(account, now);
                db.Contacts.Add(contact);
            }

            return Task.CompletedTask;
        });
    }

    private async Task<Guid> PublishedAsync(bool isAnonymous = false)
    {
        var use = _server.Services;
        var id = await _server.Work.RunAsync(work => use.GetRequiredService<MakeSurvey>().RunAsync(work, "visit", MadeForms.Draft(isAnonymous), _boss));
        await _server.Work.RunAsync(work => use.GetRequiredService<PublishSurvey>().RunAsync(work, id, _boss));
        return id;
    }

    /// <summary>Gives the first page; whoever is asked further says bread, and why.</summary>
    private async Task AnswerAsync(Guid survey, string contact, params (string Question, string Value)[] given)
    {
        var use = _server.Services.GetRequiredService<AnswerMadeSurvey>();
        var token = (await _server.Work.RunAsync(db => _server.Services.GetRequiredService<InviteByLink>().RunAsync(db, survey, null, contact))).Token;
        var link = (await use.GiveAsync(token, null, q => [.. given.Where(g => g.Question == q).Select(g => g.Value)]))!;
        while (link.Ask.Count > 0)
        {
            link = (await use.GiveAsync(token, link.AnswerId, q => [q == "which" ? "b" : "stale, my card is 4111 1111 1111 1111"]))!;
            link.Faults.ShouldBeEmpty();
        }
    }
}
