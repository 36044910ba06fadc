using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole;
using FeedbackBot.Host.StaffConsole.Reports;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.Satisfaction;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Reports over real HTTP: the same figures on the page and in every file, and for an account owner only their own.</summary>
public sealed class ReportPagesTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.AddStaffAsync("olga@example.com", StaffRoles.AccountOwner, "Olga");
        await _server.Work.RunAsync(async db =>
        {
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            var olga = await db.Staff.SingleAsync(s => s.Email == "olga@example.com");
            Account own = new("OWN", now), other = new("OTHER", now);
            own.Update(new() { Name = "Own Foods" }, now);
            own.GiveTo(olga, now);
            db.AddRange(own, other);
            db.AddRange(AnswerBook.Csat([5, 5, 4, 1], now.AddDays(-3), Attribution.Of(own) with { Topic = "billing", ListeningPost = "phone" }));
            db.AddRange(AnswerBook.Csat([5, 2], now.AddDays(-40), Attribution.Of(own) with { Topic = "delivery", ListeningPost = "phone" }));
            db.AddRange(AnswerBook.Csat([1, 1, 1, 1, 2, 2], now.AddDays(-3), Attribution.Of(other) with { Topic = "billing", ListeningPost = "webchat" }));
            db.Add(AnswerBook.Csat(1, now.AddDays(-2), Attribution.Of(other) with { Topic = "billing" }, "the parcel was soaked <b>"));
        });
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_overview_tells_every_figure_with_its_n_and_interval()
    {
        using var browser = await _server.SignedInAsync();
        var page = await browser.ReadAsync("/console/satisfaction");
        page.ShouldContain("30.8%");
        page.ShouldContain("n=13, 95% interval 12.7% to 57.6%");
        page.ShouldContain("data-chart");
        (await browser.ReadAsync("/console/satisfaction?last=7")).ShouldContain("n=11");
        (await browser.ReadAsync("/console/satisfaction?topic=delivery")).ShouldContain("not enough answers (n=2)");
    }

    [Fact]
    public async Task An_account_owner_sees_figures_and_words_of_own_accounts_only_on_every_page_and_in_every_file()
    {
        using var browser = await _server.SignedInAsync("olga@example.com");
        var page = await browser.ReadAsync("/console/satisfaction");
        page.ShouldContain("n=6");
        page.ShouldContain("Your accounts only");
        foreach (var kind in new[] { "teams", "topics", "posts", "tiers", "languages", "surveys", "promises", "drivers" })
        {
            (await browser.ReadAsync($"/console/satisfaction/{kind}")).ShouldNotContain("web chat</a>");
        }

        (await browser.ReadAsync("/console/satisfaction/answers")).ShouldNotContain("soaked");
        (await browser.GetAsync("/console/satisfaction?account=OTHER")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("/console/satisfaction/answers?account=OTHER")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("/console/satisfaction/topics/export/csv?account=OTHER")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.ReadAsync("/console/satisfaction?account=OWN")).ShouldContain("Own Foods");
        Rows(await (await browser.GetAsync("/console/satisfaction/topics/export/xlsx")).Content.ReadAsByteArrayAsync(), 1).Select(r => $"{r[0]} {r[1]}").ShouldBe(["Topic Answers", "Billing 4", "Delivery 2"]);
    }

    [Fact]
    public async Task Managers_narrow_every_report_to_the_accounts_of_an_owner_and_owners_gain_nothing_by_it()
    {
        var (olga, manager) = await _server.Work.RunAsync(async db =>
            ((await db.Staff.SingleAsync(s => s.Email == "olga@example.com")).Id, (await db.Staff.FirstAsync(s => s.Email != "olga@example.com")).Id));
        using var browser = await _server.SignedInAsync();
        var page = await browser.ReadAsync($"/console/satisfaction?owner={olga}");
        page.ShouldContain("n=6");
        page.ShouldContain("Accounts of Olga");
        (await browser.ReadAsync($"/console/satisfaction/answers?owner={olga}")).ShouldNotContain("soaked");
        (await browser.ReadAsync("/console/satisfaction/answers")).ShouldContain("soaked");
        (await (await browser.GetAsync($"/console/satisfaction/posts/export/csv?owner={olga}")).Content.ReadAsStringAsync()).ShouldContain("owner,Olga");
        (await browser.GetAsync($"/console/satisfaction?owner={Guid.Empty}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var owner = await _server.SignedInAsync("olga@example.com");
        (await owner.ReadAsync($"/console/satisfaction?owner={manager}")).ShouldContain("n=6");
    }

    [Fact]
    public async Task A_figure_leads_to_the_answers_it_is_made_of()
    {
        using var browser = await _server.SignedInAsync();
        var topics = await browser.ReadAsync("/console/satisfaction/topics?last=28");
        topics.ShouldContain("/console/satisfaction/answers?last=28&amp;topic=billing");
        var answers = await browser.ReadAsync("/console/satisfaction/answers?last=28&topic=billing&metric=csat&value=1");
        answers.ShouldContain("the parcel was soaked &lt;b&gt;");
        answers.Split("CSAT 1/5").Length.ShouldBe(1 + 6);
    }

    [Fact]
    public async Task Where_too_few_answered_for_a_figure_no_chart_table_or_file_splits_them_by_rating()
    {
        var build = _server.Services.GetRequiredService<BuildReport>();
        var staff = await _server.Work.RunAsync(db => db.Staff.SingleAsync(s => s.Email == TestServer.AdminEmail));
        var built = await build.RunAsync("overview", new() { Last = 7, Account = "OTHER" }, staff, ConsoleTexts.In(Languages.English), TimeProvider.System.GetUtcNow().UtcDateTime, default);
        var ratings = built.View.Sections.Single(s => s.Id == "ratings");
        var series = System.Text.Json.JsonDocument.Parse(ratings.Chart!).RootElement.GetProperty("series").EnumerateArray().Select(s => s.GetProperty("data")).ToArray();
        for (var i = 0; i < ratings.Table.Rows.Count; i++)
        {
            var row = ratings.Table.Rows[i];
            var isShown = row[1].Number >= 5;
            row.Skip(2).ShouldAllBe(c => (c.Number != null) == isShown && (c.Text.Length > 0) == isShown);
            series.ShouldAllBe(s => (s[i].ValueKind == System.Text.Json.JsonValueKind.Number) == isShown);
        }

        ratings.Table.Rows.Select(r => r[1].Number).ShouldContain(1);
        ratings.Table.Rows.Select(r => r[1].Number).Max()!.Value.ShouldBeGreaterThanOrEqualTo(5);
        using var browser = await _server.SignedInAsync();
        var csv = await (await browser.GetAsync("/console/satisfaction/overview/export/csv?last=7&account=OTHER")).Content.ReadAsStringAsync();
        csv.ShouldContain(",1,,,,,");
    }

    [Fact]
    public async Task A_claim_that_would_stand_within_one_kind_of_groups_falls_where_all_kinds_are_compared_at_once()
    {
        await _server.Work.RunAsync(db =>
        {
            var day = new DateTime(2025, 3, 10, 12, 0, 0, DateTimeKind.Utc);
            db.AddRange(Enumerable.Range(0, 120).Select(i => AnswerBook.Csat(
                i % 60 < (i < 60 ? 33 : 46) ? 5 : 1, day, new() { Topic = i < 60 ? "billing" : "delivery", ListeningPost = $"post{i % 8}" })));
            return Task.CompletedTask;
        });
        await using var db = _server.Open();
        ReportScope scope = new() { From = new(2025, 3, 1), To = new(2025, 4, 1) };
        var found = await _server.Services.GetRequiredService<ReadDrivers>().RunAsync(db, scope);
        var topics = found[DriverKind.Topic];
        topics.Select(t => t.N).ShouldBe([60L, 60L]);
        found[DriverKind.ListeningPost].Count(d => d.Verdict != DriverVerdict.TooFew).ShouldBe(8);
        topics.ShouldAllBe(t => t.Verdict == DriverVerdict.NoDifference && t.Adjusted > 0.1, "p = 0.012: one of two groups would be a claim, one of ten is none");
    }

    [Fact]
    public async Task Every_report_opens_as_excel_and_csv_with_the_figures_of_the_page()
    {
        using var browser = await _server.SignedInAsync();
        foreach (var kind in new[] { "overview", "teams", "topics", "posts", "tiers", "languages", "promises", "surveys", "hours", "drivers" })
        {
            Rows(await (await browser.GetAsync($"/console/satisfaction/{kind}/export/xlsx")).Content.ReadAsByteArrayAsync(), 0).Count.ShouldBeGreaterThan(0);
        }

        var csv = await (await browser.GetAsync("/console/satisfaction/posts/export/csv")).Content.ReadAsStringAsync();
        csv.ShouldContain("phone,6,");
        var sheet = Rows(await (await browser.GetAsync("/console/satisfaction/posts/export/xlsx")).Content.ReadAsByteArrayAsync(), 1);
        sheet.Single(r => r[0] == "phone")[2].ShouldBe(ScoreFormula.Of(Metric.Csat, new Dictionary<int, long> { [5] = 3, [4] = 1, [1] = 1, [2] = 1 }, 5).Value!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_an_address_asks_for_amiss_narrows_nothing_or_is_refused_with_a_reason()
    {
        using var browser = await _server.SignedInAsync();
        (await browser.ReadAsync("/console/satisfaction?last=x&kind=nonsense&from=2026-13-40&to=zz")).ShouldContain("n=13");
        (await browser.ReadAsync("/console/satisfaction?team=nosuch")).ShouldContain("none yet");
        var refused = await browser.GetAsync("/console/satisfaction?from=1999-01-01&to=2020-01-01");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("at most three years");
        (await browser.GetAsync("/console/satisfaction/export/csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Hours_of_the_week_are_those_of_the_reporting_time_zone()
    {
        await _server.Work.RunAsync(db =>
        {
            foreach (var (number, at) in new[] { (9001L, new DateTime(2026, 11, 9, 20, 30, 0, DateTimeKind.Utc)), (9002L, new DateTime(2026, 11, 9, 21, 0, 0, DateTimeKind.Utc)) })
            {
                var ticket = new Ticket(number, new() { Kind = TicketKind.Complaint, Subject = "x", Description = "x", Language = "en", ListeningPost = "phone", Channel = "api", ConversationId = Guid.CreateVersion7(), ContactId = Guid.CreateVersion7() }, at);
                db.Add(ticket);
            }

            return Task.CompletedTask;
        });
        await using var db = _server.Open();
        var hours = new ReadHours(_server.Services.GetRequiredService<ReadReport>(), Microsoft.Extensions.Options.Options.Create(new SatisfactionOptions { TimeZone = "Asia/Kolkata" }));
        var week = await hours.RunAsync(db, new() { From = new(2026, 11, 1), To = new(2026, 11, 20) });
        week.Count.ShouldBe(168);
        week.Where(h => h.Cases > 0).ShouldBe([new(DayOfWeek.Tuesday, 2, 2, 2)], "half past eight in the evening is two in the morning in Kolkata");
    }

    [Fact]
    public async Task In_a_zone_a_quarter_of_an_hour_off_cases_fall_into_their_own_hour()
    {
        await _server.Work.RunAsync(db =>
        {
            foreach (var (number, minute) in new[] { (9101L, 10), (9102L, 20), (9103L, 40) })
            {
                db.Add(new Ticket(number, new() { Kind = TicketKind.Complaint, Subject = "x", Description = "x", Language = "en", ListeningPost = "phone", Channel = "api", ConversationId = Guid.CreateVersion7(), ContactId = Guid.CreateVersion7() }, new(2026, 11, 9, 18, minute, 0, DateTimeKind.Utc)));
            }

            return Task.CompletedTask;
        });
        await using var db = _server.Open();
        var hours = new ReadHours(_server.Services.GetRequiredService<ReadReport>(), Microsoft.Extensions.Options.Options.Create(new SatisfactionOptions { TimeZone = "Asia/Kathmandu" }));
        var week = await hours.RunAsync(db, new() { From = new(2026, 11, 1), To = new(2026, 11, 20) });
        week.Where(h => h.Cases > 0).ShouldBe([new(DayOfWeek.Monday, 23, 1, 1), new(DayOfWeek.Tuesday, 0, 2, 2)], "18:10 is 23:55 in Kathmandu, 18:20 is five past midnight");
    }

    [Fact]
    public async Task A_case_counts_as_it_goes()
    {
        using var browser = await _server.SignedInAsync();
        var number = await Cases.FileAsync(_server, "heron does not arrive", topic: "delivery", sentiment: FeedbackBot.Understanding.Sentiment.Negative);
        (await browser.ReadAsync("/console/satisfaction")).ShouldContain("1 complaints; 0 resolved so far");
        await _server.Work.RunAsync(async db => (await db.TicketAsync(number)).Resolve(new("c", "r", Responsibility.Us, true), Actor.System, TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromHours(1)));
        (await browser.ReadAsync("/console/satisfaction")).ShouldContain("1 complaints; 1 resolved so far");
        (await browser.ReadAsync("/console/satisfaction/topics")).ShouldContain("/console?status=any&amp;topic=delivery");
    }

    [Fact]
    public async Task A_report_is_kept_shared_and_sent_once_after_each_week_as_a_file_of_what_its_owner_may_see()
    {
        using var browser = await _server.SignedInAsync("olga@example.com");
        await browser.PostAsync("/console/satisfaction/topics", "/console/satisfaction/kept",
            ("kind", "topics"), ("query", "topic=billing&nonsense=1"), ("name", "My billing"), ("schedule", "weekly"), ("format", "xlsx"), ("shared", "1"));
        (await browser.ReadAsync("/console/satisfaction/kept")).ShouldContain("/console/satisfaction/topics?topic=billing\"");
        using var other = await _server.SignedInAsync();
        (await other.ReadAsync("/console/satisfaction/kept")).ShouldContain("shared by Olga");
        var send = _server.Services.GetRequiredService<SendReports>();
        (await send.RunAsync()).ShouldBe(0, "the first is about the week that is running now");
        await _server.Work.RunAsync(async db => (await db.SavedReports.SingleAsync()).Sent("2020-W01"));
        (await send.RunAsync()).ShouldBe(1);
        (await send.RunAsync()).ShouldBe(0);
        await using var db = _server.Open();
        var item = await db.Outbox.SingleAsync(o => o.Destination == "olga@example.com" && o.Payload.Contains("My billing"));
        var email = System.Text.Json.JsonSerializer.Deserialize<Email>(item.Payload, FeedbackBot.Storage.StoredJson.Options)!;
        email.Text.ShouldContain("/console/satisfaction/topics?from=");
        Rows(email.Files!.Single().Content, 1)[0][0].ShouldBe("Topic");
        var id = (await db.SavedReports.SingleAsync()).Id;
        await _server.AddStaffAsync("nosy@example.com", StaffRoles.Agent, "Nosy");
        using var nosy = await _server.SignedInAsync("nosy@example.com");
        (await nosy.PostAsync("/console/satisfaction", $"/console/satisfaction/kept/{id}/delete")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.PostAsync("/console/satisfaction/kept", "/console/satisfaction/kept", ("kind", "topics"), ("query", ""), ("name", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await browser.PostAsync("/console/satisfaction/kept", $"/console/satisfaction/kept/{id}/delete");
        (await browser.ReadAsync("/console/satisfaction/kept")).ShouldContain("No reports are kept yet");
    }

    [Fact]
    public async Task A_report_that_is_only_now_put_on_a_schedule_first_comes_after_the_running_period()
    {
        using var browser = await _server.SignedInAsync("olga@example.com");
        var send = _server.Services.GetRequiredService<SendReports>();
        await KeepAsync("", "none");
        Guid id;
        await using (var db = _server.Open())
        {
            id = (await db.SavedReports.SingleAsync()).Id;
        }

        await KeepAsync($"/{id}", "weekly");
        (await send.RunAsync()).ShouldBe(0);
        await KeepAsync($"/{id}", "monthly");
        (await send.RunAsync()).ShouldBe(0);
        await _server.Work.RunAsync(async db => (await db.SavedReports.SingleAsync()).Sent("2020-01"));
        await KeepAsync($"/{id}", "monthly");
        (await send.RunAsync()).ShouldBe(1, "a change that leaves the schedule takes away nothing that is due");

        Task KeepAsync(string which, string schedule) => browser.PostAsync(
            "/console/satisfaction/topics", "/console/satisfaction/kept" + which, ("kind", "topics"), ("query", ""), ("name", "Mine"), ("schedule", schedule), ("format", "csv"));
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_holds_up_no_other()
    {
        var broken = await _server.AddStaffAsync("broken@example.com", StaffRoles.Manager, "Bo");
        await _server.Work.RunAsync(async db =>
        {
            var olga = await db.Staff.SingleAsync(s => s.Email == "olga@example.com");
            foreach (var owner in new[] { broken.Id, olga.Id, broken.Id })
            {
                db.Add(new SavedReport(owner, new("Mine", "topics", "", false, ReportSchedule.Weekly, ReportFormat.Csv), TimeProvider.System.GetUtcNow().UtcDateTime));
            }
        });
        await using var db = _server.Open();
        await db.Database.ExecuteSqlAsync($"UPDATE staff SET digest_rhythm = 'nonsense' WHERE email = 'broken@example.com'");
        (await _server.Services.GetRequiredService<SendReports>().RunAsync()).ShouldBe(1);
        (await db.SavedReports.CountAsync(r => r.SentPeriod == null)).ShouldBe(2, "what failed stays due");
    }

    [Fact]
    public async Task An_answer_that_counts_for_the_wrong_account_is_disputed_and_every_figure_follows_the_decision()
    {
        await _server.AddStaffAsync("manager@example.com", StaffRoles.Manager, "Mei");
        Guid answer;
        await using (var db = _server.Open())
        {
            answer = (await db.Answers.SingleAsync(a => a.Reason != null)).Id;
        }

        using var owner = await _server.SignedInAsync("olga@example.com");
        (await owner.PostAsync("/console/satisfaction/answers", $"/console/satisfaction/answers/{answer}/dispute", ("reason", "x"))).StatusCode.ShouldBe(HttpStatusCode.NotFound, "not one of Olga's accounts");
        using var raiser = await _server.SignedInAsync();
        var raise = $"/console/satisfaction/answers/{answer}/dispute";
        (await raiser.PostAsync("/console/satisfaction/answers", raise, ("reason", " "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await raiser.PostAsync("/console/satisfaction/answers", raise, ("reason", "This was about Own Foods"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await raiser.PostAsync("/console/satisfaction/answers", raise, ("reason", "again"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Guid dispute;
        await using (var db = _server.Open())
        {
            dispute = (await db.Disputes.SingleAsync()).Id;
        }

        var decide = $"/console/satisfaction/disputes/{dispute}";
        (await raiser.PostAsync("/console/satisfaction", decide, ("decision", "accept"), ("account", "OWN"), ("word", "mine"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "nobody decides their own");
        using var manager = await _server.SignedInAsync("manager@example.com");
        (await manager.ReadAsync("/console/satisfaction/disputes")).ShouldContain("This was about Own Foods");
        (await manager.PostAsync("/console/satisfaction", decide, ("decision", "accept"), ("account", "NOSUCH"), ("word", "yes"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await manager.ReadAsync("/console/satisfaction?account=OWN")).ShouldContain("n=6");
        (await manager.PostAsync("/console/satisfaction", decide, ("decision", "accept"), ("account", "OWN"), ("word", "It was their parcel"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await manager.ReadAsync("/console/satisfaction?account=OWN")).ShouldContain("n=7");
        (await manager.ReadAsync("/console/satisfaction?account=OTHER")).ShouldContain("n=6");
        (await owner.ReadAsync("/console/satisfaction/answers")).ShouldContain("soaked");
        (await manager.ReadAsync("/console/satisfaction/disputes")).ShouldContain("It was their parcel");
        (await _server.Services.GetRequiredService<FeedbackBot.Satisfaction.Rollups.RebuildScores>().VerifyAsync()).ShouldBe(0);
    }

    /// <summary>The text of every cell of a sheet, as a spreadsheet program would read it.</summary>
    private static List<List<string>> Rows(byte[] file, int sheet)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), false);
        var book = document.WorkbookPart!;
        var part = (WorksheetPart)book.GetPartById(book.Workbook.Sheets!.Elements<Sheet>().ElementAt(sheet).Id!);
        return [.. part.Worksheet.Descendants<Row>().Select(r => r.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Select(c => c.InlineString?.InnerText ?? c.CellValue?.Text ?? "").ToList())];
    }
}
