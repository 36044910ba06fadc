using System.Text.Json.Nodes;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Webhooks;

/// <summary>Sends an event that means nothing, so that a receiver can be tried.</summary>
public sealed class SendTestEvent(TimeProvider time)
{
    /// <param name="source">What events of this site name as their source.</param>
    public async Task<WebhookDelivery> RunAsync(FeedbackDb db, Guid id, string source)
    {
        var subscription = await db.SubscriptionAsync(id);
        if (!subscription.Enabled)
        {
            throw new RuleViolation("webhook_off", "This webhook is switched off.");
        }

        var told = new WebhookEvent(source, WebhookEventTypes.Test, id.ToString(), new JsonObject { ["webhook"] = id.ToString() }, time.GetUtcNow().UtcDateTime);
        db.WebhookEvents.Add(told);
        return db.WebhookDeliveries.Add(new(told, id)).Entity;
    }
}

/// <summary>Sends one event once more, under the id it had, whatever became of it.</summary>
public sealed class ReplayDelivery(TimeProvider time)
{
    public async Task<int> RunAsync(FeedbackDb db, Guid subscriptionId, Guid deliveryId, Actor by)
    {
        var subscription = await db.SubscriptionAsync(subscriptionId);
        var delivery = await db.WebhookDeliveries.SingleOrDefaultAsync(d => d.Id == deliveryId && d.SubscriptionId == subscriptionId)
            ?? throw new RuleViolation("not_found", "This webhook has no such delivery.");
        var now = time.GetUtcNow().UtcDateTime;
        delivery.Replay(now);
        db.Audit(by, now, "webhook.replayed", ("url", subscription.HostName), ("count", "1"));
        return 1;
    }
}

/// <summary>Sends everything once more that was given up since a moment.</summary>
public sealed class ReplayFailed(TimeProvider time)
{
    public async Task<int> RunAsync(FeedbackDb db, Guid subscriptionId, DateTime since, Actor by)
    {
        var subscription = await db.SubscriptionAsync(subscriptionId);
        var now = time.GetUtcNow().UtcDateTime;
        var count = await db.WebhookDeliveries.Where(d => d.SubscriptionId == subscriptionId && d.Status == WebhookDeliveryStatus.Dead && d.CreatedAt >= since)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Status, WebhookDeliveryStatus.Waiting).SetProperty(d => d.Attempts, 0)
                .SetProperty(d => d.Since, now).SetProperty(d => d.NextAttemptAt, now));
        db.Audit(by, now, "webhook.replayed", ("url", subscription.HostName), ("count", count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return count;
    }
}

/// <summary>Gives up what has waited too long at a receiver that is down or switched off, and forgets what is older than the settings keep.</summary>
public sealed class ForgetDeliveries(UnitOfWork unit, TimeProvider time, IOptions<WebhookOptions> options)
{
    private const string TooLong = "It waited too long.";

    public async Task RunAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow().UtcDateTime;

        // An hour more than a delivery is tried for: whoever has it in hand notes its end himself.
        var (waitedSince, old) = (now.AddHours(-options.Value.TryForHours - 1), now.AddDays(-options.Value.KeepDays));
        await unit.RunAsync(async db =>
        {
            await db.WebhookDeliveries.Where(d => d.Status == WebhookDeliveryStatus.Waiting && d.Since < waitedSince)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.Status, WebhookDeliveryStatus.Dead).SetProperty(d => d.LastError, d => d.LastError ?? TooLong));
            await db.WebhookDeliveries.Where(d => d.Since < old && d.Status != WebhookDeliveryStatus.Waiting).ExecuteDeleteAsync();
            var deliveries = db.WebhookDeliveries;
            await db.WebhookEvents.Where(e => e.At < old && !deliveries.Any(d => d.EventId == e.Id)).ExecuteDeleteAsync();
        }, cancellation);
    }
}
