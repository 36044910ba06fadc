using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

[Collection(nameof(ConsoleServer))]
public sealed partial class QueueTests(ConsoleServer shared)
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Filters_in_the_address_narrow_the_list()
    {
        var mark = "kestrel";
        await Cases.FileAsync(_server, $"{mark} one", kind: TicketKind.Complaint, topic: "delivery", sentiment: Sentiment.Negative, priority: TicketPriority.High);
        await Cases.FileAsync(_server, $"{mark} two", kind: TicketKind.Praise, topic: "staff_service", sentiment: Sentiment.Positive);
        await Cases.FileAsync(_server, $"{mark} three", kind: null, topic: "billing");
        using var browser = await _server.SignedInAsync();
        (await SubjectsAsync(browser, $"q={mark}")).ShouldBe(["kestrel three", "kestrel two", "kestrel one"]);
        (await SubjectsAsync(browser, $"q={mark}&kind=praise")).ShouldBe(["kestrel two"]);
        (await SubjectsAsync(browser, $"q={mark}&kind=nobody")).ShouldBe(["kestrel three"]);
        (await SubjectsAsync(browser, $"q={mark}&topic=delivery")).ShouldBe(["kestrel one"]);
        (await SubjectsAsync(browser, $"q={mark}&sentiment=negative&priority=high")).ShouldBe(["kestrel one"]);
        (await SubjectsAsync(browser, $"q={mark}&team=customer_care&status=new")).Count.ShouldBe(3);
        (await SubjectsAsync(browser, $"q={mark}&team=nowhere")).ShouldBeEmpty();
        (await SubjectsAsync(browser, $"q={mark}&view=angry")).ShouldBe(["kestrel one"]);
        (await SubjectsAsync(browser, $"q={mark}&view=resolved")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_two_character_Chinese_word_is_found()
    {
        await Cases.FileAsync(_server, "洗衣机又坏了,没人理我", language: "zh-Hans");
        using var browser = await _server.SignedInAsync();
        (await SubjectsAsync(browser, "q=" + Uri.EscapeDataString("又坏"))).Single().ShouldContain("洗衣机");
    }

    [Fact]
    public async Task Views_of_one_person_follow_assignment()
    {
        var agent = await _server.AddStaffAsync("queue-agent@example.com", StaffRoles.Agent, "Quinn");
        var number = await Cases.FileAsync(_server, "osprey case");
        using var browser = await _server.SignedInAsync("queue-agent@example.com");
        (await SubjectsAsync(browser, "view=mine")).ShouldBeEmpty();
        (await SubjectsAsync(browser, "view=unassigned&q=osprey")).Count.ShouldBe(1);
        await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/assign", ("take", "me"));
        (await SubjectsAsync(browser, "view=mine")).ShouldBe(["osprey case"]);
        (await SubjectsAsync(browser, $"assignee={agent.Id}")).ShouldBe(["osprey case"]);
        (await SubjectsAsync(browser, "view=unassigned&q=osprey")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("view=due&")]
    public async Task Pages_follow_each_other_without_gap_or_repetition(string view)
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < ReadQueue.PageSize + 7; i++)
        {
            await Cases.FileAsync(server, $"case {i}", priority: (TicketPriority)(i % 4));
        }

        using var browser = await server.SignedInAsync();
        var first = await browser.ReadAsync($"/console?{view}");
        var next = WebUtility.HtmlDecode(Next().Match(first).Groups[1].Value);
        var second = await browser.ReadAsync(next);
        Next().IsMatch(second).ShouldBeFalse();
        var all = Subjects(first).Concat(Subjects(second)).ToList();
        all.Count.ShouldBe(ReadQueue.PageSize + 7);
        all.Distinct().Count().ShouldBe(all.Count);
        if (view.Length == 0)
        {
            all[0].ShouldBe($"case {ReadQueue.PageSize + 6}");
        }
    }

    [Theory]
    [InlineData("status=nonsense&kind=1&team=%27%3B--&after=zzz&view=none&assignee=x")]
    [InlineData("q=%22%20OR%201%3D1%20--&topic=%25")]
    [InlineData("after=99999999999999999999999&q=***")]
    public async Task An_address_that_makes_no_sense_is_still_a_page(string query)
    {
        using var browser = await _server.SignedInAsync();
        (await browser.GetAsync("/console?" + query)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_customers_wrote_is_shown_as_text_and_never_as_markup()
    {
        await Cases.FileAsync(_server, "<img src=x onerror=alert(1)> falcon");
        using var browser = await _server.SignedInAsync();
        var html = await browser.ReadAsync("/console?q=falcon");
        html.ShouldContain("&lt;img src=x");
        html.ShouldNotContain("<img src=x");
    }

    [Fact]
    public async Task A_waiting_page_is_told_when_a_case_comes_in()
    {
        using var browser = await _server.SignedInAsync();
        var since = _server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.AddMinutes(1).Ticks;
        using var stream = new StreamReader(await browser.Http.GetStreamAsync($"/console/queue/live?since={since}"));
        (await stream.ReadLineAsync()).ShouldBe(": open");
        await Cases.FileAsync(_server, "heron");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        string? line;
        while ((line = await stream.ReadLineAsync(patience.Token)) != "event: changed")
        {
            line.ShouldNotBeNull();
        }
    }

    private static async Task<IReadOnlyList<string>> SubjectsAsync(Browser browser, string query) => Subjects(await browser.ReadAsync("/console?" + query));

    private static List<string> Subjects(string html) => [.. Subject().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];

    [GeneratedRegex("<a href=\"/console/tickets/[^>]*>([^<]*)</a>")]
    private static partial Regex Subject();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex Next();
}
