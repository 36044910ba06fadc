using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>What the published botframework-directlinejs makes of the running program.</summary>
[Collection(nameof(RunningServer))]
public sealed class GenuineClientTests(RunningServer running)
{
    private const string Complaint = "The kettle I bought last week leaks all over the table and your shop ignored my two e-mails";

    [Theory]
    [InlineData("socket")]
    [InlineData("polling")]
    public async Task A_customer_is_greeted_heard_and_answered(string way)
    {
        await using var clients = GenuineClients.Start();
        clients.Open("a", running.Address, await OptionsAsync(way));
        await clients.OnlineAsync("a");
        var greeting = await clients.ActivityAsync("a", a => GenuineClients.Is(a["from"], "role", "bot"), "the greeting");
        greeting["text"]!.GetValue<string>().ShouldNotBeEmpty();

        var id = await clients.SayAsync("a", Complaint, "key-1");
        var echo = await clients.ActivityAsync("a", a => GenuineClients.Is(a["channelData"], "clientActivityID", "key-1"), "the echo");
        GenuineClients.Is(echo, "id", id).ShouldBeTrue();
        GenuineClients.Is(echo["from"], "role", "user").ShouldBeTrue();
        GenuineClients.Is(echo, "text", Complaint).ShouldBeTrue();
        var reply = await clients.ReplyAsync("a", id);
        reply["channelData"]!["feedbackBot"]!["speaker"]!.GetValue<string>().ShouldBe("bot");
        reply["channelData"]!["feedbackBot"]!["language"]!.GetValue<string>().ShouldBe("en");

        await clients.SayAsync("a", "AB 12345678", "key-2");
        await clients.ActivityAsync("a", a => GenuineClients.Is(a["channelData"], "clientActivityID", "key-2"), "the second echo");
        ShouldBeInOrderAndSingle(clients.Activities("a"));
    }

    [Fact]
    public async Task Buttons_come_as_suggested_actions_and_a_tapped_one_is_understood()
    {
        await using var clients = GenuineClients.Start();
        clients.Open("a", running.Address, await OptionsAsync("socket"));
        await clients.OnlineAsync("a");
        var id = await clients.SayAsync("a", Complaint + ", order AB12345678", "key-1");
        var asked = await clients.ActivityAsync("a", a => GenuineClients.Is(a, "replyToId", id) && a["suggestedActions"] != null, "buttons");
        var actions = asked["suggestedActions"]!["actions"]!.AsArray();
        foreach (var action in actions)
        {
            action!["type"]!.GetValue<string>().ShouldBe("messageBack");
            action["title"]!.GetValue<string>().ShouldNotBeEmpty();
            action["displayText"]!.GetValue<string>().ShouldBe(action["title"]!.GetValue<string>());
            action["value"].ShouldNotBeNull();
        }

        asked["channelData"]!["feedbackBot"]!["step"]!.GetValue<string>().ShouldBe("desired_outcome");
        var tapped = GenuineClients.Message(actions[0]!["text"]!.GetValue<string>(), "key-2");
        tapped["value"] = actions[0]!["value"]!.DeepClone();
        tapped["channelData"]!["messageBack"] = new JsonObject { ["displayText"] = actions[0]!["displayText"]!.DeepClone() };
        var next = await clients.ReplyAsync("a", await clients.PostAsync("a", tapped));
        next["channelData"]!["feedbackBot"]!["step"]!.GetValue<string>().ShouldNotBe("desired_outcome");
    }

