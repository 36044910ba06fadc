using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using FeedbackBot.Outbox;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.Mail;

/// <summary>Sends e-mail to a mail server. The Message-ID is made from the outbox id, so that a repeat can be told from a new message.</summary>
public sealed class SmtpMailer(IOptions<MailOptions> options) : IMailer
{
    public async Task SendAsync(Guid id, Email email, CancellationToken cancellation)
    {
        var settings = options.Value;
        using var message = MessageOf(id, email, new MailAddress(settings.From));
        using var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.UseTls,
            UseDefaultCredentials = false,
            Credentials = string.IsNullOrEmpty(settings.UserName) ? null : new NetworkCredential(settings.UserName, settings.Password),
        };
        await client.SendMailAsync(message, cancellation);
    }

    private static MailMessage MessageOf(Guid id, Email email, MailAddress from)
    {
        var message = new MailMessage(from, new MailAddress(email.To, EmlFile.OneLine(email.ToName), Encoding.UTF8))
        {
            Subject = EmlFile.OneLine(email.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", EmlFile.MessageId(id, from));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.AlternateViews.Add(View(email.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(email.Html, MediaTypeNames.Text.Html));
        foreach (var file in email.Files ?? [])
        {
            message.Attachments.Add(new Attachment(new MemoryStream(file.Content), file.Name, file.MediaType.Split(';')[0]));
        }

        return message;
    }

    private static AlternateView View(string content, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(content, Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }
}
