using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Tickets;

/// <summary>The clocks of a case: what waiting, holding, resolving, reopening, moving and changed policies do to them. A complaint is promised an answer in 4 and a result in 24 working hours (8 a day).</summary>
public abstract class PromiseClockTests : IAsyncLifetime
{
    private PromiseDesk _desk = null!;

    internal abstract Task<PromiseDesk> OpenAsync();

    public async Task InitializeAsync() => _desk = await OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Waiting_on_the_customer_pauses_the_resolution_and_is_told_in_the_sentence()
    {
        var number = await _desk.ComplainAsync();
        (await _desk.ClockAsync(number, ClockName.Resolution)).ShouldBe(("2026-11-25 18:00", ClockState.Running));
        _desk.At("2026-11-23 10:00");
        await _desk.ReplyAsync(number);
        _desk.At("2026-11-24 10:00");
        (await _desk.ClockAsync(number, ClockName.Resolution)).State.ShouldBe(ClockState.Paused);
        (await _desk.SayAsync(number, ClockName.Resolution, "en")).ShouldContain("standing still since Mon 23 November 10:00 while waiting on the customer");
        await _desk.CustomerWritesAsync(number);

        (await _desk.ClockAsync(number, ClockName.Resolution)).ShouldBe(("2026-11-26 18:00", ClockState.Running));
        (await _desk.SayAsync(number, ClockName.Resolution, "en")).ShouldBe(
            "24 working hours from Mon 23 November 09:00, calendar “office hours” (Asia/Shanghai), policy “complaint” version 1, paused 8 h while waiting on the customer: Thu 26 November 18:00.");
        (await _desk.SayAsync(number, ClockName.Resolution, "zh-Hans")).ShouldBe(
            "自 11月23日（周一） 09:00 起 24 小时（工作时间），按工作日历“工作时间”（Asia/Shanghai）和时限规则“投诉”第 1 版，等待客户期间暂停 8 小时：11月26日（周四） 18:00 到期。");
        await using var db = _desk.CreateDbContext();
        var pause = await db.ClockPauses.SingleAsync();
        (pause.Clock, pause.Why, pause.ToAt - pause.FromAt).ShouldBe((ClockName.Resolution, "waiting_on_customer", TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task A_first_answer_is_never_paused()
    {
        var number = await _desk.ComplainAsync();
        await _desk.HoldAsync(number);
        _desk.At("2026-11-24 09:00");
        (await _desk.ClockAsync(number, ClockName.FirstResponse)).ShouldBe(("2026-11-23 14:00", ClockState.Broken));
        (await _desk.ClockAsync(number, ClockName.Resolution)).State.ShouldBe(ClockState.Paused);
    }

    [Fact]
    public async Task The_next_answer_is_promised_from_the_oldest_message_nobody_answered()
    {
        var number = await _desk.ComplainAsync();
        await _desk.ReplyAsync(number);
        (await _desk.ReadAsync(number)).Clocks.ShouldNotContain(c => c.Name == ClockName.NextResponse);
        _desk.At("2026-11-23 10:00");
        await _desk.CustomerWritesAsync(number);
        _desk.At("2026-11-23 11:00");
        await _desk.CustomerWritesAsync(number);
        (await _desk.ClockAsync(number, ClockName.NextResponse)).ShouldBe(("2026-11-23 15:00", ClockState.Running));
        await _desk.ReplyAsync(number);
        (await _desk.ClockAsync(number, ClockName.NextResponse)).State.ShouldBe(ClockState.Kept);
        _desk.At("2026-11-24 09:00");
        await _desk.CustomerWritesAsync(number);
        (await _desk.ClockAsync(number, ClockName.NextResponse)).ShouldBe(("2026-11-24 14:00", ClockState.Running));
    }

    [Fact]
    public async Task A_reopened_case_keeps_its_promise_and_the_time_it_was_resolved_does_not_count()
    {
        var number = await _desk.ComplainAsync();
        _desk.At("2026-11-23 11:00");
        await _desk.ResolveAsync(number);
        _desk.At("2026-12-07 11:00");
        await _desk.ReopenAsync(number);

        (await _desk.ClockAsync(number, ClockName.Resolution)).ShouldBe(("2026-12-09 18:00", ClockState.Running));
        var clock = (await _desk.ReadAsync(number)).Clocks.Single(c => c.Name == ClockName.Resolution);
        PromiseDesk.Local(clock.StartedAt).ShouldBe("2026-11-23 09:00");
        (await _desk.SayAsync(number, ClockName.Resolution, "en")).ShouldContain("while resolved");
    }

    [Fact]
    public async Task A_promise_that_was_broken_stays_broken_when_the_case_is_reopened()
    {
        var number = await _desk.ComplainAsync();
        _desk.At("2026-11-30 11:00");
        await _desk.ResolveAsync(number);
        _desk.At("2026-11-30 12:00");
        await _desk.ReopenAsync(number);
        (await _desk.ClockAsync(number, ClockName.Resolution)).ShouldBe(("2026-11-25 18:00", ClockState.Broken));
    }

    [Fact]
    public async Task A_changed_policy_or_calendar_moves_no_promise_made()
    {
        var number = await _desk.ComplainAsync();
        await _desk.DoAsync(async db =>
        {
            var old = await db.PromisePolicies.SingleAsync(p => p.Name == "complaint");
            var calendar = await db.Calendars.SingleAsync(c => c.Id == old.CalendarId);
            var closed = calendar.ReplaceWith(calendar.Name, calendar.TimeZone, calendar.Hours.With(new(2026, 11, 24), [], "Stocktaking"), _desk.Now);
            db.Calendars.Add(closed);
            db.PromisePolicies.Add(old.ReplaceWith(new(old.Position, old.Name, old.Conditions, new(60, 120), closed.Id, _desk.Now), _desk.Now));
        });
        _desk.Book.Forget();
        var later = await _desk.ComplainAsync();

        await _desk.HoldAsync(number);
        _desk.At("2026-11-23 10:00");
        await _desk.DoAsync(async db => (await db.TicketAsync(number)).CustomerWrote(_desk.Now));
        await _desk.DoAsync(async db => (await db.TicketAsync(number)).Assign(_desk.Ann, _desk.By, _desk.Now));
        (await _desk.ClockAsync(number, ClockName.Resolution)).Due.ShouldBe("2026-11-25 18:00");
        (await _desk.ClockAsync(later, ClockName.Resolution)).Due.ShouldBe("2026-11-23 11:00");
        (await _desk.ReadAsync(later)).Clocks.ShouldAllBe(c => c.PolicyVersion == 2);
    }

    [Fact]
    public async Task Each_team_has_its_own_time_and_its_own_clock_where_the_policy_has_one()
    {
        await _desk.DoAsync(async db =>
        {
            db.Teams.Add(new Team("second_line", new("二线", "Second line"), _desk.Now));
            var old = await db.PromisePolicies.SingleAsync(p => p.Name == "complaint");
            db.PromisePolicies.Add(old.ReplaceWith(
                new(old.Position, old.Name, old.Conditions, old.Targets with { Handling = new(120) }, old.CalendarId, _desk.Now), _desk.Now));
        });
        _desk.Book.Forget();
        var number = await _desk.ComplainAsync();
        _desk.At("2026-11-23 11:30");
        await _desk.DoAsync(db => new AssignTicket(_desk.Book, _desk.Clock).RunAsync(db, number, "second_line", null, _desk.By));
        _desk.At("2026-11-23 14:00");

        (await _desk.ClockAsync(number, "handling_1")).ShouldBe(("2026-11-23 11:00", ClockState.Broken));
        (await _desk.ClockAsync(number, "handling_2")).ShouldBe(("2026-11-23 14:30", ClockState.Running));
        (await _desk.ClockAsync(number, ClockName.FirstResponse)).Due.ShouldBe("2026-11-23 14:00");
        await _desk.ResolveAsync(number);
        await using var db = _desk.CreateDbContext();
        var stretches = await db.TeamStretches.OrderBy(s => s.FromAt).ToListAsync();
        stretches.Select(s => s.ToAt - s.FromAt).ShouldBe([TimeSpan.FromMinutes(150), TimeSpan.FromMinutes(150)]);
    }

    [Fact]
    public async Task A_complaint_found_late_has_run_since_its_message_arrived_and_its_clocks_never_pause()
    {
        await SwitchOnAsync("cn_banking_insurance", "uk_housing");
        var number = await _desk.ComplainAsync(ago: TimeSpan.FromDays(3), kind: TicketKind.Question);
        (await _desk.ReadAsync(number)).Clocks.ShouldNotContain(c => c.IsRegulatory);
        _desk.At("2026-11-24 09:00");
        await _desk.DoAsync(db => new CorrectReading(_desk.Clock).RunAsync(db, number, new(FeedbackKind.Complaint), _desk.By));

        (await _desk.ClockAsync(number, "cn_banking_insurance.decide")).ShouldBe(("2026-12-05 23:59", ClockState.Running));
        (await _desk.ClockAsync(number, "uk_housing.acknowledge")).ShouldBe(("2026-11-27 18:00", ClockState.Running));
        await _desk.HoldAsync(number);
        (await _desk.ClockAsync(number, "cn_banking_insurance.decide")).State.ShouldBe(ClockState.Running);
        (await _desk.ClockAsync(number, ClockName.Resolution)).State.ShouldBe(ClockState.Paused);

        await _desk.ReplyAsync(number);
        (await _desk.ClockAsync(number, "uk_housing.acknowledge")).State.ShouldBe(ClockState.Kept);
        (await _desk.ClockAsync(number, "uk_housing.stage_1")).ShouldBe(("2026-12-08 18:00", ClockState.Running));
        await _desk.ResolveAsync(number);
        _desk.At("2026-11-30 09:00");
        await _desk.ReopenAsync(number);
        (await _desk.ClockAsync(number, "cn_banking_insurance.decide")).ShouldBe(("2026-12-05 23:59", ClockState.Running));
        (await _desk.ClockAsync(number, "uk_housing.acknowledge")).State.ShouldBe(ClockState.Kept);
    }

    [Fact]
    public async Task An_extension_needs_a_reason_and_word_to_the_customer_and_ends_where_the_rule_does()
    {
        await SwitchOnAsync("cn_banking_insurance", "asic_rg271");
        var number = await _desk.ComplainAsync();
        Task ExtendAsync(string clock, int days, string? reason, string? message) => _desk.DoAsync(
            db => new ExtendPromise(new ReplyToTicket(_desk.Clock), _desk.Clock).RunAsync(db, number, clock, days, reason, message, _desk.By));
        const string decide = "cn_banking_insurance.decide";

        (await Should.ThrowAsync<RuleViolation>(() => ExtendAsync(decide, 15, " ", "We need longer"))).Field.ShouldBe("reason");
        (await Should.ThrowAsync<RuleViolation>(() => ExtendAsync(decide, 15, "complex", null))).Field.ShouldBe("message");
        (await Should.ThrowAsync<RuleViolation>(() => ExtendAsync(decide, 46, "complex", "We need longer"))).Code.ShouldBe("extension_range");
        (await Should.ThrowAsync<RuleViolation>(() => ExtendAsync("asic_rg271.decide", 5, "complex", "We need longer"))).Code.ShouldBe("no_extension");
        await ExtendAsync(decide, 15, "two branches", "We need longer");
        await ExtendAsync(decide, 30, "special approval", "We need even longer");
        (await _desk.ClockAsync(number, decide)).ShouldBe(("2027-01-22 23:59", ClockState.Running));
        (await Should.ThrowAsync<RuleViolation>(() => ExtendAsync(decide, 1, "more", "more"))).Code.ShouldBe("extension_range");
        await using var db = _desk.CreateDbContext();
        (await db.Messages.CountAsync(m => m.Text.StartsWith("We need"))).ShouldBe(2);
        (await _desk.SayAsync(number, decide, "en")).ShouldContain("extended by 45 days (special approval)");
    }

    [Fact]
    public async Task The_second_stage_has_a_clock_of_its_own_and_another_handler()
    {
        await SwitchOnAsync("uk_housing");
        var number = await _desk.ComplainAsync();
        await _desk.DoAsync(async db => (await db.TicketAsync(number)).Assign(_desk.Ann, _desk.By, _desk.Now));
        await _desk.ReplyAsync(number);
        await _desk.ResolveAsync(number);
        _desk.At("2026-11-30 10:00");
        await _desk.DoAsync(db => new EscalateStage(_desk.Clock).RunAsync(db, number, Actor.Customer));
        await _desk.DoAsync(db => new EscalateStage(_desk.Clock).RunAsync(db, number, Actor.Customer));

        (await _desk.ClockAsync(number, "uk_housing.stage_2")).ShouldBe(("2026-12-28 18:00", ClockState.Running));
        (await _desk.ClockAsync(number, "uk_housing.stage_1")).State.ShouldBe(ClockState.Kept);
        var ticket = await _desk.ReadAsync(number);
        (ticket.IsOpen, ticket.AssigneeId, ticket.Events.Count(e => e.Code == "stage_escalated")).ShouldBe((true, null, 1));
        await using var db = _desk.CreateDbContext();
        var recusal = await db.Recusals.SingleAsync();
        (recusal.StaffId, recusal.Reason).ShouldBe((_desk.Ann.Id, "first_stage"));
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
public sealed class PromiseClockOnSqliteTests : PromiseClockTests
{
    internal override Task<PromiseDesk> OpenAsync() => PromiseDesk.OpenAsync();
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PromiseClockOnPostgresTests(PostgresCluster cluster) : PromiseClockTests, IClassFixture<PostgresCluster>
{
    internal override async Task<PromiseDesk> OpenAsync() => await PromiseDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
