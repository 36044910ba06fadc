using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Labels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Saying whether a reading is right, on the page of a case; and the page that counts it.</summary>
[Collection(nameof(ConsoleServer))]
public sealed class ReadingPageTests(ConsoleServer shared)
{
    private static readonly Reading Read = new()
    {
        Language = "en",
        Kind = new(FeedbackKind.Complaint, 0.83),
        Sentiment = new(Sentiment.Negative, -0.6, 0.77),
        Topics = [new("delivery", 0.66)],
        Urgency = Urgency.High,
        Reader = "embedded/of-the-tests",
    };

    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Only_what_was_changed_in_the_form_is_a_word_on_the_reading()
    {
        var number = await FileAsync("the heron never came");
        using var browser = await _server.SignedInAsync();
        var path = Cases.Path(number);
        var answer = await browser.PostAsync(path, path + "/reading",
            ("kind", "suggestion"), ("topic", "delivery"), ("also", "billing"), ("also", "delivery"), ("sentiment", "negative"), ("urgency", "high"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await KeptAsync(number)).Select(c => (c.Head, c.Said, c.Corrected)).ShouldBe([("kind", "complaint", "suggestion"), ("topic", "delivery", "delivery,billing")]);
        var page = await browser.ReadAsync(path);
        page.ShouldContain("corrected what was understood: kind from Complaint to Suggestion");
        page.ShouldContain("read as Complaint, 83%");
        page.ShouldContain("Checked by");
    }

    [Fact]
    public async Task One_click_says_that_the_reading_is_right_and_then_the_button_goes()
    {
        var number = await FileAsync("the heron came late");
        using var browser = await _server.SignedInAsync();
        var path = Cases.Path(number);
        (await browser.ReadAsync(path)).ShouldContain("/reading/right\"");
        var parts = await (await browser.PostAsync(path, path + "/reading/right", asHtmx: true)).Content.ReadAsStringAsync();
        parts.ShouldNotContain("/reading/right\"");
        parts.ShouldContain("Checked by");
        var kept = await KeptAsync(number);
        kept.Select(c => c.Head).ShouldBe(ReadingHead.All);
        kept.ShouldAllBe(c => c.Said == c.Corrected && c.ById != null);
    }

    [Fact]
    public async Task An_account_owner_may_correct_the_cases_of_own_accounts_only()
    {
        var owner = await _server.AddStaffAsync("reading-owner@example.com", StaffRoles.AccountOwner, "Oda");
        var (own, other) = (await FileAsync("my heron", "READ-1"), await FileAsync("their heron", "READ-2"));
        await _server.Work.RunAsync(async db =>
        {
            var now = DateTime.UnixEpoch;
            (await db.AccountOfAsync("READ-1", now)).GiveTo(await db.StaffOfAsync(owner.Email, null, StaffRoles.AccountOwner, now), now);
        });
        using var browser = await _server.SignedInAsync("reading-owner@example.com");
        (await browser.PostAsync(Cases.Path(own), Cases.Path(own) + "/reading", ("kind", "praise"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.PostAsync(Cases.Path(own), Cases.Path(other) + "/reading", ("kind", "praise"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await KeptAsync(own)).Single().Corrected.ShouldBe("praise");
        (await KeptAsync(other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_topic_of_no_list_is_refused_in_words()
    {
        var number = await FileAsync("a heron of no topic");
        using var browser = await _server.SignedInAsync();
        var answer = await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/reading", ("topic", "weather"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Please choose topics from the list.");
    }

    [Fact]
    public async Task The_page_about_the_reader_is_for_managers()
    {
        await _server.AddStaffAsync("reading-agent@example.com", StaffRoles.Agent);
        using var browser = await _server.SignedInAsync("reading-agent@example.com");
        (await browser.GetAsync("/console/settings/reader")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.ReadAsync("/console")).ShouldNotContain("/console/settings/reader");
    }

    [Fact]
    public async Task The_page_tells_model_and_hash_and_gives_figures_from_twenty_words_on()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddStaffAsync("manager@example.com", StaffRoles.Manager, "He", "zh-Hans");
        using var browser = await server.SignedInAsync("manager@example.com");
        var model = server.Services.GetRequiredService<ReadingModel>();
        var empty = await browser.ReadAsync("/console/settings/reader");
        empty.ShouldContain(model.Reader.Name);
        empty.ShouldContain(model.Hash);
        empty.ShouldContain("还没有人确认或更正过");

        await SayAsync(server, 19, "complaint");
        var few = await browser.ReadAsync("/console/settings/reader");
        few.ShouldContain("更正还太少（n=19）");
        few.ShouldNotContain("与员工一致");

        await SayAsync(server, 6, "question");
        var page = await browser.ReadAsync("/console/settings/reader");
        page.ShouldContain("76%</strong> 与员工一致");
        page.ShouldContain("<th scope=\"row\">投诉</th><td>19</td><td>76%</td><td>100%</td>");
        page.ShouldContain("<th scope=\"row\">83%</th><td>25</td><td>76%</td>");
        page.ShouldContain("embedded/of-the-tests");
        page.ShouldNotContain(" style=");
    }

    private Task<long> FileAsync(string subject, string? account = null) =>
        Cases.FileAsync(_server, subject, topic: "delivery", sentiment: Sentiment.Negative, priority: TicketPriority.High, account: account, reading: Read);

    private static async Task SayAsync(TestServer server, int times, string kind)
    {
        for (var i = 0; i < times; i++)
        {
            var number = await Cases.FileAsync(server, "heron", reading: Read);
            await server.Work.RunAsync(db => server.Services.GetRequiredService<CorrectReading>()
                .RunAsync(db, number, new(ColumnForms.Parse<FeedbackKind>(kind)), Actor.Api("erp")));
        }
    }

    private async Task<IReadOnlyList<Correction>> KeptAsync(long number)
    {
        await using var db = _server.Open();
        return await db.Corrections.AsNoTracking().Where(c => c.TicketNumber == number).OrderBy(c => c.Id).ToListAsync();
    }
}
