using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Tickets;

/// <summary>Who hears of a case that nobody has, of one that is opened again, and of commitments. Ann and Lee are in the team, Lee leads it.</summary>
public abstract class TeamNewsTests : IAsyncLifetime
{
    private PromiseDesk _desk = null!;

    internal abstract Task<PromiseDesk> OpenAsync();

    public async Task InitializeAsync()
    {
        _desk = await OpenAsync();
        var team = (await _desk.Book.OpenAsync()).DefaultTeam;
        await _desk.DoAsync(db =>
        {
            db.TeamMembers.AddRange(new TeamMember(team.Id, _desk.Ann.Id, TeamMember.FirstLine, isLead: false), new TeamMember(team.Id, _desk.Lee.Id, TeamMember.FirstLine, isLead: true));
            return Task.CompletedTask;
        });
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task In_a_team_that_takes_its_cases_all_hear_of_a_new_one_until_somebody_has_it()
    {
        await PullAsync();
        var number = await _desk.ComplainAsync();
        (await ToldAsync()).ShouldBe(["ann team_case", "lee team_case"]);
        await using (var db = _desk.CreateDbContext())
        {
            (await db.Notifications.AsNoTracking().ToListAsync()).ShouldAllBe(n => n.IsShown && n.EmailDueAt == null && n.TeamsDueAt == null, "in the console, unless somebody wishes more");
        }

        await AssignAsync(number, _desk.Ann);
        (await ToldAsync()).ShouldBeEmpty();
        await AssignAsync(number, null);
        (await ToldAsync()).ShouldBe(["lee released"], "whoever put it back knows");
    }

    [Fact]
    public async Task Where_cases_are_given_out_the_lead_hears_of_one_that_came_back_and_nobody_of_a_new_one()
    {
        var number = await _desk.ComplainAsync();
        (await ToldAsync()).ShouldBeEmpty();
        await AssignAsync(number, _desk.Ann);
        await _desk.DoAsync(async db =>
        {
            var ticket = await db.TicketAsync(number);
            ticket.Release(_desk.Ann, ReleaseReason.Away, _desk.Now);
            db.AnnounceTicket(ticket);
        });
        (await ToldAsync()).ShouldBe(["lee released"]);
    }

    [Fact]
    public async Task A_case_opened_again_is_told_to_who_has_it_once_and_to_the_team_where_nobody_has()
    {
        await PullAsync();
        var (mine, nobodys) = (await _desk.ComplainAsync(), await _desk.ComplainAsync());
        await AssignAsync(mine, _desk.Ann);
        foreach (var number in new[] { mine, nobodys })
        {
            await _desk.ResolveAsync(number);
        }

        await ClearAsync();
        foreach (var number in new[] { mine, nobodys })
        {
            await _desk.DoAsync(async db =>
            {
                var ticket = await db.TicketAsync(number);
                ticket.CustomerWrote(_desk.Now);
                db.AnnounceTicket(ticket);
            });
        }

        (await ToldAsync()).ShouldBe(["ann reopened", "ann reopened", "lee reopened"], "that it opened again because they wrote is one thing");
    }

    [Fact]
    public async Task Whoever_is_given_a_commitment_hears_of_it_in_the_morning_of_its_day_by_their_clock_and_when_it_is_overdue()
    {
        var number = await _desk.ComplainAsync();
        await AssignAsync(number, _desk.Ann);
        await _desk.DoAsync(async db => (await db.Staff.SingleAsync(s => s.Id == _desk.Lee.Id)).Update(null, null, "America/New_York"));
        await ClearAsync();
        var made = await MakeAsync(number, _desk.Lee.Id);
        (await ToldAsync()).ShouldBe(["lee commitment_given"]);
        await ClearAsync();

        // The end of Thursday in New York is noon of Friday in Shanghai; eight in the morning there is nine in the evening here.
        _desk.At("2026-11-26 20:59");
        (await RemindAsync()).ShouldBe(0);
        _desk.At("2026-11-26 21:01");
        (await RemindAsync()).ShouldBe(1);
        (await RemindAsync()).ShouldBe(0);
        (await ToldAsync()).ShouldBe(["lee commitment_due"]);
        await ClearAsync();

        _desk.At("2026-11-27 13:05");
        await new MarkOverdueCommitments(_desk.Work, _desk, _desk.Clock).RunAsync();
        (await ToldAsync()).ShouldBe(["ann commitment_overdue", "lee commitment_overdue"]);
        await _desk.DoAsync(db => new FinishCommitment(_desk.Clock).RunAsync(db, made.Id, _desk.By));
    }

    [Fact]
    public async Task A_commitment_that_nobody_sees_to_is_told_to_who_has_the_case_and_one_of_today_to_nobody()
    {
        var number = await _desk.ComplainAsync();
        await AssignAsync(number, _desk.Ann);
        await _desk.DoAsync(async db => (await db.Staff.SingleAsync(s => s.Id == _desk.Ann.Id)).Update(null, null, "Asia/Shanghai"));
        await ClearAsync();
        await MakeAsync(number, null);
        await _desk.DoAsync(db => new MakeCommitment(_desk.Clock).RunAsync(db, number, new(CommitmentKind.Refund, null, _desk.Now.AddHours(3)), _desk.By));
        _desk.At("2026-11-23 10:00");
        (await RemindAsync()).ShouldBe(0, "what was promised this morning for today needs no word");
        _desk.At("2026-11-27 07:59");
        (await RemindAsync()).ShouldBe(0);
        _desk.At("2026-11-27 08:01");
        (await RemindAsync()).ShouldBe(1);
        (await ToldAsync()).ShouldBe(["ann commitment_due"]);
    }

    [Fact]
    public async Task Day_and_owner_of_an_open_commitment_change_and_it_can_be_cancelled_each_with_an_event()
    {
        var number = await _desk.ComplainAsync();
        var made = await MakeAsync(number, _desk.Ann.Id);
        var change = new ChangeCommitment(_desk.Clock);
        await _desk.DoAsync(db => change.RunAsync(db, made.Id, new(2026, 12, 1), "Asia/Shanghai", _desk.Mei.Id, _desk.By));
        await _desk.DoAsync(db => change.RunAsync(db, made.Id, new(2026, 12, 1), "Asia/Shanghai", _desk.Mei.Id, _desk.By));
        await using (var db = _desk.CreateDbContext())
        {
            var changed = await db.Commitments.SingleAsync();
            (PromiseDesk.Local(changed.DueAt), changed.OwnerId).ShouldBe(("2026-12-01 23:59", _desk.Mei.Id));
        }

        (await ToldAsync()).ShouldBe(["mei commitment_given"]);
        (await Should.ThrowAsync<RuleViolation>(() => _desk.DoAsync(db => change.RunAsync(db, made.Id, new(2026, 11, 1), "Asia/Shanghai", null, _desk.By)))).Code.ShouldBe("in_the_past");
        await _desk.DoAsync(db => new RecuseColleague(_desk.Clock).RunAsync(db, number, _desk.Lee.Id, RecusalReason.Subject, _desk.By));
        (await Should.ThrowAsync<RuleViolation>(() => _desk.DoAsync(db => change.RunAsync(db, made.Id, new(2026, 12, 1), "Asia/Shanghai", _desk.Lee.Id, _desk.By)))).Code.ShouldBe("recused");
        var cancel = new CancelCommitment(_desk.Clock);
        (await Should.ThrowAsync<RuleViolation>(() => _desk.DoAsync(db => cancel.RunAsync(db, made.Id, " ", _desk.By)))).Field.ShouldBe("reason");
        await _desk.DoAsync(db => cancel.RunAsync(db, made.Id, "they keep it", _desk.By));
        (await Should.ThrowAsync<RuleViolation>(() => _desk.DoAsync(db => cancel.RunAsync(db, made.Id, "twice", _desk.By)))).Code.ShouldBe("not_found");
        (await _desk.ReadAsync(number)).Events.Select(e => e.Code).Where(c => c.StartsWith("commitment", StringComparison.Ordinal))
            .ShouldBe(["commitment_made", "commitment_moved", "commitment_given", "commitment_cancelled"]);
    }

    private Task<Commitment> MakeAsync(long number, Guid? owner) =>
        _desk.Work.RunAsync(db => new MakeCommitment(_desk.Clock).RunAsync(db, number, new(CommitmentKind.CallBack, "after lunch", new(2026, 11, 27, 4, 59, 59, DateTimeKind.Utc), OwnerId: owner), _desk.By));

    private Task<int> RemindAsync() => new RemindOfCommitments(_desk.Work, _desk, _desk.Clock).RunAsync();

    private async Task PullAsync()
    {
        await _desk.DoAsync(async db => (await db.Teams.ToListAsync()).ForEach(t => t.Work(pushes: false, 15, null)));
        _desk.Book.Forget();
    }

    private Task AssignAsync(long number, StaffMember? to) => _desk.DoAsync(async db =>
    {
        var ticket = await db.TicketAsync(number);
        ticket.Assign(to, _desk.By, _desk.Now);
        db.AnnounceTicket(ticket);
    });

    private Task ClearAsync() => _desk.DoAsync(async db =>
    {
        await db.News.ExecuteDeleteAsync();
        await db.Notifications.ExecuteDeleteAsync();
    });

    private async Task<List<string>> ToldAsync()
    {
        await new NotifyStaff(_desk.Work, _desk, _desk.Clock).RunAsync();
        await using var db = _desk.CreateDbContext();
        var names = await db.Staff.ToDictionaryAsync(s => s.Id, s => s.Name);
        var told = await db.Notifications.AsNoTracking().ToListAsync();
        return [.. told.Select(n => $"{names[n.StaffId!.Value]} {n.Code}").Order(StringComparer.Ordinal)];
    }
}

/// <summary>On SQLite.</summary>
public sealed class TeamNewsOnSqliteTests : TeamNewsTests
{
    internal override Task<PromiseDesk> OpenAsync() => PromiseDesk.OpenAsync();
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class TeamNewsOnPostgresTests(PostgresCluster cluster) : TeamNewsTests, IClassFixture<PostgresCluster>
{
    internal override async Task<PromiseDesk> OpenAsync() => await PromiseDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
