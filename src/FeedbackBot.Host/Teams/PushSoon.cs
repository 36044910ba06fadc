using FeedbackBot.Outbox;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.Teams;

/// <summary>Sends what was said to channels that must be pushed to as soon as it is stored, and what waits for its next attempt when its time comes.</summary>
internal sealed class PushSoon(PushMessages push, ChangeFeed feed, TimeProvider time, ILogger<PushSoon> log) : BackgroundService
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var said = feed.Watch(Messages.Topics.Push);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await push.RunAsync(stoppingToken);
                await said.WaitAsync(AtLeast, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "Messages could not be sent to their channel; they are tried again");
                await Task.Delay(AtLeast, time, stoppingToken);
            }
        }
    }
}
