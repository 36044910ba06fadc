using System.Net;
using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>Whatever a customer types or pastes: a friendly sentence, nothing lost, nothing executed.</summary>
[Collection(nameof(RunningServer))]
public sealed class BadTextTests(RunningServer running)
{
    [Theory]
    [InlineData("<script>alert(1)</script><img src=x onerror=alert(2)>", "<script>alert(1)</script><img src=x onerror=alert(2)>")]
    [InlineData("**bold** [link](javascript:alert(1)) {code} {{7*7}} ${7*7} %s %n", "**bold** [link](javascript:alert(1)) {code} {{7*7}} ${7*7} %s %n")]
    [InlineData("it\0broke\a \u001B[31mred\u001B[0m \u202Egnp.exe\u200B\uFEFF", "itbroke [31mred[0m gnp.exe")]
    [InlineData("two\r\nlines\tand a tab", "two\nlines\tand a tab")]
    [InlineData("'; DROP TABLE messages; --", "'; DROP TABLE messages; --")]
    [InlineData("../../../../etc/passwd", "../../../../etc/passwd")]
    [InlineData("My card 4111 1111 1111 1111 was charged twice", "My card •••• 1111 was charged twice")]
    [InlineData("我的身份证号是11010519491231002X,你们怎么能公开?", "我的身份证号是••••,你们怎么能公开?")]
    [InlineData("👨‍👩‍👧‍👦🎉 𠮷野家", "👨‍👩‍👧‍👦🎉 𠮷野家")]
    [InlineData("", "")]
    [InlineData("   \n  ", "   \n  ")]
    [InlineData("?", "?")]
    public async Task Any_text_is_answered_and_kept_clean(string said, string kept)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var id = await visitor.SayAsync(said, "the key");
        var log = await visitor.LogAsync();
        var echo = log.Single(a => GenuineClients.Is(a, "id", id));
        echo["text"]!.GetValue<string>().ShouldBe(kept);
        echo["textFormat"]!.GetValue<string>().ShouldBe("plain");
        echo["channelData"]!["clientActivityID"]!.GetValue<string>().ShouldBe("the key");
        log[^1]["text"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        log[^1]["replyToId"]!.GetValue<string>().ShouldBe(id);
    }

    [Theory]
    [InlineData(@"""\ud83d cut in half""", " cut in half")]
    [InlineData(@"""\ude00 the other half""", " the other half")]
    [InlineData(@"""back\udc00\ud800wards""", "backwards")]
    [InlineData(@"""a whole \ud83d\ude00 and half \ud83d""", "a whole 😀 and half ")]
    [InlineData(@"""not an escape: \\ud800""", @"not an escape: \ud800")]
    [InlineData(@"""\uD83Dx\u0000y""", "xy")]
    public async Task Half_characters_in_escapes_are_dropped_and_the_rest_is_heard(string json, string kept)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var answer = await visitor.PostTextAsync($$"""{"type":"message","text":{{json}}}""");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        var log = await visitor.LogAsync();
        log.Single(a => GenuineClients.Is(a, "id", answer.Text("id")))["text"]!.GetValue<string>().ShouldBe(kept);
        log[^1]["replyToId"]!.GetValue<string>().ShouldBe(answer.Text("id"));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused_and_the_conversation_goes_on()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        byte[] body = [.. """{"type":"message","text":"caf"""u8, 0xE9, 0xFF, 0xC0, .. "\"}"u8];
        var answer = await visitor.CallRawAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/activities", new ByteArrayContent(body));
        ((int)answer.Status).ShouldBeLessThan(500, answer.Body);
        await visitor.SayAsync("The lid does not close");
    }

    public static TheoryData<string, int> Floods => new()
    {
        { "The parcel was late and nobody told me. ", 26_000 },
        { "qwertzuiopasdfghjkl", 16_000 },
        { "退款", 150_000 },
        { "¿", 300_000 },
        { "a@b.cc ", 40_000 },
        { "4111111111111111 ", 20_000 },
        { "<b>", 100_000 },
        { "\n", 400_000 },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task A_flood_of_text_is_answered_in_seconds(string piece, int times)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var id = await visitor.SayAsync(string.Concat(Enumerable.Repeat(piece, times)), "flood").WaitAsync(deadline.Token);
        var log = await visitor.LogAsync();
        log[^1]["text"]!.GetValue<string>().Length.ShouldBeInRange(1, 2000);
        log[^1]["replyToId"]!.GetValue<string>().ShouldBe(id);
        log.ShouldNotContain(a => a["text"]!.GetValue<string>().Contains("4111111111111111", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_odd_client_says_of_itself_is_no_reason_to_fail()
    {
        var visitor = await Visitor.ArriveAsync(running.Http, new string('z', 5000));
        var answer = await visitor.PostAsync(new JsonObject
        {
            ["type"] = "message",
            ["text"] = "The lid does not close",
            ["locale"] = "xx-klingon\0",
            ["localTimezone"] = "Mars/Olympus",
            ["from"] = new JsonObject { ["name"] = new string('n', 100_000) },
            ["value"] = new JsonObject { ["a"] = new JsonArray() },
            ["id"] = new string('i', 100_000),
            ["attachments"] = new JsonArray(new JsonObject { ["contentUrl"] = "file:///etc/passwd" }),
        });
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        (await visitor.RepliesAsync(answer.Text("id"))).ShouldNotBeEmpty();
    }
}
