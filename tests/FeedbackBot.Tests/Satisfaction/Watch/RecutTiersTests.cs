using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Satisfaction.Watch;

/// <summary>The nightly cut of accounts into tiers.</summary>
public sealed class RecutTiersTests
{
    [Fact]
    public async Task Accounts_move_once_and_each_move_is_recorded_with_the_share()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddAccountsAsync(("BIG", 80_00), ("MIDDLE", 15_00), ("SMALL", 5_00), ("SILENT", null));
        (await database.Recut().RunAsync()).ShouldBe(2);
        (await database.Recut().RunAsync()).ShouldBe(0);
        await using var db = database.Open();
        (await db.Accounts.OrderBy(a => a.ExternalId).Select(a => $"{a.ExternalId} {a.Tier}").ToListAsync()).ShouldBe(["BIG A", "MIDDLE B", "SILENT C", "SMALL C"]);
        var big = await db.Accounts.SingleAsync(a => a.ExternalId == "BIG");
        var move = await db.TierMoves.SingleAsync(m => m.AccountId == big.Id);
        (move.FromTier, move.ToTier, move.Share, move.At).ShouldBe((AccountTier.C, AccountTier.A, 0.8, database.Now));
        (await db.TierMoves.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_value_that_is_gone_moves_its_account_down()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddAccountsAsync(("BIG", 80_00), ("SMALL", 5_00));
        await database.Recut().RunAsync();
        await database.Work.RunAsync(async db => (await db.Accounts.SingleAsync(a => a.ExternalId == "BIG")).Update(new() { AnnualValueMinor = 0 }, database.Now));
        (await database.Recut().RunAsync()).ShouldBe(2);
        await using var db = database.Open();
        (await db.Accounts.OrderBy(a => a.ExternalId).Select(a => $"{a.ExternalId} {a.Tier}").ToListAsync()).ShouldBe(["BIG C", "SMALL A"]);
    }

    [Fact]
    public async Task An_answer_keeps_the_tier_that_its_account_had_when_it_was_given()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddAccountsAsync(("BIG", 80_00));
        await database.Work.RunAsync(async db => db.Add(AnswerBook.Csat(5, database.Now, Attribution.Of(await db.Accounts.SingleAsync()))));
        await database.Recut().RunAsync();
        await using var after = database.Open();
        ((await after.Accounts.SingleAsync()).Tier, (await after.Answers.SingleAsync()).Tier).ShouldBe((AccountTier.A, "c"));
    }

    [Fact]
    public async Task Ten_thousand_accounts_are_cut_in_seconds()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddAccountsAsync([.. Enumerable.Range(1, 10_000).Select(i => ($"A-{i:00000}", (long?)(10_000_000 / i)))]);
        var started = System.Diagnostics.Stopwatch.StartNew();
        (await database.Recut().RunAsync()).ShouldBeGreaterThan(2_000);
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }
}
