using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Life;

/// <summary>Promises made at closing are tracked until they are done.</summary>
public abstract class CommitmentTests : LifeTests
{
    [Theory]
    [InlineData("en", "what we promised you is done (refund: 25 euros)")]
    [InlineData("zh-Hans", "我们答应您的事办好了（退款：25 euros）")]
    public async Task What_was_promised_is_told_when_it_is_done_and_once(string language, string expected)
    {
        var number = await Cast.FileAsync("paid twice", language: language);
        var id = await MakeAsync(number, new(CommitmentKind.Refund, "25 euros", Cast.Now.AddDays(3), 2500, "eur", Cast.Bob.Id));
        await FinishAsync(id);
        await FinishAsync(id);
        (await Cast.SaidAsync(number)).Count(m => m.Speaker == Speaker.Bot && m.Text.Contains(expected, StringComparison.Ordinal)).ShouldBe(1);
        (await Cast.CodesAsync(number)).TakeLast(2).ShouldBe(["commitment_made", "commitment_done"]);
        await using var db = Cast.Open();
        var kept = await db.Commitments.SingleAsync();
        (kept.Amount, kept.Currency, kept.DoneByName, kept.OwnerId).ShouldBe((2500, "EUR", "Ann", Cast.Bob.Id));
    }

    [Fact]
    public async Task What_was_not_promised_to_the_customer_is_done_in_silence()
    {
        var number = await Cast.FileAsync("paid twice");
        var before = (await Cast.SaidAsync(number)).Count;
        await FinishAsync(await MakeAsync(number, new(CommitmentKind.Repair, null, Cast.Now.AddDays(3), IsPromised: false)));
        (await Cast.SaidAsync(number)).Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_promise_whose_day_has_passed_is_marked_once()
    {
        var number = await Cast.FileAsync("call me");
        var id = await MakeAsync(number, new(CommitmentKind.CallBack, null, Cast.Now.AddDays(1)));
        await Cast.Use<MarkOverdueCommitments>().RunAsync();
        (await Cast.CodesAsync(number)).ShouldNotContain("commitment_overdue");
        var past = Cast.Now.AddMinutes(-1);
        await Server.Work.RunAsync(db => db.Commitments.ExecuteUpdateAsync(set => set.SetProperty(c => c.DueAt, past)));
        await Cast.Use<MarkOverdueCommitments>().RunAsync();
        await Cast.Use<MarkOverdueCommitments>().RunAsync();
        (await Cast.CodesAsync(number)).Count(c => c == "commitment_overdue").ShouldBe(1);
        await FinishAsync(id);
        await using var db = Cast.Open();
        var late = await db.Commitments.SingleAsync();
        (late.DoneAt, late.BrokenAt).ShouldSatisfyAllConditions(d => d.DoneAt.ShouldNotBeNull(), d => d.BrokenAt.ShouldNotBeNull());
    }

    [Fact]
    public async Task A_promise_that_says_nothing_or_is_due_in_the_past_is_refused()
    {
        var number = await Cast.FileAsync("call me");
        var soon = Cast.Now.AddDays(1);
        (await RefusedAsync(new(CommitmentKind.Other, " ", soon))).ShouldBe(("required", "commitment"));
        (await RefusedAsync(new(CommitmentKind.Refund, "", Cast.Now.AddDays(-1)))).ShouldBe(("in_the_past", "due"));
        (await RefusedAsync(new(CommitmentKind.Refund, "", soon, 100, "euro"))).ShouldBe(("malformed", "currency"));
        (await RefusedAsync(new(CommitmentKind.Refund, "", soon, -1, "EUR"))).ShouldBe(("malformed", "amount"));
        (await RefusedAsync(new(CommitmentKind.Refund, "", soon, OwnerId: Guid.CreateVersion7()))).ShouldBe(("unknown_staff", "owner"));

        async Task<(string, string?)> RefusedAsync(NewCommitment facts)
        {
            var refused = await Should.ThrowAsync<RuleViolation>(() => MakeAsync(number, facts));
            return (refused.Code, refused.Field);
        }
    }

    private async Task<Guid> MakeAsync(long number, NewCommitment facts) =>
        (await Server.Work.RunAsync(db => Cast.Use<MakeCommitment>().RunAsync(db, number, facts, Cast.By))).Id;

    private Task FinishAsync(Guid id) => Cast.DoAsync<FinishCommitment>((finish, db) => finish.RunAsync(db, id, Cast.By));
}

/// <summary>On the default database.</summary>
public sealed class CommitmentsOnSqliteTests : CommitmentTests
{
    protected override Task<TestServer> StartAsync() => OnSqliteAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class CommitmentsOnPostgresTests(PostgresCluster cluster) : CommitmentTests, IClassFixture<PostgresCluster>
{
    protected override Task<TestServer> StartAsync() => OnPostgresAsync(cluster);
}
