using FeedbackBot.Conversations;

namespace FeedbackBot.Host.Schedules;

/// <summary>Waits for second readers in the turns' stead. Several at once, so that one that hangs holds nobody up and quick ones share commits; what a stop cuts off leaves the embedded reading.</summary>
internal sealed class FollowLateReadings(LateReadings late, KeepLateReading keep, ILogger<FollowLateReadings> log) : BackgroundService
{
    private const int AtOnce = 8;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => FollowAsync(stoppingToken)));

    private async Task FollowAsync(CancellationToken stop)
    {
        await foreach (var one in late.TakeAsync(stop))
        {
            try
            {
                await keep.RunAsync(one.ConversationId, one.Sequence, await one.Reading.WaitAsync(stop), stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                log.LogError(failure, "The late reading of message {Sequence} in {Conversation} was not kept", one.Sequence, one.ConversationId);
            }
        }
    }
}
