using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction.Ways;

/// <summary>Sends once more what was given up of a digest: for its owner, and for managers.</summary>
public sealed class RetryDigest(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid digestId, StaffMember by)
    {
        var digest = await db.DigestForAsync(digestId, by);
        var items = await db.DigestDeliveries.Where(d => d.DigestId == digest.Id).Select(d => d.OutboxId).ToListAsync();
        (await db.Outbox.Where(o => items.Contains(o.Id)).ToListAsync()).ForEach(o => o.Retry(time.GetUtcNow().UtcDateTime));
    }
}
