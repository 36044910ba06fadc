using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Tickets;

/// <summary>What follows for a colleague who must keep away from a case, and by what they are named.</summary>
public abstract class RecusingTests : IAsyncLifetime
{
    private PromiseDesk _desk = null!;

    internal abstract Task<PromiseDesk> OpenAsync();

    public async Task InitializeAsync() => _desk = await OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_reply_that_had_not_gone_out_when_its_author_was_recused_is_never_said_and_stands_on_the_case()
    {
        var number = await _desk.ComplainAsync();
        await HoldAsync(number, "calm down");
        await HoldAsync(number, "or else");
        (await TurnAsync(number)).ShouldBe(TurnOwner.Agent);
        await RecuseAsync(number, _desk.Ann);
        (await TurnAsync(number)).ShouldBe(TurnOwner.Bot);
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Sender().RunAsync()).ShouldBe(0);
        await ResolveAsync(number);
        (await WordsAsync(number)).ShouldBeEmpty();
        (await _desk.ReadAsync(number)).Events.Where(e => e.Code == "reply_dropped").Select(e => e.Arguments["text"]).ShouldBe(["calm down", "or else"]);
        (await Should.ThrowAsync<RuleViolation>(() => HoldAsync(number, "again"))).Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task A_held_reply_left_behind_by_a_recusal_is_dropped_and_keeps_nobody_from_resolving()
    {
        var number = await _desk.ComplainAsync();
        await HoldAsync(number, "calm down");
        await _desk.DoAsync(db =>
        {
            db.Recusals.Add(new(number, _desk.Ann.Id, RecusalReason.Subject, _desk.Now));
            return Task.CompletedTask;
        });
        await ResolveAsync(number);
        (await WordsAsync(number)).ShouldBeEmpty();
        (await _desk.ReadAsync(number)).IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task Replies_that_cannot_be_sent_hold_up_no_other()
    {
        var (broken, fine) = (await _desk.ComplainAsync(), await _desk.ComplainAsync());
        for (var i = 0; i < 101; i++)
        {
            await HoldAsync(broken, "never");
        }

        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await HoldAsync(fine, "on our way");
        await _desk.DoAsync(db => db.HeldReplies.Where(h => h.TicketNumber == broken).ExecuteUpdateAsync(set => set.SetProperty(h => h.TicketNumber, 999)));
        _desk.Clock.Advance(TimeSpan.FromSeconds(16));
        await Sender().RunAsync();
        await Sender().RunAsync();
        (await WordsAsync(fine)).ShouldBe(["on our way"]);
    }

    [Fact]
    public async Task Whoever_is_recused_has_watches_and_promises_nothing_there_any_more()
    {
        var number = await _desk.ComplainAsync();
        await _desk.DoAsync(async db =>
        {
            (await db.TicketAsync(number)).Assign(_desk.Ann, _desk.By, _desk.Now);
            db.TicketWatchers.Add(new(number, _desk.Ann.Id, TicketWatcher.Asked, _desk.Now));
            db.TicketDrafts.Add(new(number, _desk.Ann.Id, DraftBox.Reply, "I never", _desk.Now));
            await new MakeCommitment(_desk.Clock).RunAsync(db, number, new(CommitmentKind.CallBack, null, _desk.Now.AddDays(1), OwnerId: _desk.Ann.Id), _desk.By);
        });
        await RecuseAsync(number, _desk.Ann);
        await using var db = _desk.CreateDbContext();
        (await db.Tickets.SingleAsync(t => t.Number == number)).AssigneeId.ShouldBeNull();
        (await db.TicketWatchers.CountAsync(), await db.TicketDrafts.CountAsync(), await db.Commitments.CountAsync(c => c.OwnerId != null)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task The_one_who_ended_the_first_stage_may_open_the_second_and_is_away_from_then_on_with_an_event()
    {
        await _desk.DoAsync(async db =>
        {
            var pack = RegulatoryPacks.All.First(p => p.SecondStage != null);
            var calendar = await db.Calendars.FirstAsync(c => c.ReplacedAt == null);
            db.PackSettings.Add(new(pack.Key, new() { Kinds = ["complaint"] }, calendar.Id, true));
        });
        var second = await _desk.ComplainAsync();
        await _desk.ResolveAsync(second);
        await HoldAsync(second, "one more word");
        await _desk.DoAsync(db => new EscalateStage(_desk.Clock).RunAsync(db, second, _desk.By));
        var events = (await _desk.ReadAsync(second)).Events;
        events.Single(e => e.Code == "recused").Arguments["why"].ShouldBe(RecusalReason.FirstStage);
        events.ShouldContain(e => e.Code == "reply_dropped");
        (await Should.ThrowAsync<RuleViolation>(() => _desk.ReplyAsync(second))).Code.ShouldBe("not_found");
    }

    [Theory]
    [InlineData(TicketKind.Complaint, "your ann@example.com shouted at me", true)]
    [InlineData(TicketKind.Complaint, "somebody shouted at me", false)]
    [InlineData(TicketKind.Praise, "your ann@example.com was so kind", false)]
    public async Task Whom_the_customer_names_later_is_kept_away_from_a_complaint(TicketKind kind, string said, bool away)
    {
        var number = await _desk.ComplainAsync(kind: kind);
        await HearAsync(number, said);
        (await RecusedAsync(number)).ShouldBe(away ? [_desk.Ann.Id] : []);
    }

    [Fact]
    public async Task Thanking_the_one_who_helps_by_name_keeps_nobody_away()
    {
        var number = await _desk.ComplainAsync();
        await _desk.ReplyAsync(number);
        await HearAsync(number, "thank you, ann@example.com");
        (await RecusedAsync(number)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_turns_out_to_be_a_complaint_keeps_those_away_whom_it_named()
    {
        var number = await _desk.ComplainAsync(kind: TicketKind.Question);
        await HearAsync(number, "why does lee@example.com shout at customers?");
        (await RecusedAsync(number)).ShouldBeEmpty();
        await _desk.DoAsync(db => new CorrectReading(_desk.Clock).RunAsync(db, number, new(FeedbackKind.Complaint), _desk.By));
        (await RecusedAsync(number)).ShouldBe([_desk.Lee.Id]);
    }

    [Fact]
    public async Task Praise_that_says_whom_it_is_about_keeps_nobody_away()
    {
        await _desk.DoAsync(async db => (await db.Staff.SingleAsync(s => s.Id == _desk.Mei.Id)).Update("Mei", null, null));
        var praise = await _desk.ComplainAsync(kind: TicketKind.Praise, about: "Mei");
        (await RecusedAsync(praise)).ShouldBeEmpty();
        (await RecusedAsync(await _desk.ComplainAsync(about: "Mei"))).ShouldBe([_desk.Mei.Id]);
    }

    private Task RecuseAsync(long number, StaffMember whom) =>
        _desk.DoAsync(db => new RecuseColleague(_desk.Clock).RunAsync(db, number, whom.Id, RecusalReason.Subject, Actor.Of(_desk.Mei)));

    private Task HoldAsync(long number, string text) => _desk.DoAsync(db =>
        new HoldReply(new ReplyToTicket(_desk.Clock), _desk.Clock, Options.Create(new TicketOptions())).RunAsync(db, number, text, _desk.By));

    private Task ResolveAsync(long number) => _desk.DoAsync(db => new ResolveTicket(new ReplyToTicket(_desk.Clock), _desk.Clock, Options.Create(new TicketOptions()))
        .RunAsync(db, number, new("shouting", "apology", Responsibility.Us, false), null, Actor.Of(_desk.Mei)));

    private SendHeldReplies Sender() => new(_desk.Work, _desk, new ReplyToTicket(_desk.Clock), _desk.Clock, NullLogger<SendHeldReplies>.Instance);

    private Task HearAsync(long number, string text) => _desk.DoAsync(async db =>
    {
        var ticket = await db.TicketAsync(number);
        var conversation = await db.Conversations.SingleAsync(c => c.Id == ticket.ConversationId);
        var heard = db.Append(conversation, new(Speaker.Customer, text), _desk.Now);
        await new HearCustomer(new OpenTicket(_desk.Book, _desk.Clock), _desk.Clock, Options.Create(new TicketOptions())).RunAsync(db, ticket, conversation, heard);
    });

    private async Task<List<Guid>> RecusedAsync(long number)
    {
        await using var db = _desk.CreateDbContext();
        return await db.Recusals.Where(r => r.TicketNumber == number).Select(r => r.StaffId).ToListAsync();
    }

    private async Task<TurnOwner> TurnAsync(long number)
    {
        await using var db = _desk.CreateDbContext();
        var chat = await db.Tickets.Where(t => t.Number == number).Select(t => t.ConversationId).SingleAsync();
        return (await db.Conversations.SingleAsync(c => c.Id == chat)).TurnOwner;
    }

    private async Task<List<string>> WordsAsync(long number)
    {
        await using var db = _desk.CreateDbContext();
        var chat = await db.Tickets.Where(t => t.Number == number).Select(t => t.ConversationId).SingleAsync();
        return await db.Messages.Where(m => m.ConversationId == chat && m.Speaker == Speaker.Agent).OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync();
    }
}

/// <summary>On SQLite.</summary>
public sealed class RecusingOnSqliteTests : RecusingTests
{
    internal override Task<PromiseDesk> OpenAsync() => PromiseDesk.OpenAsync();
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class RecusingOnPostgresTests(PostgresCluster cluster) : RecusingTests, IClassFixture<PostgresCluster>
{
    internal override async Task<PromiseDesk> OpenAsync() => await PromiseDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
