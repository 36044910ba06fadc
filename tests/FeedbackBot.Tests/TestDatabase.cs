using FeedbackBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests;

/// <summary>A real, migrated SQLite file in a temporary folder of its own, with a unit of work and a clock that stands still until moved.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _connection;

    private TestDatabase(string folder)
    {
        Folder = folder;
        _connection = StorageSetup.SqliteFile(Path.Combine(folder, "feedbackbot.db"));
        var storage = new StorageOptions { ConnectionString = _connection };
        var builder = new DbContextOptionsBuilder<FeedbackDb>();
        StorageSetup.Use(builder, storage);
        Contexts = new PlainContexts(builder.Options);
        Work = new UnitOfWork(Contexts, Feed, Options.Create(storage), NullLogger<UnitOfWork>.Instance);
    }

    /// <summary>Where the database lies; tests may put files beside it.</summary>
    public string Folder { get; }

    /// <summary>Monday, 16 November 2026, 08:00 UTC (week 2026-W47) until moved.</summary>
    public TestClock Clock { get; } = new(new DateTime(2026, 11, 16, 8, 0, 0, DateTimeKind.Utc));

    public DateTime Now => Clock.GetUtcNow().UtcDateTime;

    public ChangeFeed Feed { get; } = new();

    public IDbContextFactory<FeedbackDb> Contexts { get; }

    public UnitOfWork Work { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase(Directory.CreateTempSubdirectory("feedbackbot-test-").FullName);
        await using var db = database.Open();
        await db.Database.MigrateAsync();
        return database;
    }

    /// <summary>A context of its own, for reading what was stored.</summary>
    public FeedbackDb Open() => Contexts.CreateDbContext();

    /// <summary>Stores entities in one commit, and gives back the first.</summary>
    public async Task<T> StoreAsync<T>(T entity, params object[] others) where T : class
    {
        await Work.RunAsync(db =>
        {
            db.Add(entity);
            db.AddRange(others);
            return Task.CompletedTask;
        });
        return entity;
    }

    public async ValueTask DisposeAsync()
    {
        await Work.DisposeAsync();
        using (var connection = new SqliteConnection(_connection))
        {
            SqliteConnection.ClearPool(connection);
        }

        Directory.Delete(Folder, recursive: true);
    }

    private sealed class PlainContexts(DbContextOptions<FeedbackDb> options) : IDbContextFactory<FeedbackDb>
    {
        public FeedbackDb CreateDbContext() => new(options);
    }
}

/// <summary>A clock that tells the time it was set to; timers made from it run in real time.</summary>
public sealed class TestClock(DateTime start) : TimeProvider
{
    private long _ticks = start.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void Set(DateTime utc) => Interlocked.Exchange(ref _ticks, utc.Ticks);
}
