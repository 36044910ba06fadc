using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FeedbackBot.Tickets;

/// <summary>Sends the held replies that are due, each in its own commit with the removal of its row: a crash in between sends it later, and nobody sends it twice.</summary>
public sealed class SendHeldReplies(
    UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, ReplyToTicket reply, TimeProvider time, ILogger<SendHeldReplies> log)
{
    private const int MostAtATime = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <returns>How many went out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var sent = 0;
        foreach (var id in await DueAsync(cancellation))
        {
            try
            {
                sent += await unitOfWork.RunAsync(db => SendAsync(db, id), cancellation) ? 1 : 0;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Tried again after a while; the others must not wait for it.
                log.LogError(failure, "The held reply {Id} was not sent", id);
                await unitOfWork.RunAsync(db => PutOffAsync(db, id), cancellation);
            }
        }

        return sent;
    }

    private async Task<List<Guid>> DueAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.HeldReplies.Where(h => h.DueAt <= now).OrderBy(h => h.DueAt).Take(MostAtATime).Select(h => h.Id).ToListAsync(cancellation);
    }

    private async Task<bool> SendAsync(FeedbackDb db, Guid id)
    {
        if (await db.HeldReplies.FirstOrDefaultAsync(h => h.Id == id) is not { } held)
        {
            return false;
        }

        return await reply.SendHeldAsync(db, held) != null;
    }

    private async Task PutOffAsync(FeedbackDb db, Guid id) => (await db.HeldReplies.FirstOrDefaultAsync(h => h.Id == id))?.PutOff(time.GetUtcNow().UtcDateTime + Patience);
}
