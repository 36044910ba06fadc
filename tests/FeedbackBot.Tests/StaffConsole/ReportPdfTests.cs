using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole;
using FeedbackBot.Host.StaffConsole.Reports;
using FeedbackBot.Host.StaffConsole.Reports.Pdf;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.Satisfaction;
using FeedbackBot.Tests.Satisfaction.Themes;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using UglyToad.PdfPig;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Reports as PDF, and rising themes, over real HTTP; PDFs are read back by another library.</summary>
public sealed class ReportPdfTests : IAsyncLifetime
{
    private static readonly string[] Lid = ["the lid leaks when pouring", "water runs out, the lid leaks", "lid leaks badly", "the kettle's lid leaks onto my hand", "the lid leaks, please replace", "lid leaks since day one"];

    private TestServer _server = null!;
    private Account _own = null!;
    private long _number = 5000;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.AddStaffAsync("olga@example.com", StaffRoles.AccountOwner, "Olga");
        await _server.Work.RunAsync(async db =>
        {
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            var olga = await db.Staff.SingleAsync(s => s.Email == "olga@example.com");
            _own = new("OWN", now);
            _own.Update(new() { Name = "海港食品 Harbour" }, now);
            _own.GiveTo(olga, now);
            db.Add(_own);
            db.AddRange(AnswerBook.Csat([5, 5, 4, 1, 2, 5], now.AddDays(-3), Attribution.Of(_own) with { Topic = "billing", ListeningPost = "phone" }));
        });
        await FileAsync(null, Lid, 3);
        await FileAsync(_own, [.. ThemeCrowd.Everyday(20, true).Select(t => t.Text)], 4);
        await FileAsync(_own, [.. ThemeCrowd.Everyday(60, false).Select(t => t.Text)], 120);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_report_is_a_pdf_whose_title_scope_figures_and_page_numbers_can_be_read_in_both_languages()
    {
        using var browser = await _server.SignedInAsync();
        foreach (var kind in BuildReport.Kinds)
        {
            var answer = await browser.GetAsync($"/console/satisfaction/{kind}/export/pdf?account=OWN");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf", kind);
            TextOf(await answer.Content.ReadAsByteArrayAsync()).ShouldContain("Harbour", Case.Sensitive, kind);
        }

        var english = TextOf(await (await browser.GetAsync("/console/satisfaction/export/pdf".Replace("/export", "/overview/export", StringComparison.Ordinal))).Content.ReadAsByteArrayAsync());
        english.ShouldContain("66.7%");
        english.ShouldContain("n=6, 95% interval 30% to 90.3%");
        english.ShouldContain("Page 1 of ");
        english.ShouldContain("How the figures are counted");
        var chinese = TextOf(await PdfAsync("zh-Hans"));
        chinese.ShouldContain("66.7%");
        chinese.ShouldContain("数据口径说明");
        chinese.ShouldContain("海港食品");
        chinese.ShouldContain("第 1 页，共");
    }

