using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Drafts, replies that can be taken back, the gate before sending, and who is there; the same on SQLite and on PostgreSQL.</summary>
public abstract partial class WritingTests(WritingServer writing)
{
    private readonly TestServer _server = writing.Server;

    [Fact]
    public async Task A_sent_reply_is_unseen_by_the_customer_and_taking_it_back_leaves_nothing_but_the_draft()
    {
        var number = await Cases.FileAsync(_server, "taken back");
        var (mei, browser) = await writing.AgentAsync("Mei");
        var (_, colleague) = await writing.AgentAsync("Tom");
        var path = Cases.Path(number);
        await browser.PostAsync(path, path + "/reply", ("text", "far too early"));
        (await writing.AgentWordsAsync(number)).ShouldBeEmpty();
        var held = await HeldAsync(number);
        (held.AuthorId, held.Text).ShouldBe((mei.Id, "far too early"));
        (await TurnAsync(number)).ShouldBe(TurnOwner.Agent, "the bot must not speak in between");
        var waiting = await TicketAsync(number);
        (waiting.Status, waiting.FirstRespondedAt).ShouldBe((TicketStatus.New, null), "nothing was said yet");
        (await browser.ReadAsync(path)).ShouldContain($"{path}/held/{held.Id}/undo");
        var seen = await colleague.ReadAsync(path);
        seen.ShouldContain("far too early");
        seen.ShouldNotContain($"/held/{held.Id}/undo");
        (await colleague.PostAsync(path, $"{path}/held/{held.Id}/undo")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await browser.PostAsync(path, $"{path}/held/{held.Id}/undo", ("text", "and a thought since"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await writing.ReadAsync(db => db.HeldReplies.CountAsync(h => h.TicketNumber == number))).ShouldBe(0);
        (await TurnAsync(number)).ShouldBe(TurnOwner.Bot);
        WebUtility.HtmlDecode(await browser.ReadAsync(path)).ShouldContain(">far too early\n\nand a thought since</textarea>");
        (await _server.Services.GetRequiredService<SendHeldReplies>().RunAsync()).ShouldBe(0);
        (await writing.AgentWordsAsync(number)).ShouldBeEmpty();
        (await TicketAsync(number)).FirstRespondedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_reply_that_is_due_goes_out_once_however_many_send_and_then_the_case_is_answered()
    {
        var number = await Cases.FileAsync(_server, "sent once");
        var (_, browser) = await writing.AgentAsync("Mei");
        var path = Cases.Path(number);
        await browser.PostAsync(path, path + "/reply", ("text", "on our way"));
        var held = await HeldAsync(number);
        var past = writing.Now.AddSeconds(-1);
        await _server.Work.RunAsync(db => db.HeldReplies.Where(h => h.Id == held.Id).ExecuteUpdateAsync(set => set.SetProperty(h => h.DueAt, past)));
        var send = _server.Services.GetRequiredService<SendHeldReplies>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => send.RunAsync())));
        await UntilAsync(async () => (await writing.AgentWordsAsync(number)).Count > 0);
        (await writing.AgentWordsAsync(number)).ShouldBe(["on our way"]);
        var ticket = await TicketAsync(number);
        (ticket.Status, ticket.FirstRespondedAt != null).ShouldBe((TicketStatus.WaitingOnCustomer, true));
        (await browser.PostAsync(path, $"{path}/held/{held.Id}/undo")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Send_now_and_resolving_do_not_wait()
    {
        var (first, second) = (await Cases.FileAsync(_server, "at once"), await Cases.FileAsync(_server, "resolved behind it"));
        var (_, browser) = await writing.AgentAsync("Mei");
        await browser.PostAsync(Cases.Path(first), Cases.Path(first) + "/reply", ("text", "now please"));
        await browser.PostAsync(Cases.Path(first), $"{Cases.Path(first)}/held/{(await HeldAsync(first)).Id}/send");
        (await writing.AgentWordsAsync(first)).ShouldBe(["now please"]);
        await browser.PostAsync(Cases.Path(second), Cases.Path(second) + "/reply", ("text", "what was wrong"));
        await browser.PostAsync(Cases.Path(second), Cases.Path(second) + "/resolve", ("cause", "c"), ("remedy", "r"), ("responsibility", "us"), ("message", "goodbye"));
        (await writing.AgentWordsAsync(second)).ShouldBe(["what was wrong", "goodbye"]);
    }

    [Fact]
    public async Task A_draft_is_there_in_any_browser_whatever_others_do_and_gone_when_it_is_sent()
    {
        var number = await Cases.FileAsync(_server, "begun and left");
        var other = await Cases.FileAsync(_server, "the target of a merge");
        var (mei, browser) = await writing.AgentAsync("Mei");
        var (tom, colleague) = await writing.AgentAsync("Tom");
        var path = Cases.Path(number);
        (await browser.PostAsync(path, path + "/draft/reply", asHtmx: true, ("text", "half a sentence"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.PostAsync(path, path + "/draft/note", ("text", "half a note"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await colleague.PostAsync(path, path + "/assign", ("assignee", tom.Id.ToString()), ("team", "customer_care"));
        await colleague.PostAsync(path, path + "/resolve", ("cause", "c"), ("remedy", "r"), ("responsibility", "us"), ("message", ""));
        await colleague.PostAsync(path, path + "/reopen", ("reason", "again"));
        await browser.PostAsync("/console", "/console/sign-out");
        using var elsewhere = await _server.SignedInAsync(mei.Email);
        var page = await elsewhere.ReadAsync(path);
        page.ShouldContain(">half a sentence</textarea>");
        page.ShouldContain(">half a note</textarea>");
        (await colleague.ReadAsync(path)).ShouldNotContain("half a sentence");
        (await elsewhere.ReadAsync("/console?q=begun")).ShouldContain("Your draft");
        (await colleague.ReadAsync("/console?q=begun")).ShouldNotContain("Your draft");

        await elsewhere.PostAsync(path, path + "/reply", ("text", "a whole sentence"));
        await elsewhere.PostAsync(path, path + "/draft/reply", asHtmx: true, ("text", "a whole sentence"));
        (await writing.ReadAsync(db => db.TicketDrafts.Where(d => d.StaffId == mei.Id).Select(d => d.Box).ToListAsync())).ShouldBe([DraftBox.Note], "keystrokes that arrive late are no draft");
        await elsewhere.PostAsync(path, path + "/note", ("text", "a whole note"));
        (await writing.ReadAsync(db => db.TicketDrafts.CountAsync(d => d.StaffId == mei.Id))).ShouldBe(0);
        await elsewhere.PostAsync(path, path + "/draft/note", ("text", "kept through a merge"));
        await _server.Work.RunAsync(db => _server.Services.GetRequiredService<MergeTickets>().RunAsync(db, number, other, Actor.Of(tom)));
        (await writing.ReadAsync(db => db.TicketDrafts.Where(d => d.StaffId == mei.Id).Select(d => d.Text).ToListAsync())).ShouldBe(["kept through a merge"]);
    }

    [Theory]
    [InlineData("en", "While you were writing, this came in", "Send anyway")]
    [InlineData("zh-Hans", "您撰写期间有新消息", "仍然发送")]
    public async Task What_came_in_meanwhile_is_shown_once_before_sending(string language, string says, string button)
    {
        var number = await Cases.FileAsync(_server, "gate");
        var (mei, browser) = await writing.AgentAsync("Mei", language);
        var path = Cases.Path(number);
        var seen = SeenOn(await browser.ReadAsync(path));
        await writing.CustomerSaysAsync(number, "I have found it, never mind");
        var stopped = await browser.PostAsync(path, path + "/reply", ("text", "we are looking"), ("seen", $"{seen}"));
        stopped.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await stopped.Content.ReadAsStringAsync();
        page.ShouldContain(says);
        page.ShouldContain(button);
        page.ShouldContain("never mind");
        SeenOn(page).ShouldBe(seen + 1);
        page.ShouldContain(">we are looking</textarea>");
        (await writing.ReadAsync(db => db.HeldReplies.CountAsync(h => h.TicketNumber == number))).ShouldBe(0);
        (await browser.PostAsync(path, path + "/reply", ("text", "we are looking"), ("seen", $"{seen + 1}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await HeldAsync(number)).AuthorId.ShouldBe(mei.Id);
    }

    [Fact]
    public async Task A_colleagues_public_reply_stops_too_and_ones_own_does_not()
    {
        var number = await Cases.FileAsync(_server, "two at once");
        var (mei, browser) = await writing.AgentAsync("Mei");
        var (tom, _) = await writing.AgentAsync("Tom");
        var (path, reply) = (Cases.Path(number), _server.Services.GetRequiredService<ReplyToTicket>());
        var seen = SeenOn(await browser.ReadAsync(path));
        await _server.Work.RunAsync(db => reply.RunAsync(db, number, "mine", Actor.Of(mei)));
        (await browser.PostAsync(path, path + "/reply", ("text", "more of mine"), ("seen", $"{seen}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await _server.Work.RunAsync(db => reply.RunAsync(db, number, "Tom's word", Actor.Of(tom)));
        (await browser.PostAsync(path, path + "/reply", ("text", "late"), ("seen", $"{seen}"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Who_looks_and_who_writes_is_on_the_page_and_in_the_queue_until_they_are_gone()
    {
        var number = await Cases.FileAsync(_server, "presence of others");
        var (_, mine) = await writing.AgentAsync("Mei");
        var (li, browser) = await writing.AgentAsync("Li Wei");
        var path = Cases.Path(number);
        await browser.PostAsync(path, path + "/here");
        (await mine.ReadAsync(path)).ShouldContain("Li Wei is looking at this case");
        (await mine.ReadAsync("/console?q=presence")).ShouldContain("Li Wei is looking at this case");
        (await browser.ReadAsync(path)).ShouldNotContain("is looking at this case");
        await browser.PostAsync(path, path + "/draft/reply", ("text", "Dear"));
        (await (await mine.PostAsync(path, path + "/here", asHtmx: true)).Content.ReadAsStringAsync()).ShouldContain("Li Wei is writing a reply");
        var gone = writing.Now - NoteVisit.Stale - TimeSpan.FromSeconds(1);
        await _server.Work.RunAsync(db => db.TicketVisits.Where(v => v.StaffId == li.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.At, gone)));
        (await mine.ReadAsync(path)).ShouldNotContain("Li Wei is");
    }

    [Fact]
    public async Task A_held_reply_outlives_the_process_and_is_delivered_once()
    {
        using var folder = new TemporaryFolder();
        var storage = await FreshStorageAsync();
        long number;
        await using (var first = await TestServer.StartInAsync(folder.Path, ownsFolder: false, ["--FeedbackBot:Tickets:UndoSend=00:01:00", .. storage]))
        {
            number = await Cases.FileAsync(first, "a restart in between");
            var mei = await first.AddStaffAsync("mei@example.com", StaffRoles.Agent, "Mei");
            var hold = first.Services.GetRequiredService<HoldReply>();
            var held = (await first.Work.RunAsync(db => hold.RunAsync(db, number, "still here", Actor.Of(mei))))!;
            var soon = writing.Now.AddSeconds(2);
            await first.Work.RunAsync(db => db.HeldReplies.Where(h => h.Id == held.Id).ExecuteUpdateAsync(set => set.SetProperty(h => h.DueAt, soon)));
        }

        await using var second = await TestServer.StartInAsync(folder.Path, ownsFolder: false, storage);
        await UntilAsync(async () => await SaidAsync(second) > 0);
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        (await SaidAsync(second)).ShouldBe(1);

        async Task<int> SaidAsync(TestServer server)
        {
            await using var db = server.Open();
            return await db.Messages.CountAsync(m => m.Speaker == Speaker.Agent && m.Text == "still here");
        }
    }

    protected abstract Task<string[]> FreshStorageAsync();

    internal static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 200 && !await isSo(); i++)
        {
            await Task.Delay(100);
        }

        (await isSo()).ShouldBeTrue("it did not come within 20 seconds");
    }

    private static int SeenOn(string page) => int.Parse(Seen().Match(page).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("name=\"seen\" value=\"([0-9]+)\"")]
    private static partial Regex Seen();

    private Task<HeldReply> HeldAsync(long number) => writing.ReadAsync(db => db.HeldReplies.AsNoTracking().FirstAsync(h => h.TicketNumber == number));

    private Task<Ticket> TicketAsync(long number) => writing.ReadAsync(db => db.Tickets.AsNoTracking().FirstAsync(t => t.Number == number));

    private Task<TurnOwner> TurnAsync(long number) => writing.ReadAsync(async db =>
    {
        var conversation = await db.Tickets.Where(t => t.Number == number).Select(t => t.ConversationId).FirstAsync();
        return await db.Conversations.Where(c => c.Id == conversation).Select(c => c.TurnOwner).FirstAsync();
    });
}

public sealed class WritingOnSqliteTests(WritingServer writing) : WritingTests(writing), IClassFixture<WritingServer>
{
    protected override Task<string[]> FreshStorageAsync() => Task.FromResult<string[]>([]);
}

public sealed class WritingOnPostgresTests(PostgresWritingServer writing) : WritingTests(writing), IClassFixture<PostgresWritingServer>
{
    private readonly PostgresWritingServer _writing = writing;

    protected override Task<string[]> FreshStorageAsync() => _writing.NewStorageAsync();
}
