using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Rollups;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Satisfaction;

/// <summary>Roll-ups after any sequence of facts, corrections and removals: equal to a plain count of the facts, and to a rebuild.</summary>
public sealed class RollupTests(PostgresCluster postgres) : IClassFixture<PostgresCluster>
{
    [Theory]
    [InlineData(1, "UTC")]
    [InlineData(2, "Asia/Shanghai")]
    [InlineData(3, "America/New_York")]
    public async Task Any_sequence_of_facts_gives_the_figures_of_a_plain_count_on_sqlite(int seed, string zone)
    {
        await using var database = await TestDatabase.CreateAsync();
        await PlayAsync(new(database.Work, database.Contexts), seed, zone);
    }

    [Fact]
    public async Task And_on_postgres()
    {
        var storage = new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = await postgres.NewDatabaseAsync() };
        var builder = new DbContextOptionsBuilder<FeedbackDb>();
        StorageSetup.Use(builder, storage);
        var contexts = new Contexts(builder.Options);
        await using (var db = contexts.CreateDbContext())
        {
            await db.Database.MigrateAsync();
        }

        await using var work = new UnitOfWork(contexts, new ChangeFeed(), Options.Create(storage), NullLogger<UnitOfWork>.Instance);
        await PlayAsync(new(work, contexts), 4, "Europe/Berlin");
    }

    [Fact]
    public async Task What_was_changed_past_the_program_is_found_and_put_right_at_night()
    {
        await using var database = await TestDatabase.CreateAsync();
        var rebuild = new RebuildScores(database.Work, database.Contexts, new(database.Work), database.Clock, Options.Create(new SatisfactionOptions()));
        await database.StoreAllAsync(AnswerBook.Csat([5, 4, 1], database.Now, new() { Topic = "billing" }));
        (await rebuild.VerifyAsync()).ShouldBe(0);
        await new FoldScores(database.Work, database.Contexts).RunAsync();
        await using (var db = database.Open())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE score_rollups SET n5 = n5 + 1 WHERE grouping = 'topic' AND length = 'day'");
        }

        (await rebuild.VerifyAsync()).ShouldBe(1);
        database.Clock.Advance(TimeSpan.FromDays(1));
        (await rebuild.CheckAsync()).ShouldBe(1);
        (await rebuild.VerifyAsync()).ShouldBe(0);
        (await rebuild.CheckAsync()).ShouldBeNull("once a day");
    }

    [Fact]
    public async Task Another_reporting_time_zone_cuts_the_rows_anew()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.StoreAllAsync([AnswerBook.Csat(5, new(2026, 11, 9, 20, 0, 0, DateTimeKind.Utc), new())]);
        await new FoldScores(database.Work, database.Contexts).RunAsync();
        var rebuild = new RebuildScores(database.Work, database.Contexts, new(database.Work), database.Clock, Options.Create(new SatisfactionOptions { TimeZone = "Asia/Shanghai" }));
        await rebuild.CheckAsync();
        await using var db = database.Open();
        (await db.ScoreRollups.SingleAsync(r => r.Grouping == "all" && r.Length == PeriodLength.Day)).StartsOn.ShouldBe(new DateOnly(2026, 11, 10));
    }

    [Fact]
    public async Task A_run_that_was_cut_off_is_finished_by_the_next_and_nobody_who_writes_waits()
    {
        await using var database = await TestDatabase.CreateAsync();
        var evening = new DateTime(2026, 11, 9, 20, 0, 0, DateTimeKind.Utc);
        await database.StoreAllAsync(Enumerable.Range(0, 300).Select(n => AnswerBook.Csat(1 + (n % 5), evening.AddDays(-n), new() { Topic = $"topic-{n % 7}" })));
        await new FoldScores(database.Work, database.Contexts).RunAsync();
        var rebuild = new RebuildScores(database.Work, database.Contexts, new(database.Work), database.Clock, Options.Create(new SatisfactionOptions { TimeZone = "Asia/Shanghai" }));
        using var cut = new CancellationTokenSource();
        var (rows, run) = (await RowsAsync(database), rebuild.RunAsync(cut.Token));
        while (await RowsAsync(database) == rows)
        {
            // Every look is a commit between two of the run's: nobody who writes waits for its end.
            run.IsCompleted.ShouldBeFalse();
        }

        await cut.CancelAsync();
        await run.ShouldThrowAsync<OperationCanceledException>();
        await using (var db = database.Open())
        {
            (await db.RollupStates.SingleAsync()).BuiltAt.ShouldBeNull("rows of two time zones are not read");
        }

        (await rebuild.CheckAsync()).ShouldBe(0);
        (await rebuild.VerifyAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Whole_days_weeks_and_months_never_look_at_the_facts()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.StoreAllAsync(AnswerBook.Csat([5, 5, 5], new(2026, 11, 9, 8, 0, 0, DateTimeKind.Utc), new() { Topic = "billing", Tier = "a" }));
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync("DELETE FROM answers");
        DateTime from = new(2025, 11, 12, 0, 0, 0, DateTimeKind.Utc), to = new(2026, 11, 16, 0, 0, 0, DateTimeKind.Utc);
        foreach (var by in new Dimension[][] { [], [Dimension.Topic], [Dimension.Topic, Dimension.Tier] })
        {
            (await ScoreCounts.ReadAsync(db, new() { By = by, Periods = [new("year", from, to)] })).Single().Value[5].ShouldBe(3);
        }
    }

    /// <summary>Facts come, are changed and go; now and then the figures are compared.</summary>
    private static async Task PlayAsync(Store store, int seed, string zone)
    {
        var random = new Random(seed);
        var rebuild = new RebuildScores(store.Work, store.Contexts, new(store.Work), new TestClock(FactBook.Start), Options.Create(new SatisfactionOptions { TimeZone = zone }));
        var fold = new FoldScores(store.Work, store.Contexts);
        await rebuild.RunAsync();
        var book = new FactBook(random);
        for (var round = 0; round < 4; round++)
        {
            for (var step = 0; step < 60; step++)
            {
                await book.StepAsync(store.Work);
            }

            await CompareAsync(store, book, LocalTime.Zone(zone));
            (await rebuild.VerifyAsync()).ShouldBe(0, "kept rows and changes are those of a rebuild");
            await fold.RunAsync();
            await CompareAsync(store, book, LocalTime.Zone(zone));
            (await rebuild.VerifyAsync()).ShouldBe(0, "and when they were folded in");
        }

        await DamageAsync(store);
        (await rebuild.VerifyAsync()).ShouldBeGreaterThan(0);
        var writing = WriteOnAsync(store, book, fold);
        var ended = await Task.WhenAll(rebuild.RunAsync(), rebuild.RunAsync());
        ended.ShouldContain(true, "the one that began last comes to its end");
        await writing;
        (await rebuild.VerifyAsync()).ShouldBe(0, "though others wrote, folded and rebuilt meanwhile");
        await CompareAsync(store, book, LocalTime.Zone(zone));
    }

    private static Task<int> RowsAsync(TestDatabase database) => database.Work.RunAsync(db => db.ScoreRollups.CountAsync());

    private static Task DamageAsync(Store store) => store.Work.RunAsync(async db =>
    {
        await db.Database.ExecuteSqlRawAsync("DELETE FROM score_rollups WHERE length = 'week'");
        await db.Database.ExecuteSqlRawAsync("UPDATE score_rollups SET n5 = n5 + 1, n0 = n0 - 2 WHERE length = 'day'");
    });

    private static async Task WriteOnAsync(Store store, FactBook book, FoldScores fold)
    {
        for (var step = 0; step < 60; step++)
        {
            await book.StepAsync(store.Work);
            if (step % 20 == 0)
            {
                await fold.RunAsync();
            }
        }
    }

    private static async Task CompareAsync(Store store, FactBook book, TimeZoneInfo zone)
    {
        await using var db = store.Contexts.CreateDbContext();
        var facts = await PlainCount.FactsAsync(db);
        for (var i = 0; i < 25; i++)
        {
            var request = book.AnyRequest(zone);
            var counted = (await ScoreCounts.ReadAsync(db, request))
                .ToDictionary(p => p.Key, p => string.Join(',', Enumerable.Range(0, Tally.Size).Select(c => p.Value[c])));
            counted.ShouldBe(PlainCount.Of(facts, request), ignoreOrder: true, customMessage: request.ToString());
        }
    }

    private sealed record Store(UnitOfWork Work, IDbContextFactory<FeedbackDb> Contexts);

    private sealed class Contexts(DbContextOptions<FeedbackDb> options) : IDbContextFactory<FeedbackDb>
    {
        public FeedbackDb CreateDbContext() => new(options);
    }
}
