using System.Data.Common;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedbackBot.Tests.Life;

/// <summary>A cause is fixed: everybody whose case it caused is told, once, in their language, and counted.</summary>
public abstract class AffectedTests : LifeTests
{
    private static readonly AffectedNews Both = new("密封圈问题已修复。", "The seals are fixed.");

    [Fact]
    public async Task Everyone_is_told_once_in_their_language_those_of_merged_cases_too_and_counted()
    {
        var cause = await Cast.FileAsync("bad seals");
        var (english, chinese, quiet, merged) = (await CausedAsync(cause, "en"), await CausedAsync(cause, "zh-Hans"), await CausedAsync(cause, "en"), await Cast.FileAsync("leaks too"));
        await Cast.MergeAsync(merged, english);
        await OptOutAsync(quiet);

        var first = await TellAsync(cause, new(null, Both.English));
        (first.Told, first.Before, first.NotTold["language"], first.NotTold["opted_out"]).ShouldBe((2, 0, 1, 1));
        var second = await TellAsync(cause, Both);
        (second.Told, second.Before, second.NotTold.Values.Sum()).ShouldBe((1, 2, 1));
        (await HeardAsync(english), await HeardAsync(merged), await HeardAsync(chinese), await HeardAsync(quiet)).ShouldBe((Both.English!, Both.English!, Both.Chinese!, ""));
        var told = (await Cast.ReadAsync(cause)).Events.Where(e => e.Code == "told_affected").ToList();
        told.Count.ShouldBe(2);
        (told[1].Arguments["told"], told[1].Arguments["already"], told[1].Arguments["not_told"]).ShouldBe(("1", "2", "1"));
        (await Cast.CodesAsync(chinese)).Last().ShouldBe("told_of_cause");
    }

    [Fact]
    public async Task Further_news_reaches_those_told_before_but_the_same_words_are_never_said_twice()
    {
        var cause = await Cast.FileAsync("bad seals");
        var child = await CausedAsync(cause, "en");
        await TellAsync(cause, Both);
        (await TellAsync(cause, Both with { Again = true })).Told.ShouldBe(0);
        (await TellAsync(cause, new(null, "A voucher is on its way.", Again: true))).Told.ShouldBe(1);
        (await Cast.SaidAsync(child)).Count(m => m.Speaker == Speaker.Agent).ShouldBe(2);
    }

