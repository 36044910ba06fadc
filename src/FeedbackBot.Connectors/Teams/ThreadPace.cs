using System.Threading.RateLimiting;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.Teams;

/// <summary>
/// Keeps to the pace that Teams documents for bots: to a conversation 7 messages in a second, 8 in two, 60 in thirty seconds, 1,800 in an hour; to all
/// of a tenant 50 a second. Whoever is faster waits here instead of being refused there.
/// </summary>
public sealed class ThreadPace(IOptions<TeamsOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<ConversationReference> _limits = PartitionedRateLimiter.CreateChained(
        PerThread(options.Value.MostPerThread, TimeSpan.FromSeconds(1)),
        PerThread(options.Value.MostPerThread * 8 / 7, TimeSpan.FromSeconds(2)),
        PerThread(options.Value.MostPerThread * 60 / 7, TimeSpan.FromSeconds(30)),
        PerThread(options.Value.MostPerThread * 1800 / 7, TimeSpan.FromHours(1)),
        PerTenant(options.Value.MostPerSecond));

    /// <summary>Takes a place or throws; the sender comes back when it is likely to be free.</summary>
    public void Take(ConversationReference to)
    {
        using var place = _limits.AttemptAcquire(to);
        if (!place.IsAcquired)
        {
            throw new ChannelBusy("Too fast for this conversation.", TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose() => _limits.Dispose();

    private static PartitionedRateLimiter<ConversationReference> PerTenant(int most) =>
        PartitionedRateLimiter.Create<ConversationReference, string>(to => RateLimitPartition.GetSlidingWindowLimiter(to.TenantId ?? "", _ => Window(most, TimeSpan.FromSeconds(1))));

    private static PartitionedRateLimiter<ConversationReference> PerThread(int most, TimeSpan window) =>
        PartitionedRateLimiter.Create<ConversationReference, string>(to => RateLimitPartition.GetSlidingWindowLimiter(to.ThreadId, _ => Window(most, window)));

    private static SlidingWindowRateLimiterOptions Window(int most, TimeSpan window) => new() { PermitLimit = Math.Max(1, most), Window = window, SegmentsPerWindow = 4, QueueLimit = 0 };
}
