using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Schedules;

/// <summary>At the start: numbers of the queue where none were ever kept, and words for search where cases have none.</summary>
public sealed class RepairQueue(
    IDbContextFactory<FeedbackDb> contexts, UnitOfWork work, RebuildCounts counts, RebuildSearch search, ILogger<RepairQueue> log) : BackgroundService
{
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

        while (await work.RunAsync(search.RunAsync, stoppingToken))
        {
            log.LogInformation("Cases are made findable anew");
        }
    }
}
