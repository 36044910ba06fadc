using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction.Ways;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.Webhooks;

/// <summary>Posts digests to the webhooks of their owners, signed with the secret that each has now.</summary>
public sealed class DigestWebhook(IWebhookPost post, IDbContextFactory<FeedbackDb> contexts, IOptions<OutboxOptions> options) : ICourier
{
    public string Kind => OutboxItem.WebhookKind;

    public async Task DeliverAsync(Guid id, string destination, string payload, CancellationToken cancellation)
    {
        // The setting may have changed since the address was given.
        if (!WebhookAddress.IsAllowed(destination, options.Value))
        {
            throw new InvalidOperationException("Nothing may be posted to this address.");
        }

        var digest = DigestBody.Read(payload);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ways = await db.DigestWays.AsNoTracking().FirstOrDefaultAsync(w => w.StaffId == digest.OwnerId && w.WebhookUrl == destination, cancellation);
        var secret = ways?.WebhookSecret ?? throw new InvalidOperationException("The owner no longer has digests sent to this address.");
        var answer = await post.RunAsync(new(id.ToString(), destination, digest.Body, "application/json", [secret]), cancellation);
        if (!answer.IsTaken)
        {
            throw new HttpRequestException($"The webhook answered {answer.Status}.");
        }
    }
}
