using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>Nobody fills the memory or the disk by one message, nor a log by one file's name.</summary>
[Collection(nameof(RunningServer))]
public sealed class SizeTests(RunningServer running)
{
    [Theory]
    [InlineData("text")]
    [InlineData("channelData")]
    public async Task A_message_of_more_than_four_megabytes_is_refused_and_the_conversation_goes_on(string property)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var large = new string('x', 5_000_000);
        var answer = await visitor.PostAsync(new JsonObject { ["type"] = "message", [property] = property == "text" ? large : new JsonObject { ["a"] = large } });
        answer.ShouldRefuse(HttpStatusCode.RequestEntityTooLarge, "BadArgument");
        await visitor.SayAsync("The lid does not close");
    }

    [Fact]
    public async Task A_file_name_stands_on_one_line_and_is_not_cut_inside_a_character()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent([1]);
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = "a\nb" + string.Concat(Enumerable.Repeat("\U0001F600", 120)) + ".jpeg" };
        form.Add(file);
        var other = new ByteArrayContent([1]);
        other.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = "one\r\ntwo.png" };
        form.Add(other);
        (await visitor.CallRawAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/upload?userId=x", form)).Status.ShouldBe(HttpStatusCode.OK);
        var names = (await visitor.LogAsync()).SelectMany(a => a["attachments"]?.AsArray() ?? []).Select(a => a!["name"]!.GetValue<string>()).ToList();
        names[0].ShouldEndWith("\U0001F600.jpeg");
        names[0].ShouldNotContain("\uFFFD");
        names[1].ShouldBe("one two.png");
    }
}
