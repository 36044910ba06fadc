using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Tickets;

/// <summary>What a merged case brings along, and gets back: dates, urgency, a customer who waits, files. The same on SQLite and on PostgreSQL.</summary>
public abstract class MergedMattersTests : IAsyncLifetime
{
    private PromiseDesk _desk = null!;

    internal abstract Task<PromiseDesk> OpenAsync();

    public async Task InitializeAsync() => _desk = await OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task An_old_complaint_keeps_its_regulators_date_in_the_case_it_becomes_a_part_of()
    {
        await SwitchOnAsync("fca_disp");
        var old = await _desk.ComplainAsync();
        _desk.At("2027-01-11 10:00");
        var young = await _desk.ComplainAsync();
        var (due, own) = (await PackAsync(old), await PackAsync(young));
        due.Keys.ShouldBe(own.Keys);
        due.Values.ShouldAllBe(d => !own.Values.Contains(d));
        await MergeAsync(old, young);

        (await PackAsync(young)).ShouldBe(due);
        (await _desk.ReadAsync(young)).BeganAt.ShouldBe((await _desk.ReadAsync(old)).CreatedAt);
        (await _desk.ReadAsync(old)).Clocks.ShouldAllBe(c => c.StoppedAt != null);

        await UnmergeAsync(old);
        (await PackAsync(young)).ShouldBe(own);
        (await PackAsync(old)).ShouldBe(due);
        (await _desk.ReadAsync(young)).StartedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_clock_that_only_the_merged_case_has_runs_on_in_the_whole()
    {
        await SwitchOnAsync("fca_disp");
        var complaint = await _desk.ComplainAsync(TimeSpan.FromDays(50));
        var question = await _desk.ComplainAsync(kind: TicketKind.Question);
        var due = await PackAsync(complaint);
        due.ShouldNotBeEmpty();
        (await PackAsync(question)).ShouldBeEmpty();
        await MergeAsync(complaint, question);
        (await PackAsync(question)).ShouldBe(due);
        await UnmergeAsync(complaint);
        (await PackAsync(question)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_open_case_cannot_vanish_into_one_that_is_over()
    {
        var (open, over) = (await _desk.ComplainAsync(), await _desk.ComplainAsync());
        await _desk.ResolveAsync(over);
        var refused = await Should.ThrowAsync<RuleViolation>(() => MergeAsync(open, over));
        (refused.Code, (await _desk.ReadAsync(open)).IsOpen).ShouldBe(("merge_into_ended", true));
        await MergeAsync(over, open);
        (await _desk.ReadAsync(over)).MergedInto.ShouldBe(open);
    }

    [Fact]
    public async Task Who_waits_still_waits_in_the_whole_and_again_after_it_is_undone()
    {
        var (waits, answered) = (await _desk.ComplainAsync(priority: TicketPriority.Urgent), await _desk.ComplainAsync());
        await _desk.ReplyAsync(answered);
        _desk.At("2026-11-23 10:00");
        await MergeAsync(waits, answered);
        var whole = await _desk.ReadAsync(answered);
        (whole.Status, whole.Priority, PromiseDesk.Local(whole.WaitingSince!.Value)).ShouldBe((TicketStatus.Open, TicketPriority.Urgent, "2026-11-23 09:00"));
        whole.Clocks.ShouldContain(c => c.Name == ClockName.NextResponse && c.StoppedAt == null);

        await UnmergeAsync(waits);
        var own = await _desk.ReadAsync(waits);
        (own.Status, PromiseDesk.Local(own.WaitingSince!.Value)).ShouldBe((TicketStatus.New, "2026-11-23 09:00"));
        own.Clocks.Single(c => c.Name == ClockName.FirstResponse).StoppedAt.ShouldBeNull();
        var rest = await _desk.ReadAsync(answered);
        (rest.Status, rest.Priority, rest.WaitingSince).ShouldBe((TicketStatus.WaitingOnCustomer, TicketPriority.Normal, null));
        rest.Clocks.ShouldAllBe(c => c.Name != ClockName.NextResponse || c.StoppedAt != null);
    }

    [Fact]
    public async Task Who_was_answered_in_the_whole_does_not_wait_when_it_is_undone()
    {
        var (waits, goesOn) = (await _desk.ComplainAsync(), await _desk.ComplainAsync());
        await MergeAsync(waits, goesOn);
        _desk.At("2026-11-23 10:00");
        await _desk.ReplyAsync(goesOn);
        await UnmergeAsync(waits);
        (await _desk.ReadAsync(waits)).WaitingSince.ShouldBeNull();
        (await _desk.ReadAsync(goesOn)).Status.ShouldBe(TicketStatus.WaitingOnCustomer);
    }

    [Fact]
    public async Task Flags_go_along_and_come_back()
    {
        var (flagged, plain) = (await _desk.ComplainAsync(), await _desk.ComplainAsync());
        await _desk.DoAsync(async db =>
        {
            var ticket = await db.TicketAsync(flagged);
            db.Entry(ticket).Property(t => t.Flags).CurrentValue = ReadingFlags.SelfHarm;
        });
        await MergeAsync(flagged, plain);
        (await _desk.ReadAsync(plain)).Flags.ShouldBe(ReadingFlags.SelfHarm);
        await UnmergeAsync(flagged);
        (await _desk.ReadAsync(plain)).Flags.ShouldBe(ReadingFlags.None);
    }

    [Fact]
    public async Task The_files_of_a_draft_go_along_and_come_back()
    {
        var (source, target) = (await _desk.ComplainAsync(), await _desk.ComplainAsync());
        var (mine, theirs) = (new MessageAttachment(Guid.CreateVersion7(), "bill.pdf", "application/pdf", 10), new MessageAttachment(Guid.CreateVersion7(), "photo.png", "image/png", 20));
        await KeepAsync(source, "Dear Jane", mine);
        await KeepAsync(target, "Hello", theirs);
        await MergeAsync(source, target);
        (await DraftAsync(source), await DraftAsync(target)).ShouldBe((null, "Hello\n\nDear Jane: photo.png, bill.pdf"));
        await UnmergeAsync(source);
        (await DraftAsync(source), await DraftAsync(target)).ShouldBe(("Dear Jane: bill.pdf", "Hello: photo.png"));
    }

    [Fact]
    public async Task A_second_look_is_somebody_elses_without_any_pack_and_never_theirs_who_decided_it()
    {
        var number = await _desk.ComplainAsync();
        await _desk.ResolveAsync(number);
        await EscalateAsync(number);
        await EscalateAsync(number);
        var again = await _desk.ReadAsync(number);
        (again.IsOpen, again.AssigneeId, again.Events.Count(e => e.Code == "looked_at_again")).ShouldBe((true, null, 1));
        (await RecusedAsync(number)).ShouldBe([_desk.Ann.Id]);

        await _desk.DoAsync(async db => (await db.TicketAsync(number)).Assign(_desk.Lee, _desk.By with { Id = _desk.Lee.Id }, _desk.Now));
        await _desk.DoAsync(async db => (await db.TicketAsync(number)).Resolve(new("worn", "replaced", Responsibility.Us, false), Actor.Of(_desk.Lee), _desk.Now, TimeSpan.Zero));
        await EscalateAsync(number);
        (await RecusedAsync(number)).ShouldBe([_desk.Ann.Id, _desk.Lee.Id], ignoreOrder: true);
        (await Should.ThrowAsync<RuleViolation>(() => _desk.DoAsync(async db => (await db.TicketAsync(number)).Assign(_desk.Ann, Actor.Of(_desk.Mei), _desk.Now)))).Code.ShouldBe("recused");

        var idea = await _desk.ComplainAsync(kind: TicketKind.Suggestion);
        (await Should.ThrowAsync<RuleViolation>(() => EscalateAsync(idea))).Code.ShouldBe("no_complaint");
    }

    [Fact]
    public async Task A_prepared_reply_names_no_date_that_is_ours_or_a_regulators_or_past()
    {
        await SwitchOnAsync("asic_rg271");
        var number = await _desk.ComplainAsync();
        var promised = (await _desk.ReadAsync(number)).Clocks.Where(c => ClockName.IsForCustomer(c.Name)).Min(c => c.DueAt);
        (await DueAsync(number)).ShouldBe(LocalTime.Say(promised, "Asia/Shanghai", "en"));
        await _desk.ReplyAsync(number);
        (await DueAsync(number)).ShouldBe("", "what waits for the customer stands still, and a regulator's date is not for them");
        await _desk.CustomerWritesAsync(number);
        _desk.At("2027-03-01 10:00");
        (await DueAsync(number)).ShouldBe("", "what was promised is over");
    }

    [Fact]
    public async Task A_held_reply_is_not_overtaken_by_a_letter_or_an_extension()
    {
        var number = await _desk.ComplainAsync();
        var reply = new ReplyToTicket(_desk.Clock);
        await _desk.DoAsync(db => new HoldReply(reply, _desk.Clock, Options.Create(new TicketOptions())).RunAsync(db, number, "First", _desk.By));
        await _desk.DoAsync(db => reply.RunAsync(db, number, "Second", Actor.Of(_desk.Lee)));
        await using var db = _desk.CreateDbContext();
        (await db.Messages.Where(m => m.Speaker == Speaker.Agent).OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync()).ShouldBe(["First", "Second"]);
        (await db.HeldReplies.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_held_reply_sent_at_once_is_said_after_those_held_before_it()
    {
        var number = await _desk.ComplainAsync();
        var reply = new ReplyToTicket(_desk.Clock);
        var hold = new HoldReply(reply, _desk.Clock, Options.Create(new TicketOptions()));
        await _desk.DoAsync(db => hold.RunAsync(db, number, "First", _desk.By));
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = (await _desk.Work.RunAsync(db => hold.RunAsync(db, number, "Second", Actor.Of(_desk.Lee))))!;
        await _desk.DoAsync(db => new SendReplyNow(reply).RunAsync(db, later.Id, Actor.Of(_desk.Lee)));
        await using var db = _desk.CreateDbContext();
        (await db.Messages.Where(m => m.Speaker == Speaker.Agent).OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync()).ShouldBe(["First", "Second"]);
    }

    private Task MergeAsync(long number, long into) => _desk.DoAsync(db => new MergeTickets(_desk.Clock).RunAsync(db, number, into, _desk.By));

    private Task UnmergeAsync(long number) => _desk.DoAsync(db => new UnmergeTicket(_desk.Clock, Options.Create(new TicketOptions())).RunAsync(db, number, _desk.By));

    private Task EscalateAsync(long number) => _desk.DoAsync(db => new EscalateStage(_desk.Clock).RunAsync(db, number, Actor.Customer));

    /// <summary>The running clocks of packs, and when they are due.</summary>
    private async Task<Dictionary<string, string>> PackAsync(long number) => (await _desk.ReadAsync(number)).Clocks
        .Where(c => c.IsRegulatory && c.IsRunning).OrderBy(c => c.Name).ToDictionary(c => c.Name, c => PromiseDesk.Local(c.DueAt));

    private async Task<string> DueAsync(long number)
    {
        var book = await _desk.Book.OpenAsync();
        return await _desk.Work.RunAsync(async db => (await Variables.OfAsync(db, await db.TicketAsync(number), _desk.By, book, _desk.Now))["due"]);
    }

    private Task KeepAsync(long number, string text, MessageAttachment file) =>
        _desk.DoAsync(db => new KeepDraft(_desk.Clock).RunAsync(db, number, DraftBox.Reply, text, _desk.By, [file]));

    private async Task<string?> DraftAsync(long number)
    {
        await using var db = _desk.CreateDbContext();
        return await db.TicketDrafts.FirstOrDefaultAsync(d => d.TicketNumber == number) is { } draft
            ? $"{draft.Text}: {string.Join(", ", (draft.Attachments ?? []).Select(f => f.Name))}"
            : null;
    }

    private async Task<List<Guid>> RecusedAsync(long number)
    {
        await using var db = _desk.CreateDbContext();
        return await db.Recusals.Where(r => r.TicketNumber == number).Select(r => r.StaffId).ToListAsync();
    }

    private async Task SwitchOnAsync(params string[] packs)
    {
        var calendar = (await _desk.Book.OpenAsync()).Calendars.Values.Single(c => c.Name == "office hours");
        await _desk.DoAsync(db =>
        {
            db.PackSettings.AddRange(packs.Select(p => new PackSetting(p, new() { Kinds = ["complaint"] }, calendar.Id, isOn: true)));
            return Task.CompletedTask;
        });
    }
}

/// <summary>On SQLite.</summary>
public sealed class MergedMattersOnSqliteTests : MergedMattersTests
{
    internal override Task<PromiseDesk> OpenAsync() => PromiseDesk.OpenAsync();
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class MergedMattersOnPostgresTests(PostgresCluster cluster) : MergedMattersTests, IClassFixture<PostgresCluster>
{
    internal override async Task<PromiseDesk> OpenAsync() => await PromiseDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
