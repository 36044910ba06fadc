using FeedbackBot.Host.Settings;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.DirectLine;

/// <summary>Keeps a file in the data folder under a random id, with its type found from its bytes.</summary>
public sealed class KeepAttachment(UnitOfWork unit, DataFolder data, TimeProvider time)
{
    private const int MostName = 200;

    public async Task<MessageAttachment> RunAsync(string conversationKey, string name, Stream body, long most, CancellationToken cancellation)
    {
        var folder = data.Folder("attachments");
        var waiting = Path.Combine(folder, Path.GetRandomFileName());
        var (type, size) = await WriteAsync(body, waiting, most, cancellation);
        var clean = OneLine(name);
        var attachment = await unit.RunAsync(async db =>
        {
            var conversation = await db.Conversations.AsNoTracking().FirstAsync(c => c.Channel == DirectLineEndpoints.Channel && c.Key == conversationKey);
            var row = new Attachment(conversation.Id, clean, type, size, time.GetUtcNow().UtcDateTime);
            db.Attachments.Add(row);
            return row;
        }, cancellation);
        File.Move(waiting, PathOf(attachment.Id));
        return new(attachment.Id, attachment.Name, attachment.ContentType, attachment.Size);
    }

    /// <summary>A file of a conversation; null where it is not of this one.</summary>
    public static Task<Attachment?> FindAsync(FeedbackDb db, Guid id, Guid? conversation) =>
        db.Attachments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.ConversationId == conversation);

    /// <summary>Files of a message that was refused or had been heard before: no message shows them, so nobody could ever see or delete them.</summary>
    public async Task ForgetAsync(IReadOnlyList<MessageAttachment> kept)
    {
        if (kept.Count > 0)
        {
            var ids = kept.Select(a => a.Id).ToList();
            await unit.RunAsync(db => db.Attachments.Where(a => ids.Contains(a.Id)).ExecuteDeleteAsync());
            ids.ForEach(id => File.Delete(PathOf(id)));
        }
    }

    /// <summary>The file, never as a page: only harmless images are shown in place.</summary>
    public IResult Send(HttpContext http, Attachment attachment)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, max-age=3600";
        var inline = attachment.ContentType.StartsWith("image/", StringComparison.Ordinal);
        return Results.File(PathOf(attachment.Id), attachment.ContentType, inline ? null : attachment.Name);
    }

    /// <summary>A name without line breaks and personal numbers; of a long one the end, where the ending is, not cut inside a character.</summary>
    private static string OneLine(string name)
    {
        var clean = PersonalData.Mask(TextCleaning.Clean(name).ReplaceLineEndings(" "));
        var end = clean.Length > MostName ? clean[^MostName..] : clean;
        return end.Length > 0 && char.IsLowSurrogate(end[0]) ? end[1..] : end;
    }

    private string PathOf(Guid id) => Path.Combine(data.Folder("attachments"), id.ToString("N"));

    private static async Task<(string Type, long Size)> WriteAsync(Stream body, string path, long most, CancellationToken cancellation)
    {
        var buffer = new byte[81920];
        var head = Array.Empty<byte>();
        long size = 0;
        try
        {
            await using var file = File.Create(path);
            int read;
            while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
            {
                head = size == 0 ? buffer[..Math.Min(read, 64)] : head;
                size += read;
                if (size > most)
                {
                    throw new RuleViolation("too_large", $"A file may have at most {most / 1_000_000} MB.", "file");
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        return (TypeOf(head), size);
    }

    private static string TypeOf(ReadOnlySpan<byte> head) => head switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "application/pdf",
        _ => "application/octet-stream",
    };
}
