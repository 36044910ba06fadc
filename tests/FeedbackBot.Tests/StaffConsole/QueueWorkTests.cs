using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Tests.House;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Working in the queue: views that are kept, many cases at once and back again, search with its hits marked, the palette and paper.</summary>
public sealed partial class QueueWorkTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private Browser _browser = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _browser = await _server.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_view_is_kept_shared_renamed_and_deleted()
    {
        await _server.AddStaffAsync("view-agent@example.com", StaffRoles.Agent, "Vera");
        var saved = await _browser.PostAsync("/console?kind=complaint&priority=high", "/console/views", ("query", "kind=complaint&priority=high&junk=1"), ("name", "Hot complaints"), ("shared", "*"), ("pinned", "1"));
        saved.Headers.Location!.ToString().ShouldBe("/console?kind=complaint&priority=high");
        using var vera = await _server.SignedInAsync("view-agent@example.com");
        (await vera.ReadAsync("/console")).ShouldContain("Hot complaints");
        var id = Id().Match(await _browser.ReadAsync("/console/views")).Groups[1].Value;

        // An agent may use it, and neither change nor delete it.
        (await vera.ReadAsync("/console/views")).ShouldNotContain("/delete\"");
        (await vera.PostAsync("/console", $"/console/views/{id}/delete")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await _browser.PostAsync("/console/views", $"/console/views/{id}", ("query", "kind=complaint"), ("name", "Complaints"), ("shared", ""), ("pinned", "1"));
        (await vera.ReadAsync("/console")).ShouldNotContain("complaints");
        (await _browser.ReadAsync("/console")).ShouldContain("<span>Complaints</span>");
        await _browser.PostAsync("/console/views", $"/console/views/{id}/delete");
        (await _browser.ReadAsync("/console")).ShouldNotContain("<span>Complaints</span>");
        (await _browser.PostAsync("/console", "/console/views", ("query", ""), ("name", " "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Many_cases_are_resolved_after_a_summary_and_undone_but_for_one_that_was_changed_since()
    {
        var numbers = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            numbers.Add(await Cases.FileAsync(_server, $"leak {i}"));
        }

        await ResolveAsync(numbers[3]);
        (string, string)[] chosen = [.. numbers.Select(n => ("n", $"{n}")), ("verb", "resolve"), ("back", "/console")];
        var first = await HtmlAsync(await _browser.PostAsync("/console", "/console/bulk", chosen));
        first.ShouldContain("Resolve: 4 cases");
        first.ShouldNotContain("/console/bulk/do");
        (string, string)[] said = [.. chosen, ("cause", "worn seal"), ("remedy", "new seal"), ("responsibility", "us"), ("asked", "1")];
        (await HtmlAsync(await _browser.PostAsync("/console", "/console/bulk", said))).ShouldContain("4 cases: 3 will change, 1 need no change.");
        var report = await HtmlAsync(await _browser.PostAsync("/console", "/console/bulk/do", said));
        report.ShouldContain("3 cases changed");
        (await StatusesAsync(numbers)).ShouldAllBe(s => s == TicketStatus.Resolved);

        await _browser.PostAsync(Cases.Path(numbers[0]), Cases.Path(numbers[0]) + "/reopen", ("reason", "still leaks"));
        var undo = Undo().Match(report).Groups[1].Value;
        var undone = await HtmlAsync(await _browser.PostAsync("/console", undo));
        undone.ShouldContain("2 cases are as they were before");
        undone.ShouldContain("Somebody has changed this case since");
        (await StatusesAsync(numbers)).ShouldBe([TicketStatus.Open, TicketStatus.New, TicketStatus.New, TicketStatus.Resolved]);
        (await _browser.PostAsync("/console", undo)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await using var db = _server.Open();
        var back = await db.Tickets.Include(t => t.Clocks).FirstAsync(t => t.Number == numbers[1]);
        (back.Cause, back.SurveyDueAt, back.ResolvedAt).ShouldBe((null, null, null));
        back.Clocks.ShouldAllBe(c => c.StoppedAt == null);
        back.WaitingSince.ShouldNotBeNull();
    }

    [Fact]
    public async Task Each_order_changes_what_it_says_and_is_undone()
    {
        var agent = await _server.AddStaffAsync("bulk-agent@example.com", StaffRoles.Agent, "Bulk");
        var numbers = new[] { await Cases.FileAsync(_server, "one"), await Cases.FileAsync(_server, "two") };
        foreach (var (verb, value, holds) in new (string, string, Func<Ticket, bool>)[]
        {
            ("assign", agent.Id.ToString(), t => t.AssigneeId == agent.Id && t.Status == TicketStatus.Open),
            ("priority", "urgent", t => t.Priority == TicketPriority.Urgent),
            ("tag", "recall 7", t => t.Tags.Contains("recall 7")),
            ("hold", "spare part", t => t.Status == TicketStatus.OnHold),
        })
        {
            (await ReadAsync(numbers)).Any(holds).ShouldBeFalse(verb);
            var report = await HtmlAsync(await _browser.PostAsync("/console", "/console/bulk/do", [.. numbers.Select(n => ("n", $"{n}")), ("verb", verb), ("value", value)]));
            (await ReadAsync(numbers)).ShouldAllBe(t => holds(t), verb);
            if (verb == "tag")
            {
                (await _browser.ReadAsync("/console?tag=recall+7")).ShouldContain("id=\"row-1\"");
            }

            await _browser.PostAsync("/console", Undo().Match(report).Groups[1].Value);
            (await ReadAsync(numbers)).Any(holds).ShouldBeFalse(verb);
        }

        await HtmlAsync(await _browser.PostAsync("/console", "/console/bulk/do", [.. numbers.Select(n => ("n", $"{n}")), ("verb", "merge")]));
        (await ReadAsync(numbers)).Select(t => t.MergedInto).ShouldBe([null, numbers[0]]);
    }

    [Fact]
    public async Task Many_cases_are_tied_to_the_one_that_caused_them_and_untied_again()
    {
        var cause = await Cases.FileAsync(_server, "the outage itself");
        var numbers = new[] { await Cases.FileAsync(_server, "no sound"), await Cases.FileAsync(_server, "no picture"), cause };
        (string, string)[] chosen = [.. numbers.Select(n => ("n", $"{n}")), ("verb", "caused_by"), ("value", TicketNumber.Format(cause)), ("asked", "1")];
        var summary = await HtmlAsync(await _browser.PostAsync("/console", "/console/bulk", chosen));
        summary.ShouldContain("3 cases: 2 will change");
        var report = await HtmlAsync(await _browser.PostAsync("/console", "/console/bulk/do", chosen));
        report.ShouldContain("2 cases changed");
        report.ShouldContain("cannot be linked to itself");
        (await CausedAsync(cause)).ShouldBe([numbers[0], numbers[1]], ignoreOrder: true);
        await _browser.PostAsync("/console", Undo().Match(report).Groups[1].Value);
        (await CausedAsync(cause)).ShouldBeEmpty();
    }

    /// <summary>What was added to a case is found about a second later.</summary>
    private async Task<string> WhenFoundAsync(string word)
    {
        for (var i = 0; i < 50; i++)
        {
            if (await _browser.ReadMarkedAsync("/console?q=" + word) is var html && html.Contains("<mark>", StringComparison.Ordinal))
            {
                return html;
            }

            await Task.Delay(100);
        }

        return "";
    }

    private async Task<IReadOnlyList<long>> CausedAsync(long cause)
    {
        await using var db = _server.Open();
        return await db.TicketLinks.Where(l => l.ToNumber == cause && l.Type == TicketLink.CausedBy).Select(l => l.FromNumber).ToListAsync();
    }

    [Fact]
    public async Task Words_are_found_in_every_case_and_marked_where_they_stand()
    {
        var number = await Cases.FileAsync(_server, "The kettle <leaks> badly");
        await _browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/note", ("text", "plumber comes on Friday"));
        await ResolveAsync(number);
        (await _browser.ReadMarkedAsync("/console?q=leaks")).ShouldContain("The kettle &lt;<mark>leaks</mark>&gt; badly");
        (await WhenFoundAsync("plumber")).ShouldContain("<mark>plumber</mark> comes");
        (await _browser.ReadMarkedAsync("/console?q=plumber&view=mine")).ShouldNotContain("<mark>");
        (await _browser.ReadAsync($"/console?q={TicketNumber.Format(number)}")).ShouldContain($"id=\"row-{number}\"");
    }

    [Fact]
    public async Task A_full_page_is_small_and_its_numbers_are_right()
    {
        for (var i = 0; i < ReadQueue.PageSize + 1; i++)
        {
            await Cases.FileAsync(_server, "洗衣机又坏了,打了三次电话没有人理,我要退款,请尽快处理一下", sentiment: Sentiment.Negative, language: "zh-Hans", account: "A-1");
        }

        var html = await _browser.ReadAsync("/console");
        Encoding.UTF8.GetByteCount(html).ShouldBeLessThan(60_000);
        html.ShouldContain("data-view=\"angry\"");
        Count(html, "open").ShouldBe("51");
        Count(html, "angry").ShouldBe("51");
        Count(html, "mine").ShouldBe("0");
        (await _browser.ReadAsync("/console/queue/accounts")).ShouldContain("51");
    }

    [Fact]
    public async Task The_palette_finds_views_cases_accounts_and_colleagues_and_only_what_one_may_see()
    {
        var number = await Cases.FileAsync(_server, "kestrel trouble", account: "Kestrel-Works");
        await _server.AddStaffAsync("owner-only@example.com", StaffRoles.AccountOwner, "Kestrel Owner");
        var list = await HtmlAsync(await _browser.GetAsync("/console/palette?q=kestrel", asHtmx: true));
        list.ShouldContain(Cases.Path(number));
        list.ShouldContain("/console/accounts/Kestrel-Works");
        list.ShouldContain("Kestrel Owner");
        (await HtmlAsync(await _browser.GetAsync($"/console/palette?q={number}", asHtmx: true))).ShouldContain(Cases.Path(number));
        (await HtmlAsync(await _browser.GetAsync("/console/palette?q=angry", asHtmx: true))).ShouldContain("/console?view=angry");
        using var owner = await _server.SignedInAsync("owner-only@example.com");
        var seen = await HtmlAsync(await owner.GetAsync("/console/palette?q=kestrel", asHtmx: true));
        seen.ShouldNotContain(Cases.Path(number));
        seen.ShouldNotContain("/console/accounts/Kestrel-Works");
    }

    [Fact]
    public async Task A_case_has_a_print_view()
    {
        var number = await Cases.FileAsync(_server, "for the file");
        await _browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/note", ("text", "kept on paper"));
        var html = await _browser.ReadAsync(Cases.Path(number) + "/print");
        html.ShouldContain("kept on paper");
        html.ShouldNotContain("<form");
    }

    [Fact]
    public void Every_key_that_is_listed_does_something()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "src", "FeedbackBot.Host", "Assets", "console", "keys.js"));
        foreach (var (key, _) in KeyMap.All.Where(k => !k.Key.StartsWith("Ctrl", StringComparison.Ordinal)))
        {
            var pressed = key.Replace("Shift ", "", StringComparison.Ordinal).Split(' ');
            Regex.IsMatch(script, pressed.Length == 2 ? $@"\b{pressed[1]}: go\(" : $@"^\s+""?{Regex.Escape(pressed[0])}""?: \(", RegexOptions.Multiline).ShouldBeTrue(key);
        }
    }

    private Task ResolveAsync(long number) => _browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/resolve", ("cause", "x"), ("remedy", "y"), ("responsibility", "us"));

    private async Task<List<Ticket>> ReadAsync(IReadOnlyList<long> numbers)
    {
        await using var db = _server.Open();
        return await db.Tickets.AsNoTracking().Where(t => numbers.Contains(t.Number)).OrderBy(t => t.Number).ToListAsync();
    }

    private async Task<IReadOnlyList<TicketStatus>> StatusesAsync(IReadOnlyList<long> numbers) => [.. (await ReadAsync(numbers)).Select(t => t.Status)];

    private static async Task<string> HtmlAsync(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        return html;
    }

    private static string Count(string html, string view) => Regex.Match(html, $"data-view=\"{view}\".*?nums\">([^<]*)<", RegexOptions.Singleline).Groups[1].Value;

    [GeneratedRegex("/console/views/([0-9a-f-]{36})/delete")]
    private static partial Regex Id();

    [GeneratedRegex("action=\"(/console/bulk/[0-9a-f-]{36}/undo)\"")]
    private static partial Regex Undo();
}
