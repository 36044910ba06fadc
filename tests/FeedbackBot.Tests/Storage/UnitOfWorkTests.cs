using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Storage;

/// <summary>Pieces of work that share a commit do not share a failure.</summary>
public sealed class UnitOfWorkTests
{
    [Fact]
    public async Task A_piece_that_fails_takes_no_other_along_and_leaves_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var pieces = Enumerable.Range(0, 200).Select(i => database.Work.RunAsync(async db =>
        {
            await db.ContactOfAsync($"contact-{i}", database.Now);
            if (i % 7 == 0)
            {
                throw new RuleViolation("broken", "This one does not want to.");
            }
        })).ToList();
        foreach (var piece in pieces)
        {
            await piece.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        pieces.Count(p => p.IsFaulted).ShouldBe(29);
        await using var db = database.Open();
        var stored = await db.Contacts.Select(c => c.ExternalId!).ToListAsync();
        stored.Count.ShouldBe(171);
        stored.ShouldNotContain("contact-7");
    }

    [Fact]
    public async Task A_row_the_database_refuses_fails_its_own_piece_only()
    {
        await using var database = await TestDatabase.CreateAsync();
        Task AddAsync(string id) => database.Work.RunAsync(db =>
        {
            db.Contacts.Add(Contact.WithExternalId(id, database.Now));
            return Task.CompletedTask;
        });

        var (first, twin, other) = (AddAsync("a"), AddAsync("a"), AddAsync("b"));
        await first;
        await Should.ThrowAsync<DbUpdateException>(() => twin);
        await other;
        await using var db = database.Open();
        (await db.Contacts.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Watchers_wake_after_the_commit_and_not_for_a_failed_piece()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var watch = database.Feed.Watch("here");
        await Should.ThrowAsync<RuleViolation>(() => database.Work.RunAsync(db =>
        {
            db.Announce("here");
            throw new RuleViolation("broken", "No.");
        }));
        (await watch.WaitAsync(TimeSpan.FromMilliseconds(50), TimeProvider.System, default)).ShouldBeFalse();

        await database.Work.RunAsync(db =>
        {
            db.Announce("here");
            return Task.CompletedTask;
        });
        (await watch.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Numbers_have_no_gap_where_a_piece_failed()
    {
        await using var database = await TestDatabase.CreateAsync();
        (await database.Work.RunAsync(db => db.NextAsync("ticket"))).ShouldBe(1);
        await Should.ThrowAsync<RuleViolation>(() => database.Work.RunAsync(async db =>
        {
            await db.NextAsync("ticket");
            throw new RuleViolation("broken", "No.");
        }));
        (await database.Work.RunAsync(db => db.NextAsync("ticket"))).ShouldBe(2);
    }
}
