using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Conversations;

/// <summary>The same on PostgreSQL, where several join at a time.</summary>
public sealed class SimilarIdeaOnPostgresTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    [Fact]
    public async Task Many_who_join_at_a_time_are_all_counted_and_all_told()
    {
        await using var server = await TestServer.StartAsync(
            "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
        var cast = new IdeaCast(server);
        var author = await cast.ArriveAsync("en");
        var idea = await cast.FileAsync(author, IdeaCast.Idea);
        var first = await cast.JoinAsync();
        var chats = new List<string> { first };
        for (var i = 0; i < 4; i++)
        {
            chats.Add(await cast.ArriveAsync("en"));
        }

        await Task.WhenAll(chats.Select(c => cast.JoinAgainAsync(c, idea)));
        await cast.DoAsync<HoldTicket>((hold, db) => hold.RunAsync(db, idea, "planned for spring", Actor.System));
        await using var db = server.Open();
        var counted = (await db.Tickets.SingleAsync()).Voices;
        (counted, await db.IdeaVoices.CountAsync()).ShouldBe((5, 5));
        foreach (var chat in chats.Append(author))
        {
            (await cast.NewsAsync(chat)).ShouldHaveSingleItem();
        }
    }
}
