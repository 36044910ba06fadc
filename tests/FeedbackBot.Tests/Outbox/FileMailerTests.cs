using System.Text;
using FeedbackBot.Connectors.Mail;
using FeedbackBot.Outbox;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Outbox;

public sealed class FileMailerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feedbackbot-mail-").FullName;
    private readonly TestClock _clock = new(new DateTime(2026, 11, 16, 8, 0, 5, DateTimeKind.Utc));

    [Fact]
    public async Task The_file_is_a_message_that_reads_back_as_it_was_written()
    {
        var id = Guid.CreateVersion7();
        await Mailer().SendAsync(id, MailCast.Letter, default);
        var file = Directory.GetFiles(Outbox).Single();
        Path.GetFileName(file).ShouldBe($"{id}.eml");
        var message = EmlReader.Read(await File.ReadAllTextAsync(file, Encoding.ASCII));
        message.Headers["From"].ShouldBe("Customer care <care@example.com>");
        message.Headers["To"].ShouldBe("王伟 Wang <wang.wei@example.com>");
        message.Headers["Subject"].ShouldBe(MailCast.Letter.Subject);
        message.Headers["Date"].ShouldBe("Mon, 16 Nov 2026 08:00:05 +0000");
        message.Headers["Message-ID"].ShouldBe($"<{id:N}@example.com>");
        message.Headers["MIME-Version"].ShouldBe("1.0");
        message.Headers["Content-Type"].ShouldStartWith("multipart/alternative;");
        var parts = message.Parts();
        parts.Select(p => p.Headers["Content-Type"]).ShouldBe(["text/plain; charset=utf-8", "text/html; charset=utf-8"]);
        parts.Select(p => p.Text()).ShouldBe([MailCast.Letter.Text.ReplaceLineEndings("\r\n"), MailCast.Letter.Html]);
    }

    [Fact]
    public async Task A_file_goes_beside_the_message_byte_for_byte()
    {
        byte[] content = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];
        await Mailer().SendAsync(Guid.CreateVersion7(), MailCast.Letter with { Files = [new("report.csv", "text/csv; charset=utf-8", content)] }, default);
        var message = EmlReader.Read(await File.ReadAllTextAsync(Directory.GetFiles(Outbox).Single(), Encoding.ASCII));
        message.Headers["Content-Type"].ShouldStartWith("multipart/mixed;");
        var (letter, file) = (message.Parts()[0], message.Parts()[1]);
        letter.Parts().Select(p => p.Text()).ShouldBe([MailCast.Letter.Text.ReplaceLineEndings("\r\n"), MailCast.Letter.Html]);
        file.Headers["Content-Disposition"].ShouldBe("attachment; filename=\"report.csv\"");
        Convert.FromBase64String(file.Body).ShouldBe(content);
    }

    [Fact]
    public async Task Every_byte_is_ascii_lines_are_short_and_end_as_mail_does()
    {
        await Mailer().SendAsync(Guid.CreateVersion7(), MailCast.Letter with { Subject = string.Concat(Enumerable.Repeat("周报🎉", 60)) }, default);
        var bytes = await File.ReadAllBytesAsync(Directory.GetFiles(Outbox).Single());
        bytes.ShouldAllBe(b => b < 128);
        var text = Encoding.ASCII.GetString(bytes);
        text.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\n");
        text.Split("\r\n").ShouldAllBe(line => line.Length <= 78);
        EmlReader.Read(text).Headers["Subject"].ShouldBe(string.Concat(Enumerable.Repeat("周报🎉", 60)));
    }

    [Fact]
    public async Task A_repeat_replaces_the_file_and_leaves_nothing_beside_it()
    {
        var id = Guid.CreateVersion7();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Mailer().SendAsync(id, MailCast.Letter, default)));
        Directory.GetFileSystemEntries(Outbox).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_line_break_in_a_name_or_subject_begins_no_header()
    {
        var sly = MailCast.Letter with { ToName = "Eve\r\nBcc: all@example.com", Subject = "Hi\nX-Evil: yes" };
        await Mailer().SendAsync(Guid.CreateVersion7(), sly, default);
        var message = EmlReader.Read(await File.ReadAllTextAsync(Directory.GetFiles(Outbox).Single()));
        message.Headers.Keys.ShouldNotContain("Bcc");
        message.Headers.Keys.ShouldNotContain("X-Evil");
        message.Headers["Subject"].ShouldBe("Hi X-Evil: yes");
    }

    [Theory]
    [InlineData("O'Brien, Kim \"K\"", "\"O'Brien, Kim \\\"K\\\"\" <a@b.example>")]
    [InlineData("Kim", "Kim <a@b.example>")]
    [InlineData("", "<a@b.example>")]
    public async Task Names_are_quoted_where_they_must_be(string name, string header)
    {
        await Mailer().SendAsync(Guid.CreateVersion7(), MailCast.Letter with { To = "a@b.example", ToName = name }, default);
        EmlReader.Read(await File.ReadAllTextAsync(Directory.GetFiles(Outbox).Single())).Headers["To"].ShouldBe(header);
    }

    [Fact]
    public void Settings_that_cannot_work_are_refused()
    {
        Problems(new()).ShouldBeEmpty();
        Problems(new() { Mode = MailMode.Smtp }).ShouldBe(["Host"]);
        Problems(new() { From = "not an address" }).ShouldBe(["From"]);
        Problems(new() { Port = 0 }).ShouldBe(["Port"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Problems(MailOptions options)
    {
        var results = new List<System.ComponentModel.DataAnnotations.ValidationResult>();
        System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options, new(options), results, validateAllProperties: true);
        return results.SelectMany(r => r.MemberNames);
    }

    private string Outbox => Path.Combine(_folder, "outbox");

    private FileMailer Mailer() => new(Options.Create(new MailOptions { Folder = Outbox, From = "Customer care <care@example.com>" }), _clock);
}