    [Fact]
    public async Task A_file_is_uploaded_and_comes_back_with_the_echo()
    {
        await using var clients = GenuineClients.Start();
        clients.Open("a", running.Address, await OptionsAsync("socket"));
        await clients.OnlineAsync("a");
        var message = GenuineClients.Message("Here is what it looks like", "key-1");
        message["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "text/plain",
            ["contentUrl"] = new Uri(running.Address, "/health/live").ToString(),
            ["name"] = "水壶 photo.txt",
        });
        var id = await clients.PostAsync("a", message);
        var echo = await clients.ActivityAsync("a", a => GenuineClients.Is(a, "id", id), "the echo");
        GenuineClients.Is(echo["channelData"], "clientActivityID", "key-1").ShouldBeTrue();
        GenuineClients.Is(echo, "text", "Here is what it looks like").ShouldBeTrue();
        var file = echo["attachments"]!.AsArray().ShouldHaveSingleItem()!;
        file["name"]!.GetValue<string>().ShouldBe("水壶 photo.txt");
        using var http = new HttpClient();
        (await http.GetStringAsync(file["contentUrl"]!.GetValue<string>())).ShouldBe("live");
        await clients.ReplyAsync("a", id);
    }

    [Fact]
    public async Task The_user_of_the_token_counts_and_not_the_one_a_page_sets_or_a_message_claims()
    {
        await using var clients = GenuineClients.Start();
        var options = await OptionsAsync("socket");
        clients.Open("a", running.Address, options, userId: "dl_somebody_else");
        var (_, token) = await clients.OnlineAsync("a");
        (await clients.WaitForAsync(l => l["warnings"] != null, "the client's warning"))["warnings"]!.AsArray().Count.ShouldBe(1);
        var id = await clients.SayAsync("a", "hello", "key-1");
        var echo = await clients.ActivityAsync("a", a => GenuineClients.Is(a, "id", id), "the echo");
        using var http = running.Client();
        echo["from"]!["id"]!.GetValue<string>().ShouldBe(new Visitor(http) { Token = token }.User);
    }

    [Fact]
    public async Task The_token_is_renewed_in_passing_and_the_new_one_works()
    {
        await using var clients = GenuineClients.Start();
        clients.Open("a", running.Address, await OptionsAsync("socket"));
        var (conversation, first) = await clients.OnlineAsync("a");
        string renewed;
        do
        {
            await Task.Delay(250);
            renewed = await clients.TokenAsync("a");
        }
        while (renewed == first);
        var visitor = new Visitor(running.Http) { Token = renewed, Conversation = conversation };
        visitor.Claims()["conv"]!.GetValue<string>().ShouldBe(conversation);
        visitor.Claims()["user"]!.GetValue<string>().ShouldBe(new Visitor(running.Http) { Token = first }.User);
        await clients.ReplyAsync("a", await clients.SayAsync("a", Complaint, "key-after"));
    }

    [Fact]
    public async Task A_page_that_is_opened_again_resumes_after_what_it_had_seen()
    {
        await using var clients = GenuineClients.Start();
        clients.Open("before", running.Address, await OptionsAsync("socket"));
        var (conversation, token) = await clients.OnlineAsync("before");
        await clients.ReplyAsync("before", await clients.SayAsync("before", Complaint, "key-1"));
        var seen = clients.WatermarkOf("before");
        clients.End("before");

        clients.Open("after", running.Address, new JsonObject { ["token"] = token, ["conversationId"] = conversation, ["watermark"] = seen });
        await clients.OnlineAsync("after");
        var id = await clients.SayAsync("after", "AB12345678", "key-2");
        await clients.ReplyAsync("after", id);
        var again = clients.Activities("after");
        again.ShouldNotContain(a => GenuineClients.Is(a["channelData"], "clientActivityID", "key-1"));
        ShouldBeInOrderAndSingle([.. clients.Activities("before"), .. again]);
    }

    [Fact]
    public async Task A_conversation_that_the_client_ends_can_still_be_read()
    {
        await using var clients = GenuineClients.Start();
        clients.Open("a", running.Address, await OptionsAsync("socket"));
        var (conversation, token) = await clients.OnlineAsync("a");
        await clients.ReplyAsync("a", await clients.SayAsync("a", Complaint, "key-1"));
        var farewell = new JsonObject { ["type"] = "endOfConversation", ["from"] = new JsonObject { ["id"] = "whoever" } };
        (await clients.PostAsync("a", farewell)).ShouldNotBe("retry");
        clients.End("a");
        await clients.WaitForAsync(l => GenuineClients.Is(l, "name", "a") && l["status"]?.GetValue<int>() == 5, "the end");
        var log = await new Visitor(running.Http) { Token = token, Conversation = conversation }.LogAsync();
        log.ShouldContain(a => GenuineClients.Is(a["channelData"], "clientActivityID", "key-1"));
    }

    /// <summary>What a page does first: it takes a token, and hands it to the client.</summary>
    internal async Task<JsonObject> OptionsAsync(string way) => await OptionsAsync(running.Http, way);

    internal static async Task<JsonObject> OptionsAsync(HttpClient http, string way)
    {
        var visitor = new Visitor(http);
        await visitor.TakeTokenAsync();
        return new JsonObject
        {
            ["token"] = visitor.Token,
            ["webSocket"] = way == "socket",
            ["pollingInterval"] = 250,
            ["timeout"] = 3000,
            ["conversationStartProperties"] = new JsonObject { ["locale"] = "en" },
        };
    }

    internal static void ShouldBeInOrderAndSingle(IReadOnlyList<JsonNode> activities)
    {
        activities.Select(a => a["id"]!.GetValue<string>()).ShouldBeUnique();
        var times = activities.Select(a => a["timestamp"]!.GetValue<string>()).ToList();
        times.ShouldBeUnique();
        times.ShouldBe(times.Order(StringComparer.Ordinal));
    }
}
