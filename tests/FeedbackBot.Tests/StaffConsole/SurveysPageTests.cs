using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Managers see who was not asked and why, and what seeing to low ratings brought about; account owners see that of their own accounts.</summary>
public sealed class SurveysPageTests
{
    [Fact]
    public async Task Who_was_not_asked_and_why_is_shown_to_managers_but_for_cases_hidden_from_them()
    {
        await using var server = await TestServer.StartAsync("--FeedbackBot:Tickets:SurveyDelay=90.00:00:00");
        await server.AddStaffAsync("boss-surveys@example.com", StaffRoles.Manager, "Boss", "en");
        await server.AddStaffAsync("agent-surveys@example.com", StaffRoles.Agent, "Agent", "en");
        var (shown, hidden) = (await Cases.FileAsync(server, "The kettle leaks"), await Cases.FileAsync(server, "Boss was rude"));
        await server.Work.RunAsync(async db =>
        {
            var now = server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            db.SkipSurvey(await db.TicketAsync(shown), Metric.Csat, SurveyKind.Resolution, "fatigue", now);
            var about = await db.TicketAsync(hidden);
            db.SkipSurvey(about, Metric.Csat, SurveyKind.Resolution, "spam", now);
            db.SkipSurvey(about.ContactId, null, Metric.Nps, SurveyKind.CheckIn, "no_address", now);
            await db.RecuseAsync(about, await db.Staff.SingleAsync(s => s.Name == "Boss"), "subject", Actor.System, now);
        });

        using var boss = await server.SignedInAsync("boss-surveys@example.com");
        var page = WebUtility.HtmlDecode(await boss.ReadAsync("/console/surveys"));
        page.ShouldContain(TicketNumber.Format(shown));
        page.ShouldContain("asked something only a short while ago");
        page.ShouldContain("no e-mail address is known");
        page.ShouldContain("0 questions were sent and 2 were not");
        page.ShouldNotContain(TicketNumber.Format(hidden));
        page.ShouldNotContain(">spam<");
        using var agent = await server.SignedInAsync("agent-surveys@example.com");
        (await agent.GetAsync("/console/surveys")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_page_of_an_account_shows_its_own_pairs_of_before_and_after()
    {
        await using var server = await TestServer.StartAsync("--FeedbackBot:Tickets:SurveyDelay=90.00:00:00", "--FeedbackBot:Surveys:DaysBetween=0", "--FeedbackBot:Satisfaction:MinimumAnswers=2");
        foreach (var after in new[] { 4, 5 })
        {
            await PairAsync(server, await Cases.FileAsync(server, "The kettle leaks", account: "HARBOUR"), 1, after);
        }

        await server.Work.RunAsync(db => db.AccountOfAsync("OTHER", DateTime.UnixEpoch.AddYears(50)));
        using var browser = await server.SignedInAsync();
        var page = WebUtility.HtmlDecode(await browser.ReadAsync("/console/accounts/HARBOUR"));
        page.ShouldContain("After low ratings");
        page.ShouldContain("+3.5");
        page.ShouldContain("100%");
        (await browser.ReadAsync("/console/accounts/OTHER")).ShouldContain("No customer has rated us again");
        WebUtility.HtmlDecode(await browser.ReadAsync("/console/surveys")).ShouldContain("+3.5");
    }

    /// <summary>Rated low, seen to, and rated again.</summary>
    private static async Task PairAsync(TestServer server, long number, int before, int after)
    {
        var followUp = await RateAsync(server, number, before);
        (await RateAsync(server, followUp.ShouldNotBeNull(), after)).ShouldBeNull();
    }

    private static async Task<long?> RateAsync(TestServer server, long number, int value)
    {
        var use = server.Services;
        await server.Work.RunAsync(async db => (await db.TicketAsync(number)).Resolve(
            new("seal", "replaced", Responsibility.Us, false), Actor.System, use.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, TimeSpan.FromHours(1)));
        var asked = await server.Work.RunAsync(db => use.GetRequiredService<InviteByLink>().RunAsync(db, Metric.Csat, number, null));
        await use.GetRequiredService<AnswerByLink>().RateAsync(asked.Token, value, null);
        await using var db = server.Open();
        return (await db.Answers.SingleAsync(a => a.InvitationId == asked.Invitation.Id)).CaseNumber;
    }
}
