using System.Net;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Writing where cases were merged or are long: the gate, what is held, files, and what was said earlier; the same on SQLite and on PostgreSQL.</summary>
public abstract class WritingOnMergedTests(WritingServer writing)
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4, 5, 6, 7, 8];
    private readonly TestServer _server = writing.Server;

    [Fact]
    public async Task News_of_each_chat_stops_a_reply_on_a_merged_case()
    {
        var (part, whole) = await MergedAsync(after: 30);
        var (_, browser) = await writing.AgentAsync("Mei");
        var path = Cases.Path(whole);
        foreach (var (said, words) in new[] { (whole, "found it here"), (part, "found it there") })
        {
            var seen = SeenOn(await browser.ReadAsync(path));
            (await StatusAsync(browser, path, "reply", ("text", "nothing new"), ("seen", seen))).ShouldBe(HttpStatusCode.Redirect);
            await SayAsync(said, words);
            var stopped = await browser.PostAsync(path, path + "/reply", ("text", "looking"), ("seen", seen));
            stopped.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, words);
            var page = await stopped.Content.ReadAsStringAsync();
            Between(page, "gate-news", "</ul>").ShouldContain(words);
            (await StatusAsync(browser, path, "reply", ("text", "looking"), ("seen", SeenOn(page)))).ShouldBe(HttpStatusCode.Redirect);
        }
    }

    [Fact]
    public async Task Resolving_and_letters_stop_once_too()
    {
        using (var admin = await _server.SignedInAsync())
        {
            const string pack = "/console/settings/promises/packs/uk_housing";
            var calendar = await writing.ReadAsync(db => db.Calendars.Select(c => c.Id).FirstAsync());
            (await admin.PostAsync(pack, pack, ("on", "1"), ("calendar", calendar.ToString()), ("kind", "complaint"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        var number = await Cases.FileAsync(_server, "gates");
        var (_, browser) = await writing.AgentAsync("Mei");
        var path = Cases.Path(number);
        var letter = path + "/letters/uk_housing/acknowledgement";
        (string, string)[] resolution = [("cause", "worn"), ("remedy", "new"), ("responsibility", "us"), ("message", "bye")];
        var seen = SeenOn(await browser.ReadAsync(path));
        SeenOn(await browser.ReadAsync(letter)).ShouldBe(seen);
        await writing.CustomerSaysAsync(number, "it burns now");
        foreach (var (form, fields) in new[] { (path + "/resolve", resolution), (letter, [("text", "Dear customer")]) })
        {
            var stopped = await browser.PostAsync(path, form, [.. fields, ("seen", seen)]);
            stopped.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, form);
            var page = await stopped.Content.ReadAsStringAsync();
            Between(page, "gate-news", "</ul>").ShouldContain("it burns now");
            (await writing.AgentWordsAsync(number)).ShouldBeEmpty();
        }

        var now = SeenOn(await browser.ReadAsync(path));
        (await browser.PostAsync(path, letter, ("text", "Dear customer"), ("seen", now))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(browser, path, "resolve", [.. resolution, ("seen", now)])).ShouldBe(HttpStatusCode.Redirect);
        (await writing.AgentWordsAsync(number)).ShouldBe(["Dear customer", "bye"]);
    }

    [Fact]
    public async Task A_reply_on_the_page_of_a_merged_case_waits_there_and_can_be_taken_back()
    {
        var (part, whole) = await MergedAsync();
        var (_, browser) = await writing.AgentAsync("Mei");
        var path = Cases.Path(part);
        await browser.PostAsync(path, path + "/reply", ("text", "too early"));
        var held = await writing.ReadAsync(db => db.HeldReplies.FirstAsync(h => h.TicketNumber == whole));
        (await browser.ReadAsync(path)).ShouldContain($"{path}/held/{held.Id}/undo");
        await browser.PostAsync(path, path + "/draft/reply", asHtmx: true, ("text", "too early"));
        (await writing.ReadAsync(db => db.TicketDrafts.AnyAsync(d => d.TicketNumber == part))).ShouldBeFalse("late keystrokes are no draft");
        (await browser.PostAsync(path, $"{path}/held/{held.Id}/undo")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.ReadAsync(path)).ShouldContain(">too early</textarea>");
        await browser.PostAsync(path, path + "/reply", ("text", "right now"));
        held = await writing.ReadAsync(db => db.HeldReplies.FirstAsync(h => h.TicketNumber == whole));
        await browser.PostAsync(path, $"{path}/held/{held.Id}/send");
        (await writing.AgentWordsAsync(whole)).ShouldBe(["right now"]);
        (await writing.AgentWordsAsync(part)).ShouldBe(["right now"]);
    }

    [Fact]
    public async Task Every_customer_who_hears_a_reply_gets_its_files()
    {
        var (part, whole) = await MergedAsync();
        var (_, browser) = await writing.AgentAsync("Mei");
        var path = Cases.Path(part);
        using (var form = new MultipartFormDataContent { { new StringContent(Browser.TokenIn(await browser.ReadAsync(path))), "form-token" }, { new StringContent("see this"), "text" } })
        {
            form.Add(new ByteArrayContent(Png), "files", "label.png");
            (await browser.Http.PostAsync(path + "/reply", form)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        var held = await writing.ReadAsync(db => db.HeldReplies.FirstAsync(h => h.TicketNumber == whole));
        await browser.PostAsync(path, $"{path}/held/{held.Id}/send");
        foreach (var number in new[] { part, whole })
        {
            var chat = await writing.ReadAsync(db => db.Tickets.Where(t => t.Number == number).Select(t => t.ConversationId).FirstAsync());
            var file = (await writing.ReadAsync(db => db.Messages.FirstAsync(m => m.ConversationId == chat && m.Text == "see this"))).Extras!.Attachments!.ShouldHaveSingleItem();
            (await writing.ReadAsync(db => Host.DirectLine.KeepAttachment.FindAsync(db, file.Id, chat))).ShouldNotBeNull();
            (await browser.GetAsync($"/console/attachments/{file.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task What_was_said_long_ago_can_be_opened()
    {
        var number = await Cases.FileAsync(_server, "the very first word");
        await SayAsync(number, [.. Enumerable.Range(1, 650).Select(i => $"word {i}.")]);
        var (_, browser) = await writing.AgentAsync("Mei");
        var path = Cases.Path(number);
        var pages = new List<string> { await browser.ReadAsync(path) };
        while (Between(pages[^1], $"href=\"{path}/earlier?before=", "\"") is { Length: > 0 } before)
        {
            pages.Add(await browser.ReadAsync($"{path}/earlier?before={before}"));
        }

        pages.Count.ShouldBe(3);
        for (var i = 1; i <= 650; i++)
        {
            pages.Count(p => p.Contains($"word {i}.", StringComparison.Ordinal)).ShouldBe(1, $"word {i}");
        }

        var first = await writing.ReadAsync(db => db.Tickets.Where(t => t.Number == number).Select(t => t.FirstSequence).FirstAsync());
        pages[2].ShouldContain($"id=\"m{first}\"");
    }

    [Fact]
    public async Task A_page_that_was_just_read_is_not_read_again_whatever_was_last_in_its_chat()
    {
        var number = await Cases.FileAsync(_server, "the mark");
        await _server.Work.RunAsync(async db =>
        {
            var ticket = await db.TicketAsync(number);
            db.Append(await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId), new(Speaker.Customer, "") { Type = "event" }, writing.Now);
        });
        var (mei, _) = await writing.AgentAsync("Mei");
        var read = _server.Services.GetRequiredService<Host.StaffConsole.Tickets.ReadTicket>();
        var screen = await read.RunAsync(mei, number, CancellationToken.None);
        (await read.MarkAsync(mei, number))!.Value.Mark.ShouldBe(screen.Mark);
    }

    /// <summary>A case that became a part of another, and the two chats.</summary>
    private async Task<(long Part, long Whole)> MergedAsync(int after = 0)
    {
        var (part, whole) = (await Cases.FileAsync(_server, "told there"), await Cases.FileAsync(_server, "told here"));
        var (mei, _) = await writing.AgentAsync("Merger");
        await _server.Work.RunAsync(db => _server.Services.GetRequiredService<MergeTickets>().RunAsync(db, part, whole, Actor.Of(mei)));
        await SayAsync(part, [.. Enumerable.Range(0, after).Select(i => $"there {i}")]);
        return (part, whole);
    }

    private Task SayAsync(long number, params string[] words) => _server.Work.RunAsync(async db =>
    {
        var ticket = await db.TicketAsync(number);
        var chat = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        foreach (var said in words)
        {
            db.Append(chat, new(Speaker.Customer, said) { Language = "en" }, writing.Now);
        }
    });

    private static async Task<HttpStatusCode> StatusAsync(Browser browser, string path, string verb, params (string, string)[] fields) =>
        (await browser.PostAsync(path, $"{path}/{verb}", fields)).StatusCode;

    private static string SeenOn(string page) => Between(page, "name=\"seen\" value=\"", "\"");

    private static string Between(string page, string from, string to)
    {
        var start = page.IndexOf(from, StringComparison.Ordinal);
        return start < 0 ? "" : page[(start + from.Length)..page.IndexOf(to, start + from.Length, StringComparison.Ordinal)];
    }
}

public sealed class WritingOnMergedOnSqliteTests(WritingServer writing) : WritingOnMergedTests(writing), IClassFixture<WritingServer>;

public sealed class WritingOnMergedOnPostgresTests(PostgresWritingServer writing) : WritingOnMergedTests(writing), IClassFixture<PostgresWritingServer>;