    [Fact]
    public async Task Their_cases_can_be_resolved_with_it()
    {
        var cause = await Cast.FileAsync("bad seals");
        var (one, other) = (await CausedAsync(cause, "en"), await CausedAsync(cause, "zh-Hans"));
        (await TellAsync(cause, Both with { Resolution = LifeCast.Mended })).Resolved.ShouldBe(2);
        foreach (var number in new[] { one, other })
        {
            var child = await Cast.ReadAsync(number);
            (child.Status, child.Cause, child.Remedy).ShouldBe((TicketStatus.Resolved, LifeCast.Mended.Cause, LifeCast.Mended.Remedy));
        }

        (await Cast.ReadAsync(cause)).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_who_press_at_once_tell_everybody_once()
    {
        var cause = await Cast.FileAsync("bad seals");
        var child = await CausedAsync(cause, "en");
        await Task.WhenAll(TellAsync(cause, Both), TellAsync(cause, Both), TellAsync(cause, Both));
        (await Cast.SaidAsync(child)).Count(m => m.Text == Both.English).ShouldBe(1);
    }

    [Fact]
    public async Task A_case_that_is_hidden_from_whoever_tells_is_neither_told_nor_counted_and_stops_nothing()
    {
        var cause = await Cast.FileAsync("bad seals");
        var (hidden, seen) = (await CausedAsync(cause, "en"), await CausedAsync(cause, "en"));
        await Cast.DoAsync<RecuseColleague>((recuse, db) => recuse.RunAsync(db, hidden, Cast.Ann.Id, RecusalReason.Subject, Actor.Of(Cast.Bob)));
        var count = await TellAsync(cause, Both with { Resolution = LifeCast.Mended });
        (count.Told, count.NotTold.Count, count.Resolved).ShouldBe((1, 0, 1));
        (await HeardAsync(seen), await HeardAsync(hidden)).ShouldBe((Both.English!, ""));
        (await Cast.ReadAsync(hidden)).IsOpen.ShouldBeTrue();
        (await Cast.CodesAsync(cause)).Last().ShouldBe("told_affected");
        await using var db = Cast.Open();
        (await db.AffectedByAsync(cause, Cast.Ann, Cast.Now)).Count.ShouldBe(1);
        (await db.AffectedByAsync(cause, Cast.Bob, Cast.Now)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task One_that_fails_is_counted_as_not_told_and_the_others_are_told()
    {
        var cause = await Cast.FileAsync("bad seals");
        for (var i = 0; i < 4; i++)
        {
            await CausedAsync(cause, "en");
        }

        var tell = new TellAffected(Server.Work, Cast.Use<IDbContextFactory<FeedbackDb>>(), Cast.Use<ResolveTicket>(), new BrokenClock(), NullLogger<TellAffected>.Instance);
        var count = await tell.RunAsync(cause, Both, Cast.By);
        count.NotTold[ReadAffected.Failed].ShouldBeInRange(1, 2);
        (count.Told + count.NotTold[ReadAffected.Failed]).ShouldBe(4);
        var told = (await Cast.ReadAsync(cause)).Events.Single(e => e.Code == "told_affected");
        told.Arguments["not_told"].ShouldBe(count.NotTold[ReadAffected.Failed].ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Many_are_found_with_a_few_questions_to_the_database()
    {
        var cause = await Cast.FileAsync("bad seals");
        for (var i = 0; i < 12; i++)
        {
            await CausedAsync(cause, "en");
        }

        var asked = new Asked();
        await using var db = new FeedbackDb(new DbContextOptionsBuilder<FeedbackDb>(Cast.Use<DbContextOptions<FeedbackDb>>()).AddInterceptors(asked).Options);
        (await db.AffectedByAsync(cause, Cast.Ann, Cast.Now)).Count.ShouldBe(12);
        asked.Times.ShouldBeLessThan(8);
    }

    [Fact]
    public async Task Without_words_nobody_is_told()
    {
        var cause = await Cast.FileAsync("bad seals");
        (await Should.ThrowAsync<RuleViolation>(() => TellAsync(cause, new(" ", null)))).Code.ShouldBe("required");
    }

    [Fact]
    public async Task A_link_is_seen_from_both_ends_and_goes_from_both()
    {
        var cause = await Cast.FileAsync("bad seals");
        var child = await CausedAsync(cause, "en");
        (await Cast.CodesAsync(cause)).Last().ShouldBe("linked_from");
        await Cast.DoAsync<UnlinkTickets>((unlink, db) => unlink.RunAsync(db, child, cause, "caused_by", Cast.By));
        await Cast.DoAsync<UnlinkTickets>((unlink, db) => unlink.RunAsync(db, child, cause, "caused_by", Cast.By));
        (await Cast.CodesAsync(child)).Count(c => c == "unlinked").ShouldBe(1);
        (await Cast.CodesAsync(cause)).Count(c => c == "unlinked_from").ShouldBe(1);
        await using var db = Cast.Open();
        (await db.TicketLinks.CountAsync()).ShouldBe(0);
    }

    /// <summary>Stops in the second commit, and where that was repeated in the third.</summary>
    private sealed class BrokenClock : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow() => Interlocked.Increment(ref _asked) is 3 or 4 ? throw new InvalidOperationException("The clock stopped.") : System.GetUtcNow();
    }

    private sealed class Asked : DbCommandInterceptor
    {
        public int Times { get; private set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Times++;
            return ValueTask.FromResult(result);
        }
    }

    private async Task<long> CausedAsync(long cause, string language)
    {
        var number = await Cast.FileAsync(language == "en" ? "it leaks" : "漏水了", language: language);
        await Cast.LinkAsync(number, cause, "caused_by");
        return number;
    }

    private Task<ToldCount> TellAsync(long cause, AffectedNews news) => Cast.Use<TellAffected>().RunAsync(cause, news, Cast.By);

    private async Task<string> HeardAsync(long number) => string.Join('|', (await Cast.SaidAsync(number)).Where(m => m.Speaker == Speaker.Agent).Select(m => m.Text));

    private Task OptOutAsync(long number) => Server.Work.RunAsync(async db =>
    {
        var ticket = await db.TicketAsync(number);
        (await db.Contacts.FirstAsync(c => c.Id == ticket.ContactId)).Update(new(Preferences: new() { OptedOut = true }), Cast.Now);
    });
}

/// <summary>On the default database.</summary>
public sealed class AffectedOnSqliteTests : AffectedTests
{
    protected override Task<TestServer> StartAsync() => OnSqliteAsync();
}

/// <summary>On PostgreSQL, where several commits run at once.</summary>
public sealed class AffectedOnPostgresTests(PostgresCluster cluster) : AffectedTests, IClassFixture<PostgresCluster>
{
    protected override Task<TestServer> StartAsync() => OnPostgresAsync(cluster);
}
