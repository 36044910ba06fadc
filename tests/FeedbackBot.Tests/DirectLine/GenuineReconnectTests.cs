using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>The genuine clients over a server that is killed and comes back: nothing lost, nothing doubled.</summary>
public sealed class GenuineReconnectTests
{
    [Fact]
    public async Task After_the_server_was_killed_and_restarted_nothing_is_lost_or_doubled()
    {
        await using var server = await ServerProcess.StartAsync();
        using var http = server.Client();
        await using var clients = GenuineClients.Start();
        clients.Open("socket", server.Address, await GenuineClientTests.OptionsAsync(http, "socket"));
        clients.Open("polling", server.Address, await GenuineClientTests.OptionsAsync(http, "polling"));
        var (conversation, token) = await clients.OnlineAsync("socket");
        var polled = await clients.OnlineAsync("polling");
        await clients.ReplyAsync("socket", await clients.SayAsync("socket", "My parcel arrived soaking wet", "s-1"));
        await clients.ReplyAsync("polling", await clients.SayAsync("polling", "My invoice is wrong by forty euros", "p-1"));
        var seen = clients.WatermarkOf("polling");

        await server.KillAsync();
        var lost = GenuineClients.Message("AB12345678", "s-2");
        (await clients.PostAsync("socket", (JsonObject)lost.DeepClone())).ShouldBe("retry");
        await server.StartAgainAsync();
        var elsewhere = new Visitor(http) { Token = token, Conversation = conversation };
        await elsewhere.SayAsync("it was order AB12345678", "said-elsewhere");

        // The socket comes back by itself; a customer who tapped "retry" sends with the key that was never acknowledged.
        await clients.ActivityAsync("socket", a => GenuineClients.Is(a["channelData"], "clientActivityID", "said-elsewhere"), "what was said meanwhile");
        var id = await clients.PostAsync("socket", lost);
        await clients.ReplyAsync("socket", id);
        (await clients.PostAsync("socket", (JsonObject)lost.DeepClone())).ShouldBe(id);
        await ShouldHaveSeenTheLogAsync(clients, ["socket"], elsewhere);

        // The genuine polling client stops for good at the first error: the page opens it again with its watermark.
        clients.Open("polling again", server.Address, new JsonObject
        {
            ["token"] = polled.Token,
            ["conversationId"] = polled.Conversation,
            ["watermark"] = seen,
            ["webSocket"] = false,
            ["pollingInterval"] = 250,
        });
        await clients.ReplyAsync("polling again", await clients.SayAsync("polling again", "I want it corrected", "p-2"));
        await ShouldHaveSeenTheLogAsync(clients, ["polling", "polling again"], new(http) { Token = polled.Token, Conversation = polled.Conversation });
    }

    private static async Task ShouldHaveSeenTheLogAsync(GenuineClients clients, string[] names, Visitor reader)
    {
        var log = (await reader.LogAsync()).ConvertAll(a => a["id"]!.GetValue<string>());
        await clients.ActivityAsync(names[^1], a => GenuineClients.Is(a, "id", log[^1]), "the last message of the log");
        var seen = names.SelectMany(clients.Activities).ToList();
        seen.ConvertAll(a => a["id"]!.GetValue<string>()).ShouldBe(log);
        GenuineClientTests.ShouldBeInOrderAndSingle(seen);
    }
}
