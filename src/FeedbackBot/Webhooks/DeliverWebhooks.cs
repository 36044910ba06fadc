using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Webhooks;

/// <summary>
/// Sends what is due. Each receiver has places of its own, one only once it has failed and a probe at a time after several failures: one that hangs or is
/// down holds up no other. Claims land in a commit before anything is sent, so of two processes one sends; a crash in between sends again under the same id.
/// </summary>
public sealed class DeliverWebhooks(
    UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, IWebhookPost post, SecretSeal seal, Listeners listeners, TimeProvider time,
    IOptions<WebhookOptions> options, ILogger<DeliverWebhooks> log)
{
    /// <summary>What became due meanwhile is looked for this often while something slow is under way.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Works until nothing is due and nothing is under way.</summary>
    /// <returns>How many were taken by their receivers.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var (running, taken) = (new List<(Guid Receiver, Task<bool> Work)>(), 0);
        try
        {
            do
            {
                cancellation.ThrowIfCancellationRequested();
                var busy = running.CountBy(r => r.Receiver).ToDictionary();
                running.AddRange((await ClaimAsync(busy, cancellation)).Select(c => (c.SubscriptionId, DeliverAsync(c, cancellation))));
                if (running.Count > 0)
                {
                    await Task.WhenAny([.. running.Select(r => r.Work), Task.Delay(LookAgain, cancellation)]);
                    taken += running.Count(r => r.Work is { IsCompletedSuccessfully: true, Result: true });
                    running.RemoveAll(r => r.Work.IsCompletedSuccessfully);
                    await Task.WhenAll(running.Where(r => r.Work.IsCompleted).Select(r => r.Work));
                }
            }
            while (running.Count > 0 || await IsDueAsync(cancellation));
        }
        finally
        {
            await ((Task)Task.WhenAll(running.Select(r => r.Work))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return taken;
    }

    private async Task<bool> IsDueAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return (await DueAsync(db, [], cancellation)).Count > 0;
    }

    private async Task<IReadOnlyList<Claim>> ClaimAsync(Dictionary<Guid, int> busy, CancellationToken cancellation)
    {
        List<Claim> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            due = await DueAsync(db, busy, cancellation);
        }

        return due.Count == 0 ? [] : await unit.RunAsync(db => TakeAsync(db, due), cancellation);
    }

    /// <summary>The oldest of each receiver that has a place free.</summary>
    private async Task<List<Claim>> DueAsync(FeedbackDb db, Dictionary<Guid, int> busy, CancellationToken cancellation)
    {
        var (now, due) = (time.GetUtcNow().UtcDateTime, new List<Claim>());
        foreach (var receiver in await db.WebhookSubscriptions.AsNoTracking().Where(s => s.Enabled && (s.HeldUntil == null || s.HeldUntil <= now)).ToListAsync(cancellation))
        {
            var places = (receiver.FailuresInARow == 0 ? options.Value.AtOnce : 1) - busy.GetValueOrDefault(receiver.Id);
            if (places > 0)
            {
                due.AddRange(await db.WebhookDeliveries.AsNoTracking()
                    .Where(d => d.SubscriptionId == receiver.Id && d.Status == WebhookDeliveryStatus.Waiting && d.NextAttemptAt <= now).OrderBy(d => d.NextAttemptAt).ThenBy(d => d.Id).Take(places)
                    .Select(d => new Claim(d.Id, d.EventId, d.SubscriptionId, d.Attempts, d.Since, d.NextAttemptAt, receiver.HeldUntil)).ToListAsync(cancellation));
            }
        }

        return due;
    }

    /// <summary>For longer than a delivery may take: after a crash it is due again. In whole seconds, which both databases give back as they were.</summary>
    private async Task<IReadOnlyList<Claim>> TakeAsync(FeedbackDb db, List<Claim> due)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (taken, until) = (new List<Claim>(), now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)).AddSeconds((2 * options.Value.DeadlineSeconds) + 5));
        foreach (var claim in due)
        {
            // The first to move the end of the waiting probes.
            if (claim.HeldUntil is { } held
                && await db.WebhookSubscriptions.Where(s => s.Id == claim.SubscriptionId && s.HeldUntil == held).ExecuteUpdateAsync(set => set.SetProperty(s => s.HeldUntil, until)) == 0)
            {
                continue;
            }

            if (await HeldBy(db, claim).ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, until)) == 1)
            {
                taken.Add(claim with { Until = until });
            }
        }

        return taken;
    }

    private async Task<bool> DeliverAsync(Claim claim, CancellationToken stop)
    {
        var ended = await TryAsync(claim, stop);
        if (ended.Error != null)
        {
            log.LogWarning("Webhook delivery {Id} was not taken, attempt {Attempt}: {Status} {Error}", claim.Id, claim.Attempts + 1, ended.Status, ended.Error);
        }

        await unit.RunAsync(db => NoteAsync(db, claim, ended), CancellationToken.None);
        if (ended.IsGone)
        {
            listeners.Forget();
        }

        return ended.IsTaken;
    }

    private async Task<WebhookAttempt> TryAsync(Claim claim, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.DeadlineSeconds));
        try
        {
            return await SendAsync(claim, deadline.Token).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return new(null, $"No answer within {options.Value.DeadlineSeconds} seconds.");
        }
        catch (Exception failure)
        {
            return new(null, (failure.InnerException as RuleViolation ?? failure).Message);
        }
    }

    private async Task<WebhookAttempt> SendAsync(Claim claim, CancellationToken cancellation)
    {
        WebhookMessage message;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var receiver = await db.WebhookSubscriptions.AsNoTracking().FirstAsync(s => s.Id == claim.SubscriptionId, cancellation);
            var told = await db.WebhookEvents.AsNoTracking().FirstAsync(e => e.Id == claim.EventId, cancellation);
            if (!receiver.IncludesRestricted && told.TicketNumber is { } number && await db.IsRestrictedAsync(number))
            {
                return new(null, null, IsWithheld: true);
            }

            message = new(told.Id.ToString(), receiver.Url, told.Body, "application/cloudevents+json", [.. receiver.SecretsAt(time.GetUtcNow().UtcDateTime).Select(seal.Open)]);
        }

        var answer = await post.RunAsync(message, cancellation);
        return new(answer.Status, answer.IsTaken ? null : $"The webhook answered {answer.Status}.", answer.RetryAfter);
    }

    /// <summary>Whoever was too slow notes nothing.</summary>
    private async Task NoteAsync(FeedbackDb db, Claim claim, WebhookAttempt ended)
    {
        var (now, attempts) = (time.GetUtcNow().UtcDateTime, claim.Attempts + 1);
        var next = now + ended.Wait(attempts, Random.Shared.NextDouble());
        var over = ended.IsGone || next > claim.Since.AddHours(options.Value.TryForHours);
        var status = ended.IsTaken ? WebhookDeliveryStatus.Sent : ended.IsWithheld ? WebhookDeliveryStatus.Withheld : over ? WebhookDeliveryStatus.Dead : WebhookDeliveryStatus.Waiting;
        var (error, sentAt) = (ended.Error == null ? null : TextCleaning.Cut(ended.Error, 500), ended.IsTaken ? now : (DateTime?)null);
        var noted = await HeldBy(db, claim).ExecuteUpdateAsync(set => set.SetProperty(d => d.Status, status).SetProperty(d => d.Attempts, attempts).SetProperty(d => d.NextAttemptAt, next)
            .SetProperty(d => d.LastStatus, ended.Status).SetProperty(d => d.LastError, error).SetProperty(d => d.SentAt, sentAt));
        if (noted == 1)
        {
            await NoteOnReceiverAsync(db, claim, ended, now);
        }
    }

    private async Task NoteOnReceiverAsync(FeedbackDb db, Claim claim, WebhookAttempt ended, DateTime now)
    {
        var receivers = db.WebhookSubscriptions.Where(s => s.Id == claim.SubscriptionId);
        if (ended.Error == null)
        {
            // Withheld tells nothing of the receiver: it only leaves the place of the probe to the next.
            await receivers.Where(s => s.FailuresInARow > 0 || s.HeldUntil != null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.FailuresInARow, s => ended.IsTaken ? 0 : s.FailuresInARow).SetProperty(s => s.HeldUntil, s => ended.IsTaken ? null : now));
            return;
        }

        await receivers.ExecuteUpdateAsync(set => set.SetProperty(s => s.FailuresInARow, s => s.FailuresInARow + 1));
        if (await receivers.AsNoTracking().FirstOrDefaultAsync() is { } receiver && WebhookAttempt.Hold(receiver.FailuresInARow, options.Value.FailuresToHold) is { } hold)
        {
            await receivers.ExecuteUpdateAsync(set => set.SetProperty(s => s.HeldUntil, now + hold));
        }

        if (ended.IsGone && await receivers.FirstOrDefaultAsync() is { Enabled: true } gone)
        {
            gone.SwitchOff(WebhookSubscription.Gone, now);
            db.Audit(Actor.System, now, "webhook.gone", ("url", gone.HostName));
        }
    }

    private static IQueryable<WebhookDelivery> HeldBy(FeedbackDb db, Claim claim)
    {
        var (id, until) = (claim.Id, claim.Until);
        return db.WebhookDeliveries.Where(d => d.Id == id && d.Status == WebhookDeliveryStatus.Waiting && d.NextAttemptAt == until);
    }

    /// <summary>A delivery in hand; before it is taken, <see cref="Until"/> is the moment since when it was due.</summary>
    private sealed record Claim(Guid Id, Guid EventId, Guid SubscriptionId, int Attempts, DateTime Since, DateTime Until, DateTime? HeldUntil);
}
