using FeedbackBot.Access;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>Forgets the answers that were kept for repeated requests, 30 days after they were given. It runs often, so that each run has little to do.</summary>
public sealed class ForgetAnswers(UnitOfWork unit, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public Task RunAsync(CancellationToken cancellation = default)
    {
        var before = time.GetUtcNow().UtcDateTime - Kept;
        return unit.RunAsync(db => db.IdempotentRequests.Where(r => r.At < before).ExecuteDeleteAsync(cancellation), cancellation);
    }
}
