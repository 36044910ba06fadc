using System.Text.Json.Nodes;
using FeedbackBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Storage;

/// <summary>What differs on PostgreSQL: contexts that are used again, and texts it will not take.</summary>
public sealed class PostgresUnitOfWorkTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>, IAsyncLifetime
{
    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync(
        "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_a_failed_piece_announced_is_not_told_by_the_next()
    {
        using var watch = _server.Services.GetRequiredService<ChangeFeed>().Watch("here");
        await Should.ThrowAsync<RuleViolation>(() => _server.Work.RunAsync(db =>
        {
            db.Announce("here");
            throw new RuleViolation("broken", "No.");
        }));
        for (var i = 0; i < 4; i++)
        {
            await _server.Work.RunAsync(_ => Task.CompletedTask);
        }

        (await watch.WaitAsync(TimeSpan.FromMilliseconds(50), TimeProvider.System, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Names_keys_and_values_that_cannot_be_stored_as_they_came_lose_no_message()
    {
        using var http = new HttpClient { BaseAddress = new(_server.Address) };
        var visitor = await Tests.DirectLine.Visitor.ArriveAsync(http);
        var id = await visitor.PostAsync(new JsonObject
        {
            ["type"] = "message",
            ["text"] = "hello",
            ["value"] = "a\0b",
            ["from"] = new JsonObject { ["id"] = "x", ["name"] = new string('n', 199) + "😀" },
            ["channelData"] = new JsonObject { ["clientActivityID"] = "key\0" },
        });
        id.Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
