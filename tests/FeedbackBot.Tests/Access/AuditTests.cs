using FeedbackBot.Access;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Access;

/// <summary>The trail of changes: in the order made, by whom, with what.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task A_change_is_kept_with_who_when_and_what()
    {
        await using var database = await TestDatabase.CreateAsync();
        var ann = new Actor("staff", Guid.CreateVersion7(), "Ann");
        await database.Work.RunAsync(db =>
        {
            db.Audit(ann, database.Now, "policy.changed", ("policy", "urgent"), ("note", null));
            return Task.CompletedTask;
        });
        await database.Work.RunAsync(db =>
        {
            db.Audit(Actor.System, database.Now, "policy.changed", ("policy", "high"));
            return Task.CompletedTask;
        });

        await using var db = database.Open();
        var entries = await db.AuditEntries.OrderBy(e => e.Sequence).ToListAsync();
        entries.Select(e => (e.ActorKind, e.ActorName, e.Arguments["policy"])).ShouldBe([("staff", "Ann", "urgent"), ("system", null, "high")]);
        (entries[0].At, entries[0].ActorId, entries[0].Code).ShouldBe((database.Now, ann.Id, "policy.changed"));
        entries[0].Arguments.Keys.ShouldBe(["policy"]);
    }
}
