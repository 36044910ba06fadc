using System.Diagnostics;
using System.Net.Mail;
using FeedbackBot.Connectors.Mail;
using FeedbackBot.Outbox;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Outbox;

public class SmtpMailerTests
{
    [Fact]
    public async Task A_mail_server_gets_the_message_whole()
    {
        await using var server = new LoopbackSmtp(SmtpMood.Accepts);
        var id = Guid.CreateVersion7();
        await Mailer(server.Port).SendAsync(id, MailCast.Letter, default);
        server.Recipients.ShouldBe(["wang.wei@example.com"]);
        var message = EmlReader.Read(server.Messages.Single());
        message.Headers["Subject"].ShouldBe(MailCast.Letter.Subject);
        message.Headers["To"].ShouldContain("王伟 Wang");
        message.Headers["Message-ID"].ShouldBe($"<{id:N}@example.com>");
        message.Headers["Content-Type"].ShouldStartWith("multipart/alternative");
        message.Parts().Select(p => p.Headers["Content-Type"].Split(';')[0]).ShouldBe(["text/plain", "text/html"]);
        message.Parts()[1].Text().ShouldBe(MailCast.Letter.Html);
    }

    [Fact]
    public async Task A_file_goes_with_it()
    {
        await using var server = new LoopbackSmtp(SmtpMood.Accepts);
        await Mailer(server.Port).SendAsync(Guid.CreateVersion7(), MailCast.Letter with { Files = [new("report.csv", "text/csv; charset=utf-8", [1, 2, 255])] }, default);
        var parts = EmlReader.Read(server.Messages.Single()).Parts();
        parts[0].Headers["Content-Type"].ShouldStartWith("multipart/alternative");
        parts[1].Headers["Content-Type"].ShouldContain("report.csv");
        Convert.FromBase64String(parts[1].Body).ShouldBe([1, 2, 255]);
    }

    [Fact]
    public async Task A_refused_recipient_is_an_error_that_says_so()
    {
        await using var server = new LoopbackSmtp(SmtpMood.RefusesRecipient);
        var refusal = await Should.ThrowAsync<SmtpException>(() => Mailer(server.Port).SendAsync(Guid.CreateVersion7(), MailCast.Letter, default));
        refusal.Message.ShouldContain("no such mailbox");
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_at_the_deadline()
    {
        await using var server = new LoopbackSmtp(SmtpMood.Hangs);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        await Should.ThrowAsync<OperationCanceledException>(
            () => Mailer(server.Port).SendAsync(Guid.CreateVersion7(), MailCast.Letter, deadline.Token));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task From_the_outbox_to_the_server_an_accepted_message_is_sent_and_a_refused_one_waits()
    {
        await using var database = await TestDatabase.CreateAsync();
        var item = await database.PostAsync();
        await using (var refusing = new LoopbackSmtp(SmtpMood.RefusesRecipient))
        {
            (await MailCast.Delivery(database, Mailer(refusing.Port)).RunAsync()).ShouldBe(new(0, 1));
        }

        (await database.ItemAsync(item.Id)).Status.ShouldBe(OutboxStatus.Waiting);
        database.Clock.Advance(TimeSpan.FromSeconds(30));
        await using var accepting = new LoopbackSmtp(SmtpMood.Accepts);
        (await MailCast.Delivery(database, Mailer(accepting.Port)).RunAsync()).ShouldBe(new(1, 0));
        (await database.ItemAsync(item.Id)).ShouldSatisfyAllConditions(i => i.Status.ShouldBe(OutboxStatus.Sent), i => i.Attempts.ShouldBe(2));
        accepting.Messages.Count.ShouldBe(1);
    }

    private static SmtpMailer Mailer(int port) => new(Options.Create(new MailOptions
    {
        Mode = MailMode.Smtp,
        Host = "127.0.0.1",
        Port = port,
        UseTls = false,
        From = "Customer care <care@example.com>",
    }));
}
