using System.Net;
using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.DirectLine;

[Collection(nameof(RunningServer))]
public sealed class PostingTests(RunningServer running)
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"text":"no type"}""")]
    [InlineData("""{"type":null,"text":"no type"}""")]
    [InlineData("""{"type":"message","text":"cut o""")]
    [InlineData("not JSON at all")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("\"message\"")]
    [InlineData("""{"type":5}""")]
    [InlineData("""{"type":"message","text":5}""")]
    [InlineData("""{"type":"message","text":{"a":1}}""")]
    [InlineData("""{"type":"message","text":"x","from":"me"}""")]
    [InlineData("""{"type":"message","text":"x","locale":["en"]}""")]
    public async Task What_is_not_an_activity_is_refused_and_leaves_no_trace(string body)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        (await visitor.PostTextAsync(body)).ShouldRefuse(HttpStatusCode.BadRequest);
        (await visitor.LogAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_activity_nested_without_end_is_refused()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 20_000)) + "1" + new string('}', 20_000);
        (await visitor.PostTextAsync($$"""{"type":"message","text":"x","channelData":{{deep}}}""")).ShouldRefuse(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_beyond_all_measure_is_refused_in_the_shape_of_the_protocol()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var refused = await visitor.CallRawAsync(
            HttpMethod.Post, $"conversations/{visitor.Conversation}/activities",
            new StringContent($$"""{"type":"message","text":"{{new string('x', 31_000_000)}}"}"""), ("Expect", "100-continue"));
        refused.ShouldRefuse(HttpStatusCode.RequestEntityTooLarge);
        await visitor.SayAsync("The lid does not close");
    }

    [Theory]
    [InlineData("event")]
    [InlineData("typing")]
    [InlineData("conversationUpdate")]
    [InlineData("endOfConversation")]
    [InlineData("somethingNew")]
    public async Task Signals_are_taken_with_an_id_and_ask_for_nothing(string type)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var answer = await visitor.PostAsync(new JsonObject { ["type"] = type, ["name"] = "webchat/join", ["value"] = new JsonObject { ["a"] = 1 } });
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Text("id").ShouldStartWith(visitor.Conversation + "|");
        (await visitor.LogAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_message_is_echoed_as_the_tokens_user_and_answered_with_a_reference_to_it()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var answer = await visitor.PostAsync(new JsonObject
        {
            ["type"] = "message",
            ["from"] = new JsonObject { ["id"] = "dl_somebody_else", ["name"] = "Wang Fang", ["role"] = "bot" },
            ["text"] = "The lid does not close",
            ["id"] = "made up",
            ["timestamp"] = "1999-01-01T00:00:00Z",
            ["replyToId"] = "made up",
        });
        var log = await visitor.LogAsync();
        var echo = log.Single(a => GenuineClients.Is(a, "id", answer.Text("id")));
        echo["from"]!["id"]!.GetValue<string>().ShouldBe(visitor.User);
        echo["from"]!["role"]!.GetValue<string>().ShouldBe("user");
        echo["timestamp"]!.GetValue<DateTime>().Year.ShouldBeGreaterThan(2020);
        var reply = log[log.IndexOf(echo) + 1];
        reply["replyToId"]!.GetValue<string>().ShouldBe(answer.Text("id"));
        reply["channelId"]!.GetValue<string>().ShouldBe("directline");
        reply["conversation"]!["id"]!.GetValue<string>().ShouldBe(visitor.Conversation);
    }

    [Fact]
    public async Task ChannelData_comes_back_untouched_nested_large_and_in_any_writing()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var data = new JsonObject { ["clientActivityID"] = "k", ["中文"] = "引号\"与<标签>", ["big"] = 12345678901234567890m, ["none"] = null, ["list"] = new JsonArray(1, 2.50, true) };
        JsonNode inner = new JsonObject { ["long"] = new string('é', 100_000) };
        for (var depth = 0; depth < 40; depth++)
        {
            inner = new JsonObject { ["d" + depth] = inner };
        }

        data["nested"] = inner;
        await visitor.PostAsync(new JsonObject { ["type"] = "message", ["text"] = "The lid does not close", ["channelData"] = data.DeepClone() });
        var echo = (await visitor.LogAsync()).Single(a => a["channelData"]?["clientActivityID"] != null);
        JsonNode.DeepEquals(echo["channelData"], data).ShouldBeTrue();
        echo["channelData"]!["list"]!.ToJsonString().ShouldBe("[1,2.5,true]");
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("5")]
    [InlineData("[1]")]
    [InlineData("""{"clientActivityID":5}""")]
    [InlineData("""{"clientActivityID":"\ud800"}""")]
    [InlineData("""{"note":"\udc00 alone"}""")]
    public async Task Strange_channelData_does_not_lose_the_message(string data)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var answer = await visitor.PostTextAsync($$"""{"type":"message","text":"The lid does not close","channelData":{{data}}}""");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        (await visitor.RepliesAsync(answer.Text("id"))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_same_key_again_has_no_second_effect_and_gets_the_same_id()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var id = await visitor.SayAsync("The lid does not close", "once");
        var log = await visitor.LogAsync();
        (await visitor.SayAsync("The lid does not close", "once")).ShouldBe(id);
        (await visitor.SayAsync("Other words, same key", "once")).ShouldBe(id);
        (await visitor.LogAsync()).Count.ShouldBe(log.Count);
        var other = await Visitor.ArriveAsync(running.Http);
        (await other.SayAsync("The lid does not close", "once")).ShouldNotBe(id);
    }

    [Fact]
    public async Task Twenty_copies_at_once_are_one_message_with_one_answer()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => visitor.SayAsync("My order AB12345678 came broken and I want a refund", "twenty")));
        ids.Distinct().Count().ShouldBe(1);
        var log = await visitor.LogAsync();
        log.Count(a => GenuineClients.Is(a["from"], "role", "user")).ShouldBe(1);
        (await visitor.RepliesAsync(ids[0])).Count.ShouldBe(log.Count - 2);
    }

    [Fact]
    public async Task Messages_sent_at_once_each_get_their_place_their_answer_and_a_later_time()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => visitor.SayAsync($"The lid number {i} does not close", $"many-{i}")));
        ids.ShouldBeUnique();
        var log = await visitor.LogAsync();
        GenuineClientTests.ShouldBeInOrderAndSingle(log);
        log.Select(a => a["id"]!.GetValue<string>()).ShouldBe(Enumerable.Range(1, log.Count).Select(n => $"{visitor.Conversation}|{n:0000000}"));
        foreach (var id in ids)
        {
            var place = log.FindIndex(a => GenuineClients.Is(a, "id", id));
            GenuineClients.Is(log[place + 1], "replyToId", id).ShouldBeTrue();
        }
    }
}
