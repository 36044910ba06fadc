using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using FeedbackBot.Messages;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>Files that are not taken: a stable code, a sentence in the client's language, and nothing kept of the whole message.</summary>
public sealed class RefusedFilesTests : IAsyncLifetime
{
    private const int Largest = 20_000;
    private ServerProcess _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(
            ("RateLimits:Enabled", "true"), ("RateLimits:MessagesPerMinute", "1000"), ("WebChat:LargestUpload", $"{Largest}"), ("WebChat:MostFiles", "3"),
            ("WebChat:MostUploadedInConversation", "50000"), ("WebChat:MostUploadedPerHour", "90000"));
        _http = _server.Client();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "is empty")]
    [InlineData("zh-CN", "是空文件")]
    public async Task A_message_with_one_bad_file_is_refused_whole(string locale, string sentence)
    {
        var visitor = await Visitor.ArriveAsync(_http, locale);
        var answer = await UploadAsync(visitor, locale, ("good.txt", "good"u8.ToArray()), ("leer.txt", []));
        answer.ShouldRefuse(HttpStatusCode.BadRequest, "EmptyFile");
        Message(answer).ShouldContain(sentence);
        Message(answer).ShouldContain("leer.txt");
        await NothingIsKeptAsync(visitor);
    }

    [Theory]
    [InlineData("setup.exe"), InlineData("go.BAT"), InlineData("x.js"), InlineData("page.html"), InlineData("drawing.svg"), InlineData("app.apk")]
    [InlineData("photo.jpg.exe"), InlineData("trick.exe. "), InlineData("../../x.cmd"), InlineData("gpj\u202Eexe.scr")]
    public async Task What_would_run_where_it_is_opened_is_refused(string name)
    {
        var visitor = await Visitor.ArriveAsync(_http, "zh-CN");
        var answer = await UploadAsync(visitor, "zh-CN", (name, "MZ"u8.ToArray()));
        answer.ShouldRefuse(HttpStatusCode.UnsupportedMediaType, "FileTypeNotAllowed");
        Message(answer).ShouldContain("截图");
        await NothingIsKeptAsync(visitor);
    }

    [Fact]
    public async Task Too_large_and_too_many_are_refused_with_what_is_allowed()
    {
        var visitor = await Visitor.ArriveAsync(_http);
        (await UploadAsync(visitor, "en", ("large.bin", new byte[Largest + 1]))).ShouldRefuse(HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig");
        var many = await UploadAsync(visitor, "en", [.. Enumerable.Range(0, 4).Select(i => ($"{i}.bin", new byte[] { 1 }))]);
        many.ShouldRefuse(HttpStatusCode.BadRequest, "TooManyFiles");
        Message(many).ShouldContain("3 files");
        await NothingIsKeptAsync(visitor);
    }

    [Fact]
    public async Task A_conversation_and_then_an_address_have_had_enough()
    {
        var visitor = await Visitor.ArriveAsync(_http);
        for (var i = 0; i < 2; i++)
        {
            (await UploadAsync(visitor, "en", ($"{i}.bin", new byte[Largest]))).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await UploadAsync(visitor, "en", ("more.bin", new byte[Largest]))).ShouldRefuse(HttpStatusCode.RequestEntityTooLarge, "ConversationFull");
        var another = await Visitor.ArriveAsync(_http, "zh-CN");
        (await UploadAsync(another, "zh-CN", ("a.bin", new byte[Largest]))).Status.ShouldBe(HttpStatusCode.OK);
        var enough = await UploadAsync(another, "zh-CN", ("b.bin", new byte[Largest]));
        enough.ShouldRefuse(HttpStatusCode.TooManyRequests, "TooManyRequests");
        Message(enough).ShouldContain("过一会儿");
        enough.Headers.RetryAfter.ShouldNotBeNull();
        (await another.SayAsync("文字还是可以发的")).ShouldNotBeEmpty();
        Files().Length.ShouldBe(3);
    }

    private async Task NothingIsKeptAsync(Visitor visitor)
    {
        (await visitor.LogAsync()).Count.ShouldBe(1, "only the greeting");
        Files().ShouldBeEmpty();
        await using var db = _server.OpenDatabase();
        db.Attachments.ShouldBeEmpty();
    }

    private string[] Files() => Directory.GetFiles(Directory.CreateDirectory(Path.Combine(_server.DataFolder, "attachments")).FullName);

    private static string Message(WireAnswer answer) => answer.Json["error"]!["message"]!.GetValue<string>();

    private static async Task<WireAnswer> UploadAsync(Visitor visitor, string locale, params (string Name, byte[] Bytes)[] files)
    {
        using var form = new MultipartFormDataContent();
        var activity = new StringContent(new JsonObject { ["type"] = "message", ["locale"] = locale }.ToJsonString());
        activity.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
        form.Add(activity, "activity", "blob");
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentDisposition = new("form-data") { Name = "file", FileNameStar = name };
            form.Add(part);
        }

        return await visitor.CallRawAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/upload?userId={visitor.User}", form);
    }
}
