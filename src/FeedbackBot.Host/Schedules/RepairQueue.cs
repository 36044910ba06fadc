using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Schedules;

/// <summary>At the start: numbers of the queue where none were ever kept, and words for search where cases have none.</summary>
public sealed class RepairQueue(
    IDbContextFactory<FeedbackDb> contexts, UnitOfWork work, RebuildCounts counts, RebuildSearch search, ILogger<RepairQueue> log) : BackgroundService
{
    /// <summary>Between two commits, so that the work of people goes before.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(stoppingToken))
        {
            if (await RebuildCounts.IsNeededAsync(db))
            {
                log.LogInformation("The numbers of the queue are counted anew");
                await work.RunAsync(counts.RunAsync, stoppingToken);
            }
        }

        for (var edge = await search.RunAsync(cancellation: stoppingToken); edge is { } lowest; edge = await search.RunAsync(lowest, stoppingToken))
        {
            log.LogDebug("Cases are made findable anew, down to {Number}", lowest);
            await Task.Delay(Pause, stoppingToken);
        }
    }
}
