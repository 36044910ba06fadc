using System.Net;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Chat;

/// <summary>Files in the chat page's form, with and without its script.</summary>
public sealed class ChatFilesTests
{
    private static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];

    [Theory]
    [InlineData("a.exe", 10, "MostFiles=10", HttpStatusCode.UnsupportedMediaType, "为了安全")]
    [InlineData("空.txt", 0, "MostFiles=10", HttpStatusCode.BadRequest, "“空.txt”是空文件")]
    [InlineData("大.bin", 2_000_001, "LargestUpload=2000000", HttpStatusCode.RequestEntityTooLarge, "文件不能超过 2 MB")]
    [InlineData("多.bin", 5000, "MostUploadedInConversation=4000", HttpStatusCode.RequestEntityTooLarge, "上限")]
    [InlineData("多.bin", 5000, "MostUploadedPerHour=4000", HttpStatusCode.TooManyRequests, "过一会儿")]
    public async Task A_file_that_is_not_taken_leaves_the_words_in_the_box_and_nothing_behind(string name, int size, string setting, HttpStatusCode status, string sentence)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder, "--FeedbackBot:WebChat:" + setting);
        using var visitor = server.Visit();
        var first = await visitor.GetAsync("/chat");

        var page = await visitor.SayAsync("水壶漏水了", file: (name, new byte[size]));

        page.Status.ShouldBe(status);
        page.Html.ShouldContain(sentence);
        page.Html.ShouldContain(">水壶漏水了</textarea>");
        page.Sequences.ShouldBe(first.Sequences);
        (await server.ReadAsync(db => db.Attachments.CountAsync())).ShouldBe(0);
        Directory.GetFiles(Directory.CreateDirectory(Path.Combine(folder.Path, "attachments")).FullName).ShouldBeEmpty();

        using var form = new MultipartFormDataContent { { new StringContent("水壶漏水了"), "text" }, { new ByteArrayContent(new byte[size]), "file", name } };
        var live = await visitor.Http.PostAsync("/chat/messages", form);
        live.StatusCode.ShouldBe(status);
        (await live.Content.ReadAsStringAsync()).ShouldContain(sentence);
    }

    [Fact]
    public async Task More_files_than_a_message_may_carry_are_refused_together()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder, "--FeedbackBot:WebChat:MostFiles=2");
        using var visitor = server.Visit(Languages.English);
        await visitor.GetAsync("/chat");
        using var form = new MultipartFormDataContent { { new StringContent("see"), "text" } };
        for (var i = 0; i < 3; i++)
        {
            form.Add(new ByteArrayContent(Picture), "file", $"{i}.png");
        }

        var answer = await visitor.Http.PostAsync("/chat/messages", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("2 files");
        (await server.ReadAsync(db => db.Attachments.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_form_without_scripts_whose_file_field_is_empty_is_only_words()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(Languages.English);
        await visitor.GetAsync("/chat");
        const string body = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello there\r\n--x\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n";
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        (await visitor.Http.PostAsync("/chat", content)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await server.MessagesAsync()).Single(m => m.Speaker == Speaker.Customer).Extras.ShouldBeNull();
    }

    [Fact]
    public async Task A_photo_with_a_caption_is_the_caption_and_the_photo_on_the_case()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");

        await visitor.SayAsync("上周买的水壶漏水,订单号 AB12345678,我要退款", file: ("漏水 的水壶.png", Picture));
        for (var turn = 0; turn < 6 && visitor.Page.TicketNumber == null; turn++)
        {
            await visitor.SayAsync(null, choice: visitor.Page.Choices[0]);
        }

        visitor.Page.TicketNumber.ShouldNotBeNull();
        var (number, code) = (visitor.Page.TicketNumber, visitor.Page.Code!);
        var shown = await visitor.PostAsync("/case", ("number", number), ("code", code));
        shown.Html.ShouldContain("漏水 的水壶.png");
        var file = System.Text.RegularExpressions.Regex.Match(shown.Raw, "name=\"file\" value=\"([0-9a-f-]{36})\"").Groups[1].Value;
        using var right = new FormUrlEncodedContent([new("number", number), new("code", code), new("file", file)]);
        (await (await visitor.Http.PostAsync("/case", right)).Content.ReadAsByteArrayAsync()).ShouldBe(Picture);
        using var wrong = new FormUrlEncodedContent([new("number", number), new("code", "AAAAA-AAAAA"), new("file", file)]);
        (await (await visitor.Http.PostAsync("/case", wrong)).Content.ReadAsByteArrayAsync()).ShouldNotBe(Picture);
    }

    [Theory]
    [InlineData(Languages.Chinese, "我要投诉", "是什么情况", "📎")]
    [InlineData(Languages.English, "I want to complain", "what does it show", "📎")]
    public async Task A_photo_where_the_matter_is_asked_tells_it_and_what_it_shows_is_asked_once(string language, string vague, string asked, string told)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(language);
        await visitor.GetAsync("/chat");
        await visitor.SayAsync(vague);
        var matter = (await server.MessagesAsync())[^1].Step;
        matter.ShouldNotBeNull();

        (await visitor.SayAsync(null, file: ("1.png", Picture))).Html.ShouldContain(asked);
        (await server.MessagesAsync())[^1].Step.ShouldBe(matter);
        await visitor.SayAsync(null, file: ("2.png", Picture));
        var next = (await server.MessagesAsync())[^1].Step;
        next.ShouldNotBeNull();
        next.ShouldNotBe(matter);

        for (var turn = 0; turn < 8 && visitor.Page.TicketNumber == null; turn++)
        {
            await visitor.SayAsync(null, choice: visitor.Page.Choices[0]);
        }

        (await server.ReadAsync(db => db.Tickets.SingleAsync())).Description.ShouldContain(told);
    }

    [Fact]
    public async Task A_file_whose_turn_fails_is_gone_again()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");
        await server.ReadAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER broken BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'disk is full'); END"));

        (await visitor.SayAsync("看照片", file: ("水壶.png", Picture))).Status.ShouldBe(HttpStatusCode.InternalServerError);

        (await server.ReadAsync(db => db.Attachments.CountAsync())).ShouldBe(0);
        Directory.GetFiles(Path.Combine(folder.Path, "attachments")).ShouldBeEmpty();
    }
}
