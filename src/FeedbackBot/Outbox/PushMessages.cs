using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Outbox;

/// <summary>
/// Sends what was said to channels that do not read the log: each conversation's words in their order, many conversations side by side, so that one
/// that hangs holds up no other. The log itself is the queue: a conversation is due until the channel has its last word. A crash between the channel's
/// thanks and the note of it sends at most that turn's words again.
/// </summary>
public sealed class PushMessages(
    UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time, IOptions<OutboxOptions> options, ILogger<PushMessages> log, IMessenger? messenger = null)
{
    private const int MostWords = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>How often what became due is looked for while something slow is under way.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Works until nothing is due.</summary>
    /// <returns>How many messages arrived.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var (sent, running) = (0, new List<Task<int>>());
        while (messenger != null)
        {
            var claimed = await ClaimAsync(options.Value.PushesAtOnce - running.Count, cancellation);
            running.AddRange(claimed.Select(c => DeliverAsync(messenger, c, cancellation)));
            if (running.Count == 0)
            {
                break;
            }

            await Task.WhenAny([.. running, Task.Delay(Look, time, cancellation)]);
            sent += running.Where(r => r.IsCompleted).Sum(r => r.GetAwaiter().GetResult());
            running.RemoveAll(r => r.IsCompleted);
        }

        return sent;
    }

    /// <summary>Takes what is due, for longer than a delivery may take: after a crash it is due again. Of two processes one gets each.</summary>
    private async Task<IReadOnlyList<Claim>> ClaimAsync(int most, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<Claim> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var open = db.ConversationReferences.Where(r => r.ClosedAt == null);
            due = most <= 0 ? [] : await db.Conversations.AsNoTracking().Where(c => c.PushDueAt <= now).OrderBy(c => c.PushDueAt)
                .Join(open, c => c.Id, r => r.ConversationId, (c, r) => new Claim(c.PushDueAt!.Value, c.PushedTo, r)).Take(most).ToListAsync(cancellation);
        }

        return due.Count == 0 ? [] : await unit.RunAsync(db => TakeAsync(db, due), cancellation);
    }

    private async Task<IReadOnlyList<Claim>> TakeAsync(FeedbackDb db, List<Claim> due)
    {
        var (taken, until) = (new List<Claim>(), time.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(options.Value.DeadlineSeconds * (MostWords + 1)));
        foreach (var claim in due)
        {
            var id = claim.To.ConversationId;
            if (await db.Conversations.Where(c => c.Id == id && c.PushDueAt == claim.DueAt).ExecuteUpdateAsync(set => set.SetProperty(c => c.PushDueAt, until)) == 1)
            {
                taken.Add(claim);
            }
        }

        return taken;
    }

    private async Task<int> DeliverAsync(IMessenger channel, Claim claim, CancellationToken cancellation)
    {
        var (reached, sent) = (claim.PushedTo, 0);
        Exception? failure = null;
        try
        {
            foreach (var message in await WordsAsync(claim, cancellation))
            {
                if (message.Speaker != Speaker.Customer && message.Type == "message")
                {
                    await SendAsync(channel, claim.To, message, cancellation);
                    sent++;
                }

                reached = message.Sequence;
            }
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            failure = fault;
            log.LogWarning("A message of conversation {Id} did not reach its channel: {Error}", claim.To.ConversationId, fault.Message);
        }

        await unit.RunAsync(db => NoteAsync(db, claim, reached, failure), CancellationToken.None);
        return sent;
    }

    private async Task<List<Message>> WordsAsync(Claim claim, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Messages.AsNoTracking().Where(m => m.ConversationId == claim.To.ConversationId && m.Sequence > claim.PushedTo)
            .OrderBy(m => m.Sequence).Take(MostWords).ToListAsync(cancellation);
    }

    private async Task SendAsync(IMessenger channel, ConversationReference to, Message message, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.DeadlineSeconds));
        try
        {
            await channel.SendAsync(to, message, deadline.Token).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {options.Value.DeadlineSeconds} seconds.");
        }
    }

    private async Task NoteAsync(FeedbackDb db, Claim claim, int reached, Exception? failure)
    {
        var (now, id) = (time.GetUtcNow().UtcDateTime, claim.To.ConversationId);
        var again = now;
        if (failure != null || claim.To.Attempts > 0)
        {
            var reference = await db.ConversationReferences.SingleAsync(r => r.ConversationId == id);
            again += NoteOn(reference, failure, reached > claim.PushedTo, now);
        }

        // Past the change tracker: a turn that is recorded meanwhile does not collide with this, nor this with it.
        await db.Conversations.Where(c => c.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.PushedTo, reached)
            .SetProperty(c => c.PushDueAt, c => c.LastSequence > reached ? again : null));
    }

    /// <returns>How long to wait before the next attempt.</returns>
    private TimeSpan NoteOn(ConversationReference reference, Exception? failure, bool somethingArrived, DateTime now)
    {
        if (somethingArrived || failure == null)
        {
            reference.Arrived();
        }

        switch (failure)
        {
            case null:
                return TimeSpan.Zero;
            case ChannelClosed:
                reference.Failed(failure.Message, now, int.MaxValue);
                reference.Close(now);
                return TimeSpan.Zero;
            case ChannelBusy { Wait: { } wait }:
                return wait < LongestWait ? wait : LongestWait;
            default:
                reference.Failed(failure.Message, now, options.Value.MostAttempts);
                return Backoff(reference.Attempts);
        }
    }

    /// <summary>1 s, 2 s, 4 s … 10 minutes, a fifth more or less, so that those who failed together do not come back together.</summary>
    private static TimeSpan Backoff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempts - 1), LongestWait.TotalSeconds) * (0.8 + (0.4 * Random.Shared.NextDouble())));

    private sealed record Claim(DateTime DueAt, int PushedTo, ConversationReference To);
}
