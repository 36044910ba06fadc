using System.Text.Json;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Outbox;

/// <summary>How many items went out and how many failed this time.</summary>
public sealed record Deliveries(int Sent, int Failed);

/// <summary>
/// Sends what is due. Items are claimed in one commit, delivered outside any, each under its own deadline and side by side, so that one that hangs
/// or fails holds up no other; the outcome is one more commit. A crash in between sends again later, under the same id.
/// </summary>
public sealed class DeliverOutbox(
    UnitOfWork unitOfWork, IMailer mailer, TimeProvider time, IOptions<OutboxOptions> options, ILogger<DeliverOutbox> log,
    IEnumerable<ICourier>? couriers = null)
{
    private const int MostAtATime = 50;

    /// <summary>Works until nothing is due.</summary>
    public async Task<Deliveries> RunAsync(CancellationToken cancellation = default)
    {
        var (sent, failed) = (0, 0);
        IReadOnlyList<OutboxItem> claimed;
        do
        {
            claimed = await unitOfWork.RunAsync(ClaimAsync, cancellation);
            await Parallel.ForEachAsync(
                claimed, new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = cancellation },
                async (item, stop) =>
                {
                    if (await DeliverAsync(item, stop))
                    {
                        Interlocked.Increment(ref sent);
                    }
                    else
                    {
                        Interlocked.Increment(ref failed);
                    }
                });
        }
        while (claimed.Count == MostAtATime);

        return new(sent, failed);
    }

    private async Task<IReadOnlyList<OutboxItem>> ClaimAsync(FeedbackDb db)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var due = await db.Outbox.Where(o => o.Status == OutboxStatus.Waiting && o.NextAttemptAt <= now)
            .OrderBy(o => o.NextAttemptAt).Take(MostAtATime).ToListAsync();

        // Long enough for every claimed item to have had its turn, and then some; after a crash they are due again.
        var deadlines = 2 + (MostAtATime / options.Value.AtOnce);
        due.ForEach(item => item.ClaimUntil(now + TimeSpan.FromSeconds(deadlines * options.Value.DeadlineSeconds)));
        return due;
    }

    private async Task<bool> DeliverAsync(OutboxItem item, CancellationToken stop)
    {
        var error = await TryAsync(item, stop);
        if (error != null)
        {
            log.LogWarning("Outbox item {Id} ({Kind}) was not delivered, attempt {Attempt}: {Error}", item.Id, item.Kind, item.Attempts + 1, error.GetType().Name);
        }

        await unitOfWork.RunAsync(db => NoteAsync(db, item.Id, error), CancellationToken.None);
        return error == null;
    }

    /// <summary>Null where it went out. Whatever a mail server does wrong is noted on the item, not thrown: it is tried again.</summary>
    private async Task<Exception?> TryAsync(OutboxItem item, CancellationToken stop)
    {
        var limit = TimeSpan.FromSeconds(options.Value.DeadlineSeconds);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(limit);
        try
        {
            // Waited for with the deadline too: a mailer that does not listen to it must not keep the others waiting.
            await SendAsync(item, deadline.Token).WaitAsync(deadline.Token);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return new TimeoutException($"No answer within {limit.TotalSeconds:0} seconds.");
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private async Task SendAsync(OutboxItem item, CancellationToken cancellation)
    {
        if ((couriers ?? []).FirstOrDefault(c => c.Kind == item.Kind) is { } courier)
        {
            await courier.DeliverAsync(item.Id, item.Destination, item.Payload, cancellation);
            return;
        }

        if (item.Kind != OutboxItem.EmailKind)
        {
            throw new NotSupportedException($"Nothing here delivers '{item.Kind}'.");
        }

        var email = JsonSerializer.Deserialize<Email>(item.Payload, StoredJson.Options)
            ?? throw new InvalidDataException("The item carries no e-mail.");
        await mailer.SendAsync(item.Id, email, cancellation);
    }

    private async Task NoteAsync(FeedbackDb db, Guid id, Exception? error)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var item = await db.Outbox.SingleAsync(o => o.Id == id);
        if (error == null)
        {
            item.Sent(now);
        }
        else
        {
            item.Failed(error.Message, now, options.Value.MostAttempts);
        }
    }
}
