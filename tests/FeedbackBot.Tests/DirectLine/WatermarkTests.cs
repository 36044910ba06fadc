using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.DirectLine;

[Collection(nameof(RunningServer))]
public sealed class WatermarkTests(RunningServer running)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-1")]
    [InlineData("+2")]
    [InlineData("2.5")]
    [InlineData("0x2")]
    [InlineData(" ")]
    [InlineData("undefined")]
    [InlineData("999999")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999999999")]
    [InlineData("'; DROP TABLE messages; --")]
    [InlineData("水印")]
    public async Task A_watermark_that_this_conversation_never_gave_means_from_the_start(string? watermark)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        await visitor.SayAsync("The lid does not close");
        var all = await visitor.LogAsync();
        var page = await visitor.ReadPageAsync(watermark);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Json["activities"]!.AsArray().Count.ShouldBe(all.Count);
        (await visitor.CallAsync(HttpMethod.Get, $"conversations/{visitor.Conversation}?watermark={Uri.EscapeDataString(watermark ?? "")}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task From_a_watermark_on_only_what_is_newer_comes_and_nothing_is_an_empty_list()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var mark = (await visitor.ReadPageAsync()).Text("watermark");
        var nothing = await visitor.ReadPageAsync(mark);
        nothing.Json["activities"]!.AsArray().ShouldBeEmpty();
        nothing.Text("watermark").ShouldBe(mark);
        var id = await visitor.SayAsync("The lid does not close");
        var news = (await visitor.ReadPageAsync(mark)).Json["activities"]!.AsArray();
        news[0]!["id"]!.GetValue<string>().ShouldBe(id);
        news.Count.ShouldBe((await visitor.LogAsync()).Count - 1);
    }

    [Fact]
    public async Task While_the_log_cannot_be_read_nothing_is_new_and_afterwards_nothing_is_missing()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        await visitor.SayAsync("The lid does not close");
        await using var db = running.Server.OpenDatabase();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE messages RENAME TO hidden");
        try
        {
            var page = await visitor.ReadPageAsync("1");
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Json["activities"]!.AsArray().ShouldBeEmpty();
            page.Text("watermark").ShouldBe("1");
            (await visitor.PostAsync(new JsonObject { ["type"] = "message", ["text"] = "hello?" })).ShouldRefuse(HttpStatusCode.InternalServerError, "ServiceError");
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE hidden RENAME TO messages");
        }

        (await visitor.ReadPageAsync("1")).Json["activities"]!.AsArray().ShouldNotBeEmpty();
        await visitor.SayAsync("The lid does not close");
    }

    [Fact]
    public async Task A_long_log_comes_in_pages_until_one_is_empty()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var said = new List<string>();
        for (var i = 0; i < 110; i++)
        {
            said.Add(await visitor.SayAsync($"One more thing, number {i}"));
        }

        var first = (await visitor.ReadPageAsync()).Json["activities"]!.AsArray();
        var log = await visitor.LogAsync();
        log.Count.ShouldBeGreaterThan(first.Count);
        GenuineClientTests.ShouldBeInOrderAndSingle(log);
        log.Select(a => a["id"]!.GetValue<string>()).Intersect(said).ShouldBe(said);
    }
}
