using System.Net;
using FeedbackBot.Access;
using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>The settings of promises and the promise card, on a program of its own: what is changed here holds for every case.</summary>
public sealed class PromisePagesTests : IAsyncLifetime
{
    private const string Settings = "/console/settings/promises";
    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_policy_shows_its_due_dates_is_checked_and_saved_as_a_new_version_with_an_entry_in_the_trail()
    {
        using var browser = await _server.SignedInAsync();
        var policy = await CurrentAsync("complaint");
        var path = $"{Settings}/policies/{policy.Id}";
        (string, string)[] form =
        [
            ("name", "complaint"), ("position", "30"), ("kind", "complaint"), ("calendar", policy.CalendarId.ToString()), ("warn", "20"), ("chain", "0 assignee\n30 boss@example.com"),
            ("first_response", "2"), ("first_response_unit", "working_days"), ("first_response_day_off", "stays"), ("resolution", "10"), ("resolution_unit", "calendar_days"), ("resolution_day_off", "next_working_day"),
        ];
        var shown = await browser.PostAsync(path, path, [.. form, ("examples", "1")]);
        (await shown.Content.ReadAsStringAsync()).ShouldContain("end of working day 2, due Tue ");
        (await CurrentAsync("complaint")).Id.ShouldBe(policy.Id);

        var refused = await browser.PostAsync(path, path, [.. form.Where(f => f.Item1 != "chain"), ("chain", "soon everybody")]);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Write each line of the chain");

        (await browser.PostAsync(path, path, form)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var saved = await CurrentAsync("complaint");
        (saved.Version, saved.Targets.FirstResponse, saved.Targets.NextResponse, saved.Alerts!.Chain[1]).ShouldBe(
            (2, new Target(2, TargetUnit.WorkingDays), null, new EscalationStep(30, "boss@example.com")));
        (await browser.ReadAsync("/console/settings/trail?part=policy")).ShouldContain("changed the policy “complaint”, now version 2");

        // Saving from the page of the old version would undo what somebody else has done.
        var late = await browser.PostAsync(path, path, form);
        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await late.Content.ReadAsStringAsync()).ShouldContain("Somebody has changed this meanwhile");
    }

    [Fact]
    public async Task One_policy_for_every_case_stays()
    {
        using var browser = await _server.SignedInAsync();
        var path = $"{Settings}/policies/{(await CurrentAsync("standard")).Id}";
        var refused = await browser.PostAsync(path, path + "/give-up");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("One policy must fit every case");
    }

    [Fact]
    public async Task A_calendar_takes_days_that_differ_and_policies_count_by_its_new_version()
    {
        using var browser = await _server.SignedInAsync();
        var policy = await CurrentAsync("complaint");
        var path = $"{Settings}/calendars/{policy.CalendarId}";
        var bad = await browser.PostAsync(path, path, ("name", "office hours"), ("zone", "Asia/Shanghai"), ("day1", "09:00-18:00, 17:00-19:00"));
        bad.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await bad.Content.ReadAsStringAsync()).ShouldContain("periods must not overlap");

        var added = await browser.PostAsync(path, path + "/day", ("date", "2027-02-20"), ("kind", "extra"), ("hours", ""), ("title", "春节补班"));
        added.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var next = added.Headers.Location!.ToString();
        var half = await browser.PostAsync(next, next + "/day", ("date", "2027-02-19"), ("kind", "changed"), ("hours", "09:00-12:00"), ("title", ""));
        next = half.Headers.Location!.ToString();
        var page = await browser.ReadAsync(next + "?month=2027-02");
        page.ShouldContain("春节补班");
        page.ShouldContain("extra working day");

        await using var db = _server.Open();
        var calendar = await db.Calendars.SingleAsync(c => c.Name == "office hours" && c.ReplacedAt == null);
        (calendar.Version, calendar.Hours.KindOf(new(2027, 2, 20)), calendar.Hours.KindOf(new(2027, 2, 19))).ShouldBe((3, DayKind.Extra, DayKind.Changed));
        (await CurrentAsync("complaint")).CalendarId.ShouldBe(calendar.Id);
        (await db.AuditEntries.CountAsync(e => e.Code == "calendar.changed")).ShouldBe(2);
    }

    [Fact]
    public async Task A_pack_is_switched_on_and_runs_on_the_page_of_the_next_complaint()
    {
        using var browser = await _server.SignedInAsync();
        var calendar = (await CurrentAsync("complaint")).CalendarId;
        var path = $"{Settings}/packs/uk_housing";
        (await browser.PostAsync(path, path, ("on", "1"), ("calendar", calendar.ToString()))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync(path, path, ("on", "1"), ("calendar", calendar.ToString()), ("kind", "complaint"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var number = await Cases.FileAsync(_server, "The roof leaks");
        var page = await browser.ReadAsync(Cases.Path(number));
        page.ShouldContain("Housing Ombudsman Complaint Handling Code (UK): Define, log and acknowledge");
        page.ShouldContain("end of working day 5 after ");

        var letter = $"{Cases.Path(number)}/letters/uk_housing/acknowledgement";
        (await browser.ReadAsync(letter)).ShouldContain(TicketNumber.Format(number));
        (await browser.PostAsync(letter, letter, ("text", "We have your complaint."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var final = $"{Cases.Path(number)}/letters/uk_housing/final";
        (await browser.PostAsync(final, final, ("text", "Our decision: {decision}"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await using var db = _server.Open();
        var clocks = await db.TicketClocks.Where(c => c.TicketNumber == number && c.Policy == "uk_housing").ToListAsync();
        clocks.Single(c => c.Name == "uk_housing.acknowledge").IsRunning.ShouldBeFalse();
        clocks.Single(c => c.Name == "uk_housing.stage_1").IsRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task The_button_beside_the_clocks_says_that_somebody_knows()
    {
        using var browser = await _server.SignedInAsync();
        var number = await Cases.FileAsync(_server, "late again");
        (await browser.ReadAsync(Cases.Path(number))).ShouldNotContain("/promises/acknowledge");
        await _server.Work.RunAsync(async db =>
        {
            var ticket = await db.TicketAsync(number);
            ticket.PromiseWarned(ticket.Clocks[0], ticket.UpdatedAt);
        });
        (await browser.ReadAsync(Cases.Path(number))).ShouldContain("/promises/acknowledge");
        (await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/promises/acknowledge")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await browser.ReadAsync(Cases.Path(number));
        page.ShouldNotContain("/promises/acknowledge");
        page.ShouldContain("nobody is told any more");
    }

    [Fact]
    public async Task Agents_do_not_change_promises()
    {
        await _server.AddStaffAsync("agent@example.com", StaffRoles.Agent);
        using var browser = await _server.SignedInAsync("agent@example.com");
        foreach (var page in new[] { Settings, Settings + "/policies/new", Settings + "/calendars/new", Settings + "/packs/cfpb" })
        {
            (await browser.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    private async Task<PromisePolicy> CurrentAsync(string name)
    {
        await using var db = _server.Open();
        return await db.PromisePolicies.AsNoTracking().SingleAsync(p => p.Name == name && p.ReplacedAt == null);
    }
}
