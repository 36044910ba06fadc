using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Tests.Conversations;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Life;

/// <summary>Two cases become one and come apart again: nothing is lost, both customers are heard and hear.</summary>
public abstract class MergingTests : LifeTests
{
    private const string Leaks = "The kettle I bought leaks and nobody answers my calls, I want a refund";

    [Fact]
    public async Task Drafts_watchers_recusals_and_links_go_along_and_come_back()
    {
        var (source, target, cause) = (await Cast.FileAsync("leaks"), await Cast.FileAsync("leaks too"), await Cast.FileAsync("bad seals"));
        var (ann, bob, now) = (Cast.Ann.Id, Cast.Bob.Id, Cast.Now);
        var eve = await Server.AddStaffAsync("eve-life@example.com", FeedbackBot.Accounts.StaffRoles.Agent, "Eve");
        await Cast.StoreAsync(
            new TicketDraft(source, ann, "reply", "Dear Jane", now), new TicketDraft(source, bob, "reply", "My part", now), new TicketDraft(target, bob, "reply", "Their part", now),
            new TicketWatcher(source, bob, "asked", now), new Recusal(source, eve.Id, "subject", now));
        await Cast.LinkAsync(source, cause, "caused_by");
        await Cast.MergeAsync(source, target);

        (await DraftsAsync(target)).ShouldBe(["Dear Jane", "Their part\n\nMy part"], ignoreOrder: true);
        (await DraftsAsync(source)).ShouldBeEmpty();
        await using (var db = Cast.Open())
        {
            (await db.TicketWatchers.Where(w => w.TicketNumber == target).Select(w => w.StaffId).ToListAsync()).ShouldBe([bob]);
            (await db.Recusals.CountAsync(r => r.TicketNumber == target)).ShouldBe(1);
            (await db.TicketLinks.CountAsync(l => l.FromNumber == target && l.ToNumber == cause)).ShouldBe(1);
        }

        await Cast.UnmergeAsync(source);
        (await DraftsAsync(target)).ShouldBe(["Their part"]);
        (await DraftsAsync(source)).ShouldBe(["Dear Jane", "My part"], ignoreOrder: true);
        await using var after = Cast.Open();
        (await after.TicketWatchers.CountAsync(w => w.TicketNumber == target), await after.Recusals.CountAsync(r => r.TicketNumber == target), await after.TicketLinks.CountAsync(l => l.FromNumber == target)).ShouldBe((0, 0, 0));
        (await after.TicketWatchers.CountAsync(w => w.TicketNumber == source), await after.Recusals.CountAsync(r => r.TicketNumber == source), await after.TicketLinks.CountAsync(l => l.FromNumber == source)).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task A_joined_draft_that_was_written_on_stays_and_the_part_comes_back_beside_it()
    {
        var (source, target) = (await Cast.FileAsync("leaks"), await Cast.FileAsync("leaks too"));
        await Cast.StoreAsync(new TicketDraft(source, Cast.Ann.Id, "reply", "Dear Jane", Cast.Now));
        await Cast.MergeAsync(source, target);
        await Server.Work.RunAsync(async db => (await db.TicketDrafts.SingleAsync()).Become("Dear Jane, we are sorry", Cast.Now));
        await Cast.UnmergeAsync(source);
        ((await DraftsAsync(target)).Single(), (await DraftsAsync(source)).Single()).ShouldBe(("Dear Jane, we are sorry", "Dear Jane"));
    }

    [Fact]
    public async Task Status_promises_and_the_way_of_later_words_come_back_with_events_on_both()
    {
        var (source, target) = (await Cast.FileAsync("leaks"), await Cast.FileAsync("leaks too"));
        await Cast.ReplyAsync(source, "we are on it");
        await Cast.MergeAsync(source, target);
        var merged = await Cast.ReadAsync(source);
        (merged.Status, merged.MergedInto).ShouldBe((TicketStatus.Closed, target));
        (await Cast.HearAsync(source, "any news?")).ShouldBe(target);

        await Cast.UnmergeAsync(source);
        await Cast.UnmergeAsync(source);
        var own = await Cast.ReadAsync(source);
        (own.Status, own.MergedInto, own.Clocks.Single(c => c.Name == ClockName.Resolution).StoppedAt).ShouldBe((TicketStatus.Open, null, null));
        own.WaitingSince.ShouldNotBeNull("their question was not answered");
        own.Clocks.Single(c => c.Name == ClockName.FirstResponse).StoppedAt.ShouldNotBeNull();
        own.Events.Last().Code.ShouldBe("unmerged_from");
        (await Cast.CodesAsync(target)).Count(c => c == "unmerged").ShouldBe(1);
        (await Cast.HearAsync(source, "hello?")).ShouldBe(source);
        (await Cast.ReadAsync(source)).Status.ShouldBe(TicketStatus.Open);
    }

    [Fact]
    public async Task After_thirty_days_a_merge_stands()
    {
        var (source, target) = (await Cast.FileAsync("leaks"), await Cast.FileAsync("leaks too"));
        await Cast.MergeAsync(source, target);
        var old = Cast.Now.AddDays(-31);
        await Server.Work.RunAsync(db => db.MergeRecords.ExecuteUpdateAsync(set => set.SetProperty(m => m.At, old)));
        (await Should.ThrowAsync<RuleViolation>(() => Cast.UnmergeAsync(source))).Code.ShouldBe("merge_too_old");
        (await Cast.ReadAsync(source)).MergedInto.ShouldBe(target);
    }

    [Fact]
    public async Task Both_customers_hear_an_answer_once_and_what_either_answers_reaches_the_case()
    {
        var (first, second) = (await Cast.Chat.ArriveAsync(), await Cast.Chat.ArriveAsync());
        var (merged, goesOn) = (await Cast.Chat.ComplainAsync(first, Leaks), await Cast.Chat.ComplainAsync(second, "The lamp I bought arrived smashed to pieces, I want a refund"));
        var (source, target) = (TicketNumber.Parse(merged.Number)!.Value, TicketNumber.Parse(goesOn.Number)!.Value);
        await Cast.MergeAsync(source, target);
        await Cast.ReplyAsync(target, "A new one is on its way.");
        foreach (var chat in new[] { first, second })
        {
            (await Cast.Chat.LogAsync(chat)).Count(m => m.Speaker == Speaker.Agent && m.Text == "A new one is on its way.").ShouldBe(1);
        }

        (await Cast.ReadAsync(target)).Status.ShouldBe(TicketStatus.WaitingOnCustomer);
        (await Cast.Chat.SayAsync(first, "thank you, when?")).Replies.ShouldBeEmpty();
        (await Cast.ReadAsync(target)).Status.ShouldBe(TicketStatus.Open);

        // The old receipt shows how the whole stands, and only what was said in its own chat.
        var followed = (await Cast.Use<FollowByReceipt>().RunAsync(merged.Number, merged.Code))!;
        (followed.Ticket.Id, followed.Progress.Status).ShouldBe((merged.Number, TicketStatus.Open));
        followed.Said.Select(m => m.Text).ShouldContain("A new one is on its way.");
        followed.Said.ShouldNotContain(m => m.Text.Contains("lamp", StringComparison.Ordinal));

        await Cast.ResolveAsync(target);
        (await Cast.Chat.SayAsync(first, "hello")).Replies.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Voices_that_a_merge_brought_are_taken_back()
    {
        var (source, target) = (await Cast.FileAsync("a night mode please", TicketKind.Suggestion), await Cast.FileAsync("a dark mode please", TicketKind.Suggestion));
        await Cast.MergeAsync(source, target);
        (await Cast.ReadAsync(target)).Voices.ShouldBe(1);
        await Cast.UnmergeAsync(source);
        (await Cast.ReadAsync(target)).Voices.ShouldBe(0);
        await using var db = Cast.Open();
        (await db.IdeaVoices.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_merged_into_each_other_at_once_one_goes_on()
    {
        for (var round = 0; round < 8; round++)
        {
            var (a, b) = (await Cast.FileAsync("a"), await Cast.FileAsync("b"));
            var tried = await Task.WhenAll(TryAsync(() => Cast.MergeAsync(a, b)), TryAsync(() => Cast.MergeAsync(b, a)));
            tried.Count(done => done).ShouldBe(1);
            var (one, other) = (await Cast.ReadAsync(a), await Cast.ReadAsync(b));
            new[] { one, other }.Count(t => t.MergedInto != null && t.Status == TicketStatus.Closed).ShouldBe(1);
            new[] { one, other }.Count(t => t.MergedInto == null && t.IsOpen).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Many_merged_into_one_at_once_are_all_in_it_and_a_ring_never_closes()
    {
        var target = await Cast.FileAsync("the one");
        var parts = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            parts.Add(await Cast.FileAsync($"part {i}"));
            await Cast.StoreAsync(new TicketDraft(parts[i], Cast.Ann.Id, "reply", $"text {i}", Cast.Now));
        }

        (await Task.WhenAll(parts.Select(p => TryAsync(() => Cast.MergeAsync(p, target))))).ShouldAllBe(done => done);
        await using (var db = Cast.Open())
        {
            (await db.Tickets.CountAsync(t => t.MergedInto == target), await db.MergeRecords.CountAsync()).ShouldBe((6, 6));
            var joined = (await db.TicketDrafts.SingleAsync()).Text;
            parts.Select((_, i) => $"text {i}").ShouldAllBe(text => joined.Contains(text));
        }

        var ring = new[] { await Cast.FileAsync("x"), await Cast.FileAsync("y"), await Cast.FileAsync("z") };
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => TryAsync(() => Cast.MergeAsync(ring[i], ring[(i + 1) % 3]))));
        var left = new List<Ticket>();
        foreach (var number in ring)
        {
            left.Add(await Cast.ReadAsync(number));
        }

        left.Count(t => t.MergedInto == null).ShouldBeGreaterThanOrEqualTo(1);
        await using var end = Cast.Open();
        foreach (var ticket in left)
        {
            (await end.WhereItGoesOnAsync(ticket)).MergedInto.ShouldBeNull();
        }
    }

    private static async Task<bool> TryAsync(Func<Task> merge)
    {
        try
        {
            await merge();
            return true;
        }
        catch (RuleViolation)
        {
            return false;
        }
    }

    private async Task<List<string>> DraftsAsync(long number)
    {
        await using var db = Cast.Open();
        return await db.TicketDrafts.Where(d => d.TicketNumber == number).Select(d => d.Text).ToListAsync();
    }
}

/// <summary>On the default database.</summary>
public sealed class MergingOnSqliteTests : MergingTests
{
    protected override Task<TestServer> StartAsync() => OnSqliteAsync();
}

/// <summary>On PostgreSQL, where two commits run at once.</summary>
public sealed class MergingOnPostgresTests(PostgresCluster cluster) : MergingTests, IClassFixture<PostgresCluster>
{
    protected override Task<TestServer> StartAsync() => OnPostgresAsync(cluster);
}
