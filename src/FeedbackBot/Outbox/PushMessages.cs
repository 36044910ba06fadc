using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Outbox;

/// <summary>
/// Sends what was said to channels that do not read the log: each conversation's words in their order, many conversations side by side, so that one
/// that hangs holds up no other. The log itself is the queue: a conversation is due while its last word was not sent, which no turn can overwrite. A crash
/// between the channel's thanks and the note of it sends at most that turn's words again.
/// </summary>
public sealed class PushMessages(
    UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time, IOptions<OutboxOptions> options, ILogger<PushMessages> log, IMessenger? messenger = null)
{
    private const int MostWords = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>For what is closed: until somebody there speaks again.</summary>
    private static readonly DateTime Never = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

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
            // The condition is that of the index, word for word.
            due = most <= 0 ? [] : await db.Conversations.AsNoTracking()
                .Where(c => c.Channel == Conversation.Teams && c.LastSequence > c.PushedTo && c.PushHeldUntil <= now).OrderBy(c => c.PushHeldUntil)
                .Join(db.ConversationReferences, c => c.Id, r => r.ConversationId, (c, r) => new Claim(r, c.PushedTo, c.PushHeldUntil)).Take(most).ToListAsync(cancellation);
        }

        return due.Count == 0 ? [] : await unit.RunAsync(db => TakeAsync(db, due), cancellation);
    }

    private async Task<IReadOnlyList<Claim>> TakeAsync(FeedbackDb db, List<Claim> due)
    {
        // In whole seconds, which both databases give back as they were.
        var now = time.GetUtcNow().UtcDateTime;
        var (taken, until) = (new List<Claim>(), now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)).AddSeconds((options.Value.DeadlineSeconds * (MostWords + 1)) + 1));
        foreach (var claim in due)
        {
            if (await HeldBy(db, claim).ExecuteUpdateAsync(set => set.SetProperty(c => c.PushHeldUntil, until)) == 1)
            {
                taken.Add(claim with { Until = until });
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
                    failure = await SendAsync(channel, claim.To, message, cancellation) ?? failure;
                    sent++;
                }

                reached = message.Sequence;
            }
        }
        catch (Exception fault)
        {
            // What had arrived before a stop is noted too, or it would be sent again at the next start.
            failure = cancellation.IsCancellationRequested ? null : fault;
        }

        if (failure != null)
        {
            log.LogWarning("A message of conversation {Id} did not reach its channel: {Error}", claim.To.ConversationId, failure.Message);
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

    /// <returns>Why the channel will never take this message, so that those after it may go; null where it was taken.</returns>
    private async Task<MessageRefused?> SendAsync(IMessenger channel, ConversationReference to, Message message, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.DeadlineSeconds));
        try
        {
            await channel.SendAsync(to, message, deadline.Token).WaitAsync(deadline.Token);
            return null;
        }
        catch (MessageRefused refused)
        {
            return refused;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {options.Value.DeadlineSeconds} seconds.");
        }
    }

    /// <summary>Past the change tracker: a turn that is recorded meanwhile does not collide with this, nor this with it. Whoever was too slow notes nothing.</summary>
    private async Task NoteAsync(FeedbackDb db, Claim claim, int reached, Exception? failure)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var until = now;
        if (failure != null || claim.To.Attempts > 0)
        {
            var id = claim.To.ConversationId;
            until = NoteOn(await db.ConversationReferences.SingleAsync(r => r.ConversationId == id), failure, reached > claim.PushedTo, now);
        }

        await HeldBy(db, claim).ExecuteUpdateAsync(set => set.SetProperty(c => c.PushedTo, reached).SetProperty(c => c.PushHeldUntil, until));
    }

    /// <returns>When the next attempt comes.</returns>
    private static DateTime NoteOn(ConversationReference reference, Exception? failure, bool somethingArrived, DateTime now)
    {
        if (somethingArrived || failure == null)
        {
            reference.Arrived();
        }

        if (failure != null)
        {
            reference.Failed(failure.Message);
        }

        switch (failure)
        {
            case null or MessageRefused:
                return now;
            case ChannelClosed:
                reference.Close(now);
                return Never;
            case ChannelBusy { Wait: { } wait }:
                return now + (wait < LongestWait ? wait : LongestWait);
            default:
                return now + Backoff(reference.Attempts);
        }
    }

    /// <summary>1 s, 2 s, 4 s … 10 minutes, a fifth more or less, so that those who failed together do not come back together.</summary>
    private static TimeSpan Backoff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(attempts, 20) - 1), LongestWait.TotalSeconds) * (0.8 + (0.4 * Random.Shared.NextDouble())));

    private static IQueryable<Conversation> HeldBy(FeedbackDb db, Claim claim)
    {
        var (id, until) = (claim.To.ConversationId, claim.Until);
        return db.Conversations.Where(c => c.Id == id && c.PushHeldUntil == until);
    }

    private sealed record Claim(ConversationReference To, int PushedTo, DateTime Until);
}
