using System.Net.Mail;
using FeedbackBot.Outbox;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.Mail;

/// <summary>Writes each e-mail as an .eml file named by its outbox id, so that a repeat replaces the file instead of adding one.</summary>
public sealed class FileMailer(IOptions<MailOptions> options, TimeProvider time) : IMailer
{
    public async Task SendAsync(Guid id, Email email, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(options.Value.Folder).FullName;
        var whole = Path.Combine(folder, $"{id:D}.eml");
        var partial = Path.Combine(folder, $"{id:D}.{Guid.CreateVersion7():N}.partial");
        try
        {
            await File.WriteAllBytesAsync(partial, EmlFile.Write(id, email, new MailAddress(options.Value.From), time.GetUtcNow()), cancellation);
            File.Move(partial, whole, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
