using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tests.StaffConsole;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Queue;

/// <summary>Whatever is done to cases, in whatever order, the kept numbers are those that counting gives.</summary>
public abstract class QueueCountsTests : IAsyncLifetime
{
    private QueueCast _cast = null!;

    private protected abstract Task<QueueCast> StartAsync();

    public async Task InitializeAsync() => _cast = await StartAsync();

    public async Task DisposeAsync() => await _cast.DisposeAsync();

    [Fact]
    public async Task Verbs_in_any_order_and_side_by_side_leave_numbers_that_are_right()
    {
        var dice = new Random(20261130);
        var numbers = new List<long>();
        for (var i = 0; i < 14; i++)
        {
            numbers.Add(await Cases.FileAsync(
                _cast.Server, $"case {i}", kind: i % 4 == 0 ? null : TicketKind.Complaint, sentiment: i % 2 == 0 ? Sentiment.Negative : Sentiment.Neutral,
                account: i % 3 == 0 ? $"Q-{i % 2}" : null));
        }

        await CheckAsync("filed");
        for (var round = 0; round < 12; round++)
        {
            // Several at once on the same few cases: what loses a race is done again or refused, and must not be counted twice.
            var acts = Enumerable.Range(0, 6).Select(_ => (Verb: dice.Next(9), Number: numbers[dice.Next(numbers.Count)], Other: numbers[dice.Next(numbers.Count)])).ToList();
            await Task.WhenAll(acts.Select(act => TryAsync(act.Verb, act.Number, act.Other)));
            await CheckAsync($"round {round}");
        }
    }

    [Fact]
    public async Task Numbers_that_were_spoilt_or_never_kept_are_built_anew()
    {
        var number = await Cases.FileAsync(_cast.Server, "kettle", sentiment: Sentiment.Negative, account: "Q-9");
        await _cast.AssignAsync(number, _cast.Ann);
        await _cast.DoAsync(db => db.Database.ExecuteSqlAsync($"DELETE FROM queue_counts"));
        await using (var db = _cast.Server.Open())
        {
            (await RebuildCounts.IsNeededAsync(db)).ShouldBeTrue();
        }

        await _cast.DoAsync(db => new RebuildCounts().RunAsync(db));
        await CheckAsync("rebuilt");
        await _cast.ReplyAsync(number);
        await CheckAsync("kept on after that");
    }

    [Fact]
    public async Task A_customer_who_writes_again_keeps_their_place_and_an_answer_ends_the_wait()
    {
        var number = await Cases.FileAsync(_cast.Server, "late parcel", sentiment: Sentiment.Negative);
        var since = (await _cast.ReadAsync(number)).WaitingSince.ShouldNotBeNull();
        await _cast.HearAsync(number, "hello?");
        (await _cast.ReadAsync(number)).WaitingSince.ShouldBe(since);
        await _cast.ReplyAsync(number);
        (await _cast.ReadAsync(number)).WaitingSince.ShouldBeNull();
        await _cast.HearAsync(number, "and now?");
        (await _cast.ReadAsync(number)).WaitingSince.ShouldNotBeNull().ShouldBeGreaterThan(since);
        await _cast.ResolveAsync(number);
        var over = await _cast.ReadAsync(number);
        (over.WaitingSince, over.NextDueAt, over.NextPromise).ShouldBe((null, null, null));
    }

    private async Task TryAsync(int verb, long number, long other)
    {
        try
        {
            await (verb switch
            {
                0 => _cast.AssignAsync(number, _cast.Ann),
                1 => _cast.AssignAsync(number, _cast.Bo),
                2 => _cast.AssignAsync(number, null),
                3 => _cast.ReplyAsync(number),
                4 => _cast.HearAsync(number, "still waiting"),
                5 => _cast.ResolveAsync(number),
                6 => _cast.DoAsync(db => _cast.The<ReopenTicket>().RunAsync(db, number, "not mended", Actor.Of(_cast.Bo))),
                7 => _cast.DoAsync(db => _cast.The<HoldTicket>().RunAsync(db, number, "spare part", Actor.Of(_cast.Bo))),
                _ => _cast.DoAsync(db => _cast.The<MergeTickets>().RunAsync(db, number, other, Actor.Of(_cast.Bo))),
            });
        }
        catch (RuleViolation)
        {
            // Some verbs do not fit the state of a case; that is not what is asked here.
        }
    }

    private async Task CheckAsync(string when)
    {
        await using var db = _cast.Server.Open();
        var kept = (await db.QueueCounts.GroupBy(c => new { c.Scope, c.Key }).Select(g => new { g.Key.Scope, g.Key.Key, Value = g.Sum(c => c.Value) }).ToListAsync())
            .Where(c => c.Value != 0).Select(c => $"{c.Scope} {c.Key} {c.Value}").Order();
        kept.ShouldBe(Counted(await db.Tickets.AsNoTracking().Include(t => t.Clocks).ToListAsync()).Order(), when);
    }

    /// <summary>The same numbers by the plain meaning of each.</summary>
    private static IEnumerable<string> Counted(List<Ticket> all)
    {
        var open = all.Where(t => t.IsOpen).ToList();
        IEnumerable<(string Name, int Value)> views =
        [
            ("view open", open.Count),
            ("view unassigned", open.Count(t => t.AssigneeId == null)),
            ("view due", open.Count(t => t.Clocks.Any(c => c.StoppedAt == null && c.PausedAt == null))),
            ("view angry", open.Count(t => t.SentimentLabel == Sentiment.Negative && t.WaitingSince != null)),
            ("view waiting", open.Count(t => t.Status == TicketStatus.WaitingOnCustomer)),
            ("view hold", open.Count(t => t.Status == TicketStatus.OnHold)),
            ("view triage", open.Count(t => t.Kind == null)),
            ("view resolved", all.Count(t => t.Status == TicketStatus.Resolved)),
            .. open.Where(t => t.TeamId != null).CountBy(t => t.TeamId!.Value).Select(g => ($"team {g.Key.ToString().ToUpperInvariant()}", g.Value)),
            .. open.Where(t => t.AssigneeId != null).CountBy(t => t.AssigneeId!.Value).Select(g => ($"person {g.Key.ToString().ToUpperInvariant()}", g.Value)),
            .. open.Where(t => t.AccountId != null).CountBy(t => t.AccountId!.Value).Select(g => ($"account {g.Key.ToString().ToUpperInvariant()}", g.Value)),
        ];
        return views.Where(v => v.Value != 0).Select(v => $"{v.Name} {v.Value}");
    }
}

public sealed class QueueCountsOnSqliteTests : QueueCountsTests
{
    private protected override Task<QueueCast> StartAsync() => QueueCast.StartAsync(null);
}

public sealed class QueueCountsOnPostgresTests(PostgresCluster cluster) : QueueCountsTests, IClassFixture<PostgresCluster>
{
    private protected override Task<QueueCast> StartAsync() => QueueCast.StartAsync(cluster);
}
