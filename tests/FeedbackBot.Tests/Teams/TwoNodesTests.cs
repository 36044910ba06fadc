using System.Net;
using FeedbackBot.Messages;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Teams;

/// <summary>Two processes on one PostgreSQL database: whoever hears, each message is sent once, each conversation's in order.</summary>
public sealed class TwoNodesTests(PostgresCluster postgres) : IClassFixture<PostgresCluster>
{
    private const int People = 8;

    [Fact]
    public async Task Each_message_is_sent_once_and_in_order_by_one_of_two_nodes()
    {
        await using var cloud = await TeamsCloud.StartAsync();
        string[] settings = [.. cloud.Settings(), "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await postgres.NewDatabaseAsync()}", "--FeedbackBot:Teams:MostPerThread=1000", "--FeedbackBot:Teams:MostPerSecond=5000"];
        await using var one = await TestServer.StartAsync(settings);
        await using var two = await TestServer.StartAsync(settings);
        using HttpClient first = new() { BaseAddress = new Uri(one.Address) }, second = new() { BaseAddress = new Uri(two.Address) };
        await Parallel.ForEachAsync(Enumerable.Range(0, People), async (person, _) =>
        {
            foreach (var (http, text) in new[] { (first, "hello"), (second, "My parcel never came"), (first, "AB12345678"), (second, "I want a refund") })
            {
                using var answer = await cloud.PostAsync(http, cloud.Activity("message", text, $"person{person}", $"a:{person}"));
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        });

        await using var db = one.Open();
        for (var tries = 0; tries < 600 && await db.Conversations.AnyAsync(c => c.LastSequence > c.PushedTo); tries++)
        {
            await Task.Delay(50);
        }

        foreach (var conversation in await db.Conversations.AsNoTracking().ToListAsync())
        {
            var said = await db.Messages.Where(m => m.ConversationId == conversation.Id && m.Speaker == Speaker.Bot).OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync();
            cloud.Received.Where(r => r.Thread == conversation.Key).Select(r => TeamsCloud.Words(r.Text)).ShouldBe(said.Select(TeamsCloud.Words), conversation.Key);
        }

        (await db.Conversations.CountAsync()).ShouldBe(People);
    }
}
