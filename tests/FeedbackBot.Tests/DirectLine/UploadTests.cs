using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.DirectLine;

[Collection(nameof(RunningServer))]
public sealed class UploadTests(RunningServer running)
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 1, 2, 3];

    [Fact]
    public async Task One_raw_body_is_one_file()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var body = new ByteArrayContent(Picture);
        body.Headers.ContentType = new("image/png");
        body.Headers.TryAddWithoutValidation("Content-Disposition", "name=\"file\"; filename=\"broken.png\"");
        var file = (await SentAsync(visitor, body)).ShouldHaveSingleItem();
        file["name"]!.GetValue<string>().ShouldBe("broken.png");
        file["contentType"]!.GetValue<string>().ShouldBe("image/png");
        var fetched = await FetchAsync(file);
        (await fetched.Content.ReadAsByteArrayAsync()).ShouldBe(Picture);
        fetched.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        fetched.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task Several_files_come_with_one_activity_in_order()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        using var form = new MultipartFormDataContent
        {
            { ActivityPart("""{"type":"message","text":"two pictures","channelData":{"clientActivityID":"up-1"}}"""), "activity", "blob" },
            { new ByteArrayContent(Picture), "file", "one.png" },
            { new ByteArrayContent("%PDF-1.7 bill"u8.ToArray()), "file", "two.pdf" },
        };
        var answer = await UploadAsync(visitor, form);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        var echo = (await visitor.LogAsync()).Single(a => GenuineClients.Is(a, "id", answer.Text("id")));
        echo["text"]!.GetValue<string>().ShouldBe("two pictures");
        echo["channelData"]!["clientActivityID"]!.GetValue<string>().ShouldBe("up-1");
        echo["attachments"]!.AsArray().Select(f => f!["name"]!.GetValue<string>()).ShouldBe(["one.png", "two.pdf"]);
        echo["attachments"]![1]!["contentType"]!.GetValue<string>().ShouldBe("application/pdf");
        (await visitor.RepliesAsync(answer.Text("id"))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("破损的水壶.png")]
    [InlineData("写真　その１.jpg")]
    [InlineData("naïve \"quoted\" 'file';.txt")]
    [InlineData("😀.gif")]
    public async Task File_names_in_any_writing_come_back(string name)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent("plain bytes"u8.ToArray());
        part.Headers.ContentDisposition = new("form-data") { Name = "file", FileNameStar = name };
        form.Add(part);
        var file = (await SentAsync(visitor, form)).ShouldHaveSingleItem();
        file["name"]!.GetValue<string>().ShouldBe(name);
        var fetched = await FetchAsync(file);
        fetched.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        fetched.Content.Headers.ContentDisposition.FileNameStar.ShouldBe(name);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\me\secret.txt", "secret.txt")]
    [InlineData("", "file")]
    public async Task Of_a_name_with_a_path_only_the_name_counts(string name, string kept)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent("plain bytes"u8.ToArray());
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name.Replace(@"\", @"\\", StringComparison.Ordinal)}\"");
        form.Add(part);
        (await SentAsync(visitor, form)).ShouldHaveSingleItem()["name"]!.GetValue<string>().ShouldBe(kept);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script>", "innocent.png", "image/png")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "drawing.png", "image/svg+xml")]
    [InlineData("GIF7 is no picture", "fake.gif", "image/gif")]
    [InlineData("MZ program", "photo.jpg", "image/jpeg")]
    public async Task What_is_not_a_picture_is_never_shown_as_one(string content, string name, string claimed)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        part.Headers.ContentType = new(claimed);
        form.Add(part, "file", name);
        var file = (await SentAsync(visitor, form)).ShouldHaveSingleItem();
        file["contentType"]!.GetValue<string>().ShouldBe("application/octet-stream");
        var fetched = await FetchAsync(file);
        fetched.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        fetched.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        fetched.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        fetched.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
    }

    [Fact]
    public async Task An_upload_that_cannot_be_read_is_refused()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        foreach (var (type, body) in new[]
        {
            ("multipart/form-data", "no boundary"), ("multipart/form-data; boundary=x", "--x\r\ncut"), ("multipart/form-data; boundary=", "--\r\n"),
            ("multipart/form-data; boundary=x", "--x\r\nContent-Type: application/vnd.microsoft.activity\r\n\r\nnot JSON\r\n--x--\r\n"), ("no type at all ;;;", "x"),
        })
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            (await UploadAsync(visitor, content)).ShouldRefuse(HttpStatusCode.BadRequest);
        }

        (await visitor.LogAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_upload_again_has_no_second_effect()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var form = new MultipartFormDataContent
            {
                { ActivityPart("""{"type":"message","channelData":{"clientActivityID":"again"}}"""), "activity", "blob" },
                { new ByteArrayContent(Picture), "file", "one.png" },
            };
            ids.Add((await UploadAsync(visitor, form)).Text("id"));
        }

        ids.Distinct().ShouldHaveSingleItem();
        (await visitor.LogAsync()).Count(a => a["attachments"] != null).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_of_another_conversation_is_not_found()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Picture), "file", "one.png" } };
        var address = new Uri((await SentAsync(visitor, form)).Single()["contentUrl"]!.GetValue<string>());
        var path = "attachments/" + address.Segments[^1];
        (await visitor.CallAsync(HttpMethod.Get, path)).Status.ShouldBe(HttpStatusCode.OK);
        var stranger = await Visitor.ArriveAsync(running.Http);
        (await stranger.CallAsync(HttpMethod.Get, path)).ShouldRefuse(HttpStatusCode.NotFound);
        (await new Visitor(running.Http).CallAsync(HttpMethod.Get, path)).ShouldRefuse(HttpStatusCode.Unauthorized);
    }

    private static StringContent ActivityPart(string json)
    {
        var part = new StringContent(json);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
        return part;
    }

    private static Task<WireAnswer> UploadAsync(Visitor visitor, HttpContent body) =>
        visitor.CallRawAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/upload?userId={visitor.User}", body);

    /// <summary>The attachments that the echo of an upload shows.</summary>
    private static async Task<List<JsonNode>> SentAsync(Visitor visitor, HttpContent body)
    {
        var answer = await UploadAsync(visitor, body);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        var echo = (await visitor.LogAsync()).Single(a => GenuineClients.Is(a, "id", answer.Text("id")));
        return [.. echo["attachments"]!.AsArray().Select(f => f!)];
    }

    private Task<HttpResponseMessage> FetchAsync(JsonNode file) => running.Http.GetAsync(file["contentUrl"]!.GetValue<string>());
}
