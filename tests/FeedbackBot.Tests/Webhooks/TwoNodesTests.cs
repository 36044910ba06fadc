using System.Net;
using FeedbackBot.Tests.Api;
using FeedbackBot.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Webhooks;

/// <summary>Two processes on one PostgreSQL database: whoever writes an event, it is sent once.</summary>
public sealed class TwoNodesTests(PostgresCluster postgres) : IClassFixture<PostgresCluster>
{
    private const int Cases = 40;

    [Fact]
    public async Task Each_event_is_sent_once_by_one_of_two_nodes()
    {
        using var receiver = new Receiver();
        string[] settings =
        [
            "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await postgres.NewDatabaseAsync()}",
            "--FeedbackBot:Outbox:WebhookHosts:0=127.0.0.1", "--FeedbackBot:RateLimits:Enabled=false",
        ];
        var one = new ApiServer { Settings = settings };
        await one.InitializeAsync();

        // Both open what is sealed with the same keys.
        var two = new ApiServer { Settings = [.. settings, $"--FeedbackBot:DataFolder={one.Folder}"] };
        await two.InitializeAsync();
        (await one.PostAsync("webhooks", new { url = receiver.Url, types = new[] { "ticket.created" } })).Expect(HttpStatusCode.Created);

        // The other knows of it within five seconds.
        for (var tries = 0; tries < 20 && receiver.Calls.Count == 0; tries++)
        {
            await two.OpenAsync("late");
            await Task.Delay(500);
        }

        await Parallel.ForEachAsync(Enumerable.Range(0, Cases), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, _) => await (n % 2 == 0 ? one : two).OpenAsync("late"));
        await using var db = one.Open();
        for (var tries = 0; tries < 600 && await db.WebhookDeliveries.AnyAsync(d => d.Status == WebhookDeliveryStatus.Waiting); tries++)
        {
            await Task.Delay(50);
        }

        var told = (await db.WebhookEvents.Select(e => e.Id).ToListAsync()).ConvertAll(id => id.ToString());
        told.Count.ShouldBeGreaterThanOrEqualTo(Cases);
        receiver.Calls.Select(c => c.Id).ShouldBe(told, ignoreOrder: true);
        await two.DisposeAsync();
        await one.DisposeAsync();
    }
}
