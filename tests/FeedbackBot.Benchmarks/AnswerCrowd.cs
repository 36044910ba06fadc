using FeedbackBot.Routing;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Satisfaction.Rollups;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Benchmarks;

/// <summary>A SQLite file with 10,000 accounts of 200 owners and many answers, each to a question, about as many cases; written past the program and then counted by it.</summary>
internal sealed class AnswerCrowd : IAsyncDisposable
{
    public const int Accounts = 10_000;
    private const int Owners = 200;

    private AnswerCrowd(string folder)
    {
        Folder = folder;
        var storage = new StorageOptions { ConnectionString = StorageSetup.SqliteFile(Path.Combine(folder, "feedbackbot.db")) };
        Contexts = new Files(storage);
        Work = new UnitOfWork(Contexts, new ChangeFeed(), Options.Create(storage), NullLogger<UnitOfWork>.Instance);
    }

    public string Folder { get; }

    public IDbContextFactory<FeedbackDb> Contexts { get; }

    public UnitOfWork Work { get; }

    public RebuildScores Rebuild => new(Work, Contexts, new FillMeasures(Work), TimeProvider.System, Options.Create(new SatisfactionOptions()));

    /// <param name="answers">About 1,000 a day up to now: more answers are a longer history.</param>
    public static async Task<AnswerCrowd> WriteAsync(int answers)
    {
        var crowd = new AnswerCrowd(Directory.CreateTempSubdirectory("feedbackbot-answers").FullName);
        await using var db = await crowd.Contexts.CreateDbContextAsync();
        await db.Database.MigrateAsync();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await StartingBook.WriteAsync(db, now);
        await db.SaveChangesAsync();
        await db.Database.OpenConnectionAsync();
        var at = (now.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        string[] statements =
        [
            "PRAGMA synchronous=OFF",
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Owners})
            INSERT INTO staff (id, email, name, roles, language, time_zone, created_at, skills, speaks, presence)
            SELECT {Id("'B'", "i")}, 'owner' || i || '@example.com', 'Owner ' || i, 4, 'en', 'UTC', {at}, '[]', '[]', 'away' FROM n
            """,
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Accounts})
            INSERT INTO accounts (id, external_id, name, owner_id, tier, relationship_level, annual_value_minor, created_at, updated_at)
            SELECT {Id("'A'", "i")}, 'ACC-' || i, 'Account ' || i, {Id("'B'", $"1 + i % {Owners}")}, CASE WHEN i % 10 = 0 THEN 'a' WHEN i % 3 = 0 THEN 'b' ELSE 'c' END, 'basic', 100000 * (i % 977), {at}, {at} FROM n
            """,

            // A few accounts have many answers, most have few: the square of a number drawn evenly.
            $"""
            CREATE TEMP TABLE drawn AS
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {answers})
            SELECT i, {at} - ({answers} - i) * 86400000 - 1000 AS at, 1 + CAST({Accounts - 1} * (((i * 7919) % 10007) / 10007.0) * (((i * 7919) % 10007) / 10007.0) AS INTEGER) AS account,
                (i * 104729) % 100 AS r FROM n
            """,
            $"""
            INSERT INTO invitations (id, metric, contact_id, ticket_number, status, delivery, sent_at, expires_at, account_id, owner_id, tier, team_id, kind, topic, listening_post, language)
            SELECT {Id("'C'", "i")}, {Metric}, {Id("'F'", "i")}, i, 'answered', 'chat', at - 3600000000, at + 86400000000, {Id("'A'", "account")}, {Id("'B'", $"1 + account % {Owners}")},
                CASE WHEN account % 10 = 0 THEN 'a' WHEN account % 3 = 0 THEN 'b' ELSE 'c' END, {Id("'D'", "1 + r % 8")}, 'complaint', {Topic}, {Post}, CASE WHEN r < 60 THEN 'zh-Hans' ELSE 'en' END FROM drawn
            """,
            $"""
            INSERT INTO answers (id, invitation_id, metric, value, scale_low, scale_high, contact_id, ticket_number, account_id, owner_id, tier, team_id, kind, topic, listening_post, language, source, answered_at, reason)
            SELECT {Id("'E'", "i")}, {Id("'C'", "i")}, {Metric}, CASE WHEN r < 70 THEN 1 + (i * 31) % 5 WHEN r < 90 THEN (i * 31) % 11 ELSE 1 + (i * 31) % 7 END,
                CASE WHEN r BETWEEN 70 AND 89 THEN 0 ELSE 1 END, CASE WHEN r < 70 THEN 5 WHEN r < 90 THEN 10 ELSE 7 END, {Id("'F'", "i")}, i, {Id("'A'", "account")}, {Id("'B'", $"1 + account % {Owners}")},
                CASE WHEN account % 10 = 0 THEN 'a' WHEN account % 3 = 0 THEN 'b' ELSE 'c' END, {Id("'D'", "1 + r % 8")}, 'complaint', {Topic}, {Post}, CASE WHEN r < 60 THEN 'zh-Hans' ELSE 'en' END, 'chat', at,
                CASE WHEN i % 20 = 0 THEN 'It took far too long.' END FROM drawn
            """,
            $"""
            INSERT INTO case_measures (ticket_number, created_at, account_id, owner_id, team_id, tier, kind, topic, listening_post, language, counts, sentiment, resolved, first_contact, handovers, reopens,
                first_kept, resolution_kept, first_minutes, first_working_minutes, resolution_minutes, resolution_working_minutes, first_bucket, first_working_bucket, resolution_bucket, resolution_working_bucket)
            SELECT i, at - 86400000000, {Id("'A'", "account")}, {Id("'B'", $"1 + account % {Owners}")}, {Id("'D'", "1 + r % 8")}, 'c', 'complaint', {Topic}, {Post}, 'en', 1,
                CASE WHEN r < 50 THEN 'negative' ELSE 'neutral' END, 1, r < 40, r % 3, r < 5, r < 90, r < 80, 10 + r * 7, 5 + r * 3, 600 + r * 60, 200 + r * 20, 20 + r % 40, 15 + r % 30, 60 + r % 25, 50 + r % 25 FROM drawn
            """,
            "DROP TABLE drawn",
            "ANALYZE",
        ];
        foreach (var statement in statements)
        {
            await db.Database.ExecuteSqlRawAsync(statement);
        }

        return crowd;
    }

    public async ValueTask DisposeAsync()
    {
        await Work.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private const string Metric = "CASE WHEN r < 70 THEN 'csat' WHEN r < 90 THEN 'nps' ELSE 'ces' END";
    private const string Topic = "CASE r % 8 WHEN 0 THEN 'delivery' WHEN 1 THEN 'billing' WHEN 2 THEN 'product_quality' WHEN 3 THEN 'staff_service' WHEN 4 THEN 'app_website' WHEN 5 THEN 'returns_refund' WHEN 6 THEN 'account' ELSE 'other' END";
    private const string Post = "CASE r % 5 WHEN 0 THEN 'phone' WHEN 1 THEN 'teams' WHEN 2 THEN 'email' ELSE 'webchat' END";

    /// <summary>An id made of a letter and a number.</summary>
    private static string Id(string letter, string number) => $"printf('%s0000000-0000-7000-8000-%012X', {letter}, {number})";

    private sealed class Files(StorageOptions storage) : IDbContextFactory<FeedbackDb>
    {
        public FeedbackDb CreateDbContext()
        {
            var builder = new DbContextOptionsBuilder<FeedbackDb>();
            StorageSetup.Use(builder, storage);
            return new(builder.Options);
        }
    }
}