    [Fact]
    public async Task The_document_names_its_title_and_carries_only_the_letters_it_uses()
    {
        var bytes = await PdfAsync("zh-Hans");
        bytes.Length.ShouldBeLessThan(400_000, "the whole font is ten million bytes");
        using var document = PdfDocument.Open(bytes);
        document.Information.Title.ShouldNotBeNullOrEmpty();
        document.NumberOfPages.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_kept_report_comes_as_pdf()
    {
        using var browser = await _server.SignedInAsync("olga@example.com");
        await browser.PostAsync("/console/satisfaction/topics", "/console/satisfaction/kept", ("kind", "topics"), ("query", "topic=billing"), ("name", "Paper"), ("schedule", "weekly"), ("format", "pdf"));
        await _server.Work.RunAsync(async db => (await db.SavedReports.SingleAsync()).Sent("2020-W01"));
        (await _server.Services.GetRequiredService<SendReports>().RunAsync()).ShouldBe(1);
        await using var db = _server.Open();
        var item = await db.Outbox.SingleAsync(o => o.Destination == "olga@example.com" && o.Payload.Contains("Paper"));
        var file = System.Text.Json.JsonSerializer.Deserialize<Email>(item.Payload, FeedbackBot.Storage.StoredJson.Options)!.Files!.Single();
        file.Name.ShouldEndWith(".pdf");
        TextOf(file.Content).ShouldContain("Billing");
    }

    [Fact]
    public async Task Without_a_font_it_is_said_what_to_do_and_a_wrong_font_stops_the_start()
    {
        PdfFont.Find("/nowhere/font.ttf", AppContext.BaseDirectory).ShouldBeNull();
        PdfFont.Find(null, AppContext.BaseDirectory).ShouldBe(Path.Combine(AppContext.BaseDirectory, "fonts", "NotoSansSC-Regular.ttf"));
        var report = await BuildAsync("en");
        Should.Throw<RuleViolation>(() => new WriteReport(Options.Create(new ReportOptions { FontFile = "/nowhere/font.ttf" }), TimeProvider.System).Run(report, ConsoleTexts.In("en"), "pdf"))
            .Code.ShouldBe(WriteReport.NoFont);
        ConsoleTexts.In("zh-Hans")["rule.no_pdf_font"].ShouldContain("FeedbackBot:Reports:FontFile");
        var options = new ReportOptions { FontFile = typeof(ReportPdfTests).Assembly.Location };
        Validator.TryValidateObject(options, new(options), null, true).ShouldBeFalse();
    }

    [Fact]
    public async Task Lines_break_at_blanks_and_between_chinese_characters_and_long_words_are_cut()
    {
        PdfLines.Break("one two three", 7, s => s.Length).ShouldBe(["one two", "three"]);
        PdfLines.Break("快递送得太慢。好", 4, s => s.Length).ShouldBe(["快递送得", "太慢。好"]);
        PdfLines.Break("快递送得慢。好", 5, s => s.Length).ShouldBe(["快递送得", "慢。好"]);
        PdfLines.Break("abcdefghij", 4, s => s.Length).ShouldBe(["abcd", "efgh", "ij"]);
        PdfLines.Break("ab😀😀😀cd", 2, s => s.EnumerateRunes().Count()).ShouldAllBe(line => !line.Contains('\uFFFD') && line.Normalize() == line);
        PdfLines.Break("😀😀😀", 2, s => s.EnumerateRunes().Count()).ShouldBe(["😀😀", "😀"]);
        PdfLines.Break("", 4, s => s.Length).ShouldBe([""]);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Themes_tell_what_rose_with_words_and_lead_to_the_cases_and_an_owner_sees_those_of_own_accounts_only()
    {
        using var browser = await _server.SignedInAsync();
        var page = await browser.ReadAsync("/console/satisfaction/themes");
        page.ShouldContain("“lid leak”: 6 of 16 customers now, none of 30 before");
        page.ShouldContain("the lid leaks, please replace");
        page.ShouldContain("q=lid");
        page.ShouldContain("data-chart");
        using var owner = await _server.SignedInAsync("olga@example.com");
        var own = await owner.ReadAsync("/console/satisfaction/themes");
        own.ShouldNotContain("lid leak");
        own.ShouldNotContain("<table", Case.Insensitive, "where none rose the sentence says so, and no empty section beside it");
        own.ShouldContain("No theme has risen beyond what chance explains");
        (await browser.ReadAsync("/console/satisfaction/themes?account=OWN")).ShouldNotContain("lid leak");
        (await browser.ReadAsync("/console/satisfaction/themes?topic=billing")).ShouldContain("Only 0 customers wrote");
        (await (await browser.GetAsync("/console/satisfaction/themes/export/csv")).Content.ReadAsStringAsync()).ShouldContain("lid leak");
    }

    private static string TextOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        var text = new StringBuilder();
        foreach (var page in document.GetPages())
        {
            text.AppendLine(page.Text);
        }

        return text.ToString();
    }

    private async Task<byte[]> PdfAsync(string language) => _server.Services.GetRequiredService<WriteReport>().Run(await BuildAsync(language), ConsoleTexts.In(language), "pdf").Bytes;

    private async Task<BuiltReport> BuildAsync(string language)
    {
        await using var db = _server.Open();
        var olga = await db.Staff.SingleAsync(s => s.Email == "olga@example.com");
        return await _server.Services.GetRequiredService<BuildReport>().RunAsync(
            "overview", ReportFilter.Parse("account=OWN"), olga, ConsoleTexts.In(language), TimeProvider.System.GetUtcNow().UtcDateTime, CancellationToken.None);
    }

    private Task FileAsync(Account? account, string[] texts, int daysAgo) => _server.Work.RunAsync(db =>
    {
        foreach (var text in texts)
        {
            var at = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-daysAgo);
            var contact = Contact.WithExternalId($"t{++_number}", at);
            var ticket = new Ticket(_number, new()
            {
                Kind = TicketKind.Complaint,
                Subject = "x",
                Description = text,
                Language = "en",
                Topics = ["delivery"],
                ListeningPost = "phone",
                Channel = "api",
                ConversationId = Guid.CreateVersion7(),
                ContactId = contact.Id,
            }, at);
            if (account != null)
            {
                ticket.BelongTo(account);
            }

            db.AddRange(contact, ticket);
        }

        return Task.CompletedTask;
    });
}
