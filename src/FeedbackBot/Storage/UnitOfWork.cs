using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Storage;

/// <summary>
/// The one place that saves. A piece of work gets a <see cref="FeedbackDb"/>, changes what it likes, and everything it did lands in one commit or not at all.
/// On SQLite a single writer runs what has queued and commits it together: contending writers were measured at no more throughput and 13 times
/// the p99. On PostgreSQL each piece has its own transaction and is run again on a version conflict. So work must be repeatable on both.
/// </summary>
public sealed class UnitOfWork : IAsyncDisposable
{
    private const int MostTries = 6;
    private const string Savepoint = "piece";
    private readonly IDbContextFactory<FeedbackDb> _contexts;
    private readonly ChangeFeed _feed;
    private readonly ILogger<UnitOfWork> _log;
    private readonly StorageOptions _options;
    private readonly Channel<Piece> _queue = Channel.CreateBounded<Piece>(new BoundedChannelOptions(20_000) { SingleReader = true });
    private readonly ICommitStep[] _steps;
    private readonly Task _writer;
    private FeedbackDb? _writersOwn;

    /// <param name="steps">What the process does in every commit, beside the slices.</param>
    public UnitOfWork(IDbContextFactory<FeedbackDb> contexts, ChangeFeed feed, IOptions<StorageOptions> options, ILogger<UnitOfWork> log, IEnumerable<ICommitStep>? steps = null)
    {
        (_contexts, _feed, _log, _options, _steps) = (contexts, feed, log, options.Value, [.. steps ?? []]);
        _writer = _options.Provider == StorageProvider.Sqlite
            ? Task.Factory.StartNew(WriteQueuedAsync, TaskCreationOptions.LongRunning).Unwrap()
            : Task.CompletedTask;
    }

    /// <summary>Runs <paramref name="work"/> and returns its value once it is durably stored.</summary>
    public async Task<T> RunAsync<T>(Func<FeedbackDb, Task<T>> work, CancellationToken cancellation = default)
    {
        if (_options.Provider == StorageProvider.Postgres)
        {
            return await RunAloneAsync(work, cancellation);
        }

        var piece = new Piece<T>(work);
        await _queue.Writer.WriteAsync(piece, cancellation);
        return await piece.Outcome;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<FeedbackDb, Task> work, CancellationToken cancellation = default) =>
        RunAsync(async db =>
        {
            await work(db);
            return true;
        }, cancellation);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
    }

    private async Task WriteQueuedAsync()
    {
        var batch = new List<Piece>(_options.MostPerCommit);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < _options.MostPerCommit && _queue.Reader.TryRead(out var piece))
            {
                batch.Add(piece);
            }

            await CommitTogetherAsync(batch);
            batch.Clear();
        }

        await CloseAsync();
    }

    /// <summary>The writer keeps its connection open, and with it the statements it has prepared; after a failed commit it takes a new one.</summary>
    private async Task<FeedbackDb> OpenAsync()
    {
        var db = await _contexts.CreateDbContextAsync();
        db.Database.AutoSavepointsEnabled = false;
        await db.Database.OpenConnectionAsync();
        return db;
    }

    private async Task CloseAsync()
    {
        if (_writersOwn is { } db)
        {
            _writersOwn = null;
            db.ForgetStatements();
            await db.DisposeAsync();
        }
    }

    /// <summary>
    /// First without savepoints, which cost more than small changes do; where a piece fails, everything is rolled back and
    /// run again with a savepoint each, so that the one that fails takes no other along.
    /// </summary>
    private async Task CommitTogetherAsync(List<Piece> batch)
    {
        try
        {
            if (!await TryCommitAsync(batch, savepoints: false))
            {
                await TryCommitAsync(batch, savepoints: true);
            }
        }
        catch (Exception failure)
        {
            _log.LogError(failure, "A commit of {Count} changes failed; none of them was stored", batch.Count);
            batch.ForEach(piece => piece.Fail(failure));
            await CloseAsync();
        }

        foreach (var piece in batch)
        {
            piece.Finish(_feed);
        }
    }

    /// <returns>False where a piece failed without a savepoint to go back to; nothing was stored then.</returns>
    private async Task<bool> TryCommitAsync(List<Piece> batch, bool savepoints)
    {
        var db = _writersOwn ??= await OpenAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var piece in batch)
        {
            if (savepoints)
            {
                await transaction.CreateSavepointAsync(Savepoint);
            }

            if (await RunPieceAsync(db, piece))
            {
                continue;
            }

            if (savepoints)
            {
                await transaction.RollbackToSavepointAsync(Savepoint);
            }
            else
            {
                // Alone it simply fails; what it had written goes with the transaction.
                return batch.Count == 1;
            }
        }

        await transaction.CommitAsync();
        return true;
    }

    private async Task<bool> RunPieceAsync(FeedbackDb db, Piece piece)
    {
        try
        {
            await piece.RunAsync(db);
            await db.SettleAsync();
            await CommitSteps.RunAsync(db, _steps);
            await db.SaveChangesAsync();
            piece.Announcements = db.TakeAnnouncements();
            return true;
        }
        catch (Exception failure)
        {
            db.TakeAnnouncements();
            piece.Fail(failure);
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private async Task<T> RunAloneAsync<T>(Func<FeedbackDb, Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellation);
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
                var value = await work(db);
                await db.SettleAsync();
                await CommitSteps.RunAsync(db, _steps);
                await db.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
                _feed.Publish(db.TakeAnnouncements());
                return value;
            }
            catch (Exception conflict) when (attempt < MostTries && IsConflict(conflict))
            {
                _log.LogDebug("Version conflict, attempt {Attempt}", attempt);
            }
            finally
            {
                // The context goes back to a pool that does not know of these: what failed must not be announced by the next who gets it.
                db.TakeAnnouncements();
            }
        }
    }

    private static bool IsConflict(Exception failure) =>
        failure is DbUpdateConcurrencyException
        || (failure as Npgsql.PostgresException ?? failure.InnerException as Npgsql.PostgresException) is { SqlState: "23505" or "40001" or "40P01" };

    private abstract class Piece
    {
        public IReadOnlyList<string> Announcements { get; set; } = [];

        public abstract Task RunAsync(FeedbackDb db);

        public abstract void Fail(Exception failure);

        public abstract void Finish(ChangeFeed feed);
    }

    private sealed class Piece<T>(Func<FeedbackDb, Task<T>> work) : Piece
    {
        private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;
        private Exception? _failure;

        public Task<T> Outcome => _outcome.Task;

        public override async Task RunAsync(FeedbackDb db)
        {
            _failure = null;
            _value = await work(db);
        }

        public override void Fail(Exception failure) => _failure ??= failure;

        public override void Finish(ChangeFeed feed)
        {
            if (_failure != null)
            {
                _outcome.SetException(_failure);
                return;
            }

            feed.Publish(Announcements);
            _outcome.SetResult(_value!);
        }
    }
}
