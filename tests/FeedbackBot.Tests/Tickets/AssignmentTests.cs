using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Tickets;

/// <summary>Giving cases to people. The same on SQLite and on PostgreSQL.</summary>
public abstract class AssignmentTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private AssignmentCast _cast = null!;

    protected abstract Task<TestServer> StartAsync();

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _cast = new(_server);
        await _cast.GiveOutByHandAsync();
        await DefaultTeamAsync(pushes: false);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Parallel_claimers_of_one_case_have_one_winner_and_the_others_are_told_who()
    {
        await using var other = _cast.OtherProcess();
        var staff = new List<StaffMember>();
        for (var i = 0; i < 8; i++)
        {
            staff.Add(await _cast.SitAsync($"claimer{i}"));
        }

        var number = await _cast.FileAsync();
        var claim = _server.Services.GetRequiredService<ClaimTicket>();
        var outcomes = await Task.WhenAll(staff.Select(async (s, i) =>
        {
            try
            {
                await (i % 2 == 0 ? _server.Work : other).RunAsync(db => claim.RunAsync(db, number, s.Id, null, Actor.Of(s)));
                return s.Name;
            }
            catch (RuleViolation refused)
            {
                refused.Code.ShouldBe("already_taken");
                return refused.Message;
            }
        }));
        var winner = (await _cast.HolderAsync(number))!;
        outcomes.Count(o => o == winner).ShouldBe(1);
        outcomes.Count(o => o.StartsWith($"{winner} took", StringComparison.Ordinal)).ShouldBe(7);
        (await _cast.TicketAsync(number)).Events.Count(e => e.Code == "assigned").ShouldBe(1);
    }

    [Fact]
    public async Task Many_cases_over_few_people_from_two_processes_go_to_one_person_each_and_fill_no_desk_too_full()
    {
        var (a, b, c) = (await _cast.SitAsync("race-a", 4), await _cast.SitAsync("race-b", 5), await _cast.SitAsync("race-c", 6));
        var numbers = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            numbers.Add(await _cast.FileAsync($"case {i}"));
        }

        await DefaultTeamAsync(pushes: true);
        await using var other = _cast.OtherProcess();
        await Parallel.ForEachAsync(numbers.Concat(numbers).Index(), new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (n, _) => await _cast.PickAsync(n.Item, n.Index % 2 == 0 ? _server.Work : other));
        await using var db = _server.Open();
        var held = await db.Tickets.AsNoTracking().Where(t => t.AssigneeId != null).ToListAsync();
        (held.Count(t => t.AssigneeId == a.Id), held.Count(t => t.AssigneeId == b.Id), held.Count(t => t.AssigneeId == c.Id)).ShouldBe((4, 5, 6));
        (await db.TicketEvents.CountAsync(e => e.Code == "assigned")).ShouldBe(15);
        (await db.Tickets.AsNoTracking().Where(t => t.AssigneeId == null).ToListAsync()).ShouldAllBe(t => t.HeldBecause == Held.NobodyHasRoom);
    }

    [Fact]
    public async Task The_queue_keeps_a_case_says_why_and_gives_the_most_urgent_first_when_there_is_room()
    {
        var full = await _cast.SitAsync("full", cases: 1);
        await DefaultTeamAsync(pushes: true);
        var waiting = _server.Services.GetRequiredService<AssignWaiting>();
        var inHand = await _cast.FileAsync();
        await waiting.RunAsync();
        (await _cast.HolderAsync(inHand)).ShouldBe("full");
        var (normal, urgent) = (await _cast.FileAsync("normal"), await _cast.FileAsync("urgent", TicketPriority.Urgent));
        await waiting.RunAsync();
        (await _cast.TicketAsync(urgent)).RoutingReason.ShouldBe(["holding=nobody_has_room"]);
        await _server.Work.RunAsync(db => _server.Services.GetRequiredService<ResolveTicket>().RunAsync(
            db, inHand, new("broken", "mended", Responsibility.Us, TellsCustomer: false), null, Actor.Of(full)));
        await waiting.RunAsync();
        (await _cast.HolderAsync(urgent), await _cast.HolderAsync(normal)).ShouldBe(("full", null));
        (await _cast.TicketAsync(urgent)).RoutingReason.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_team_that_pulls_gives_nothing_out_and_a_recused_member_is_passed_over()
    {
        var only = await _cast.SitAsync("Paula Onlyone");
        var number = await _cast.FileAsync("Paula Onlyone insulted me");
        (await _cast.PickAsync(number)).ShouldBeNull();
        (await _cast.HolderAsync(number)).ShouldBeNull();
        await DefaultTeamAsync(pushes: true);
        (await _cast.PickAsync(number)).ShouldBe(Held.NobodyInTeam);
        await _cast.SitAsync("other");
        (await _cast.PickAsync(number)).ShouldBeNull();
        (await _cast.HolderAsync(number)).ShouldBe("other");
        var claim = _server.Services.GetRequiredService<ClaimTicket>();
        (await Should.ThrowAsync<RuleViolation>(() => _server.Work.RunAsync(db => claim.RunAsync(db, number, only.Id, null, Actor.System)))).Code.ShouldBe("already_taken");
        var assign = _server.Services.GetRequiredService<AssignTicket>();
        (await Should.ThrowAsync<RuleViolation>(() => _server.Work.RunAsync(db => assign.RunAsync(db, number, null, only.Email, Actor.System)))).Code.ShouldBe("recused");
        var reply = _server.Services.GetRequiredService<ReplyToTicket>();
        (await Should.ThrowAsync<RuleViolation>(() => _server.Work.RunAsync(db => reply.RunAsync(db, number, "hm", Actor.Of(only))))).Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task Somebody_away_keeps_a_case_until_the_customer_answers()
    {
        var (gone, there) = (await _cast.SitAsync("gone"), await _cast.SitAsync("there", cases: 0));
        await DefaultTeamAsync(pushes: true, away: 0);
        await WorkAsync(WorkHours.EveryDay(new WorkPeriod(0, 1440)));
        var number = await _cast.FileAsync();
        await _cast.PickAsync(number);
        (await _cast.HolderAsync(number)).ShouldBe("gone");
        await _cast.ChangeAsync(gone.Id, m => m.ShowAs(Presence.Away, _cast.Now));
        var release = _server.Services.GetRequiredService<ReleaseCases>();
        await release.RunAsync();
        (await _cast.HolderAsync(number)).ShouldBe("gone");
        await SayAsync(number, "are you still there?");
        await release.RunAsync();
        (await _cast.HolderAsync(number)).ShouldBeNull();
        (await _cast.TicketAsync(number)).Events[^1].Arguments["release"].ShouldBe(ReleaseReason.Away);
        await _cast.ChangeAsync(there.Id, m => m.Work(new([], [], 3, 25, null, null, null)));
        await _server.Services.GetRequiredService<AssignWaiting>().RunAsync();
        (await _cast.HolderAsync(number)).ShouldBe("there");
    }

    [Fact]
    public async Task An_answer_after_hours_leaves_the_case_with_whoever_comes_back_in_the_morning()
    {
        var gone = await _cast.SitAsync("gone");
        await DefaultTeamAsync(pushes: true, away: 15);
        var day = (int)_cast.Now.AddDays(3).DayOfWeek;
        await WorkAsync(new() { Week = [.. Enumerable.Range(0, 7).Select(d => d == day ? new[] { new WorkPeriod(540, 1080) } : [])] });
        var number = await _cast.FileAsync();
        await _cast.PickAsync(number);
        await _cast.ChangeAsync(gone.Id, m => m.ShowAs(Presence.Away, _cast.Now));
        await SayAsync(number, "are you still there?");
        await _server.Work.RunAsync(db => db.Messages.ExecuteUpdateAsync(m => m.SetProperty(x => x.SentAt, _cast.Now.AddHours(1))));
        var release = _server.Services.GetRequiredService<ReleaseCases>();
        await release.RunAsync();
        (await _cast.HolderAsync(number)).ShouldBe("gone");
        await WorkAsync(WorkHours.EveryDay(new WorkPeriod(0, 1440)));
        await _server.Work.RunAsync(db => db.Messages.ExecuteUpdateAsync(m => m.SetProperty(x => x.SentAt, _cast.Now.AddMinutes(-20))));
        await _server.Work.RunAsync(db => db.Tickets.ExecuteUpdateAsync(t => t.SetProperty(x => x.HandedAt, _cast.Now.AddHours(-1))));
        await _cast.ChangeAsync(gone.Id, m => m.ShowAs(Presence.Available, _cast.Now.AddHours(-2)));
        await _cast.ChangeAsync(gone.Id, m => m.ShowAs(Presence.Away, _cast.Now.AddHours(-1)));
        await release.RunAsync();
        (await _cast.HolderAsync(number)).ShouldBeNull();
    }

    [Fact]
    public async Task Many_cases_that_fit_nobody_do_not_keep_a_later_one_from_whoever_can_take_it()
    {
        await _cast.SitAsync("English only", speaks: ["en"]);
        await _cast.SitAsync("Chinese, gone", speaks: ["zh-Hans"], presence: Presence.Away);
        await DefaultTeamAsync(pushes: true);
        for (var i = 0; i < 201; i++)
        {
            await _cast.FileAsync($"等待 {i}", TicketPriority.High, "zh-Hans");
        }

        var number = await _cast.FileAsync("in English");
        await _server.Services.GetRequiredService<AssignWaiting>().RunAsync();
        (await _cast.HolderAsync(number)).ShouldBe("English only");
    }

    [Fact]
    public async Task A_case_nobody_acts_on_goes_back_after_the_teams_working_minutes_and_one_acted_on_does_not()
    {
        var idle = await _cast.SitAsync("idle");
        await DefaultTeamAsync(pushes: true, idle: 30);
        var (forgotten, noted) = (await _cast.FileAsync("forgotten"), await _cast.FileAsync("noted"));
        await _cast.PickAsync(forgotten);
        await _cast.PickAsync(noted);
        await _server.Work.RunAsync(db => _server.Services.GetRequiredService<AddNote>().RunAsync(db, noted, "looking into it", Actor.Of(idle)));
        var release = _server.Services.GetRequiredService<ReleaseCases>();
        await release.RunAsync();
        (await _cast.HolderAsync(forgotten)).ShouldBe("idle");

        // Handed over a week ago: by then 30 minutes of work have passed in any office.
        await _server.Work.RunAsync(db => db.Tickets.ExecuteUpdateAsync(t => t.SetProperty(x => x.HandedAt, _cast.Now.AddDays(-7))));
        await release.RunAsync();
        (await _cast.HolderAsync(forgotten), await _cast.HolderAsync(noted)).ShouldBe((null, "idle"));
    }

    private Task SayAsync(long number, string text) => _server.Work.RunAsync(async db =>
    {
        var ticket = await db.Tickets.SingleAsync(t => t.Number == number);
        db.Append(await db.Conversations.SingleAsync(c => c.Id == ticket.ConversationId), new(Speaker.Customer, text), _cast.Now);
        ticket.CustomerWrote(_cast.Now);
    });

    private async Task WorkAsync(WorkHours hours)
    {
        await _server.Work.RunAsync(db => db.Calendars.ExecuteUpdateAsync(c => c.SetProperty(x => x.Hours, hours)));
        _server.Services.GetRequiredService<RoutingBook>().Forget();
    }

    private async Task DefaultTeamAsync(bool pushes, int? away = 15, int? idle = null)
    {
        await _server.Work.RunAsync(async db => (await db.Teams.SingleAsync(t => t.Key == StartingBook.DefaultTeam)).Work(pushes, away, idle));
        _server.Services.GetRequiredService<RoutingBook>().Forget();
    }
}

public sealed class AssignmentOnSqliteTests : AssignmentTests
{
    protected override Task<TestServer> StartAsync() => TestServer.StartAsync();
}

public sealed class AssignmentOnPostgresTests(PostgresCluster cluster) : AssignmentTests, IClassFixture<PostgresCluster>
{
    protected override async Task<TestServer> StartAsync() => await TestServer.StartAsync(
        "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
}
