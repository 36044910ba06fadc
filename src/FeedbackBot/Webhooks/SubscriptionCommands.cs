using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Webhooks;

/// <summary>A subscription with a secret that was made just now: told this once.</summary>
public sealed record FreshSecret(WebhookSubscription Subscription, string Secret);

/// <summary>Adds a subscription; what it needs to check is given back with it.</summary>
public sealed class CreateSubscription(SecretSeal seal, TimeProvider time, IOptions<OutboxOptions> outbox)
{
    /// <summary>Each costs a look whenever deliveries are due.</summary>
    public const int Most = 50;

    public async Task<FreshSecret> RunAsync(FeedbackDb db, WebhookForm form, Actor by)
    {
        form.Check(outbox.Value);
        if (form.Url == null || form.Types == null)
        {
            throw new RuleViolation("required", "A webhook needs an address and the events it listens to.", form.Url == null ? "url" : "types");
        }

        if (await db.WebhookSubscriptions.CountAsync() >= Most)
        {
            throw new RuleViolation("too_many", $"There can be at most {Most} webhooks.");
        }

        var (now, secret) = (time.GetUtcNow().UtcDateTime, WebhookSignature.NewSecret());
        var subscription = new WebhookSubscription(seal.Close(secret), now);
        subscription.Become(form, now);
        db.WebhookSubscriptions.Add(subscription);
        db.Audit(by, now, "webhook.created", ("url", subscription.HostName), ("what", string.Join(", ", subscription.Types)));
        return new(subscription, secret);
    }
}

/// <summary>Changes what a subscription listens to, where it is sent, and whether it is.</summary>
public sealed class ChangeSubscription(TimeProvider time, IOptions<OutboxOptions> outbox)
{
    /// <param name="seen">The version that was looked at; null changes whatever there is.</param>
    public async Task<WebhookSubscription> RunAsync(FeedbackDb db, Guid id, WebhookForm form, int? seen, Actor by)
    {
        form.Check(outbox.Value);
        var subscription = await db.SubscriptionAsync(id);
        if (seen is { } version && version != subscription.Version)
        {
            throw new RuleViolation("changed_meanwhile", "Somebody else has changed this webhook; look again before you change it.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        subscription.Become(form, now);
        db.Audit(by, now, "webhook.changed", ("url", subscription.HostName), ("what", string.Join(", ", subscription.Types)));
        return subscription;
    }
}

/// <summary>Takes a subscription away with all its deliveries.</summary>
public sealed class DeleteSubscription(TimeProvider time)
{
    public async Task<WebhookSubscription> RunAsync(FeedbackDb db, Guid id, Actor by)
    {
        var subscription = await db.SubscriptionAsync(id);
        db.WebhookSubscriptions.Remove(subscription);
        await db.WebhookDeliveries.Where(d => d.SubscriptionId == id).ExecuteDeleteAsync();
        db.Audit(by, time.GetUtcNow().UtcDateTime, "webhook.deleted", ("url", subscription.HostName));
        return subscription;
    }
}

/// <summary>Gives a subscription a new secret; the one before stays valid for a while, so that the receiver can change over without losing anything.</summary>
public sealed class RotateSecret(SecretSeal seal, TimeProvider time, IOptions<WebhookOptions> options)
{
    private const int MostHours = 720;

    /// <param name="overlapHours">Null is what the settings say; 0 ends the one before at once.</param>
    public async Task<FreshSecret> RunAsync(FeedbackDb db, Guid id, int? overlapHours, Actor by)
    {
        var hours = overlapHours ?? options.Value.OverlapHours;
        if (hours is < 0 or > MostHours)
        {
            throw new RuleViolation("out_of_range", $"The secrets may overlap for 0 to {MostHours} hours.", "overlapHours");
        }

        var (now, secret) = (time.GetUtcNow().UtcDateTime, WebhookSignature.NewSecret());
        var subscription = await db.SubscriptionAsync(id);
        subscription.Rotate(seal.Close(secret), TimeSpan.FromHours(hours), now);
        db.Audit(by, now, "webhook.rotated", ("url", subscription.HostName));
        return new(subscription, secret);
    }
}

/// <summary>Finding subscriptions.</summary>
public static class FindingSubscriptions
{
    public static async Task<WebhookSubscription> SubscriptionAsync(this FeedbackDb db, Guid id) =>
        await db.WebhookSubscriptions.SingleOrDefaultAsync(s => s.Id == id) ?? throw new RuleViolation("not_found", "There is no such webhook.");
}
