using FeedbackBot.Host.Settings;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.DirectLine;

/// <summary>Keeps a file in the data folder under a random id, with its type found from its bytes.</summary>
public sealed class KeepAttachment(UnitOfWork unit, DataFolder data, TimeProvider time, IOptions<WebChatOptions> options)
{
    /// <param name="mayHave">Looks at the size once it is known, and throws where that is too much.</param>
    public Task<MessageAttachment> RunAsync(string conversationKey, string name, Stream body, Action<long> mayHave, CancellationToken cancellation) => RunAsync(
        db => db.Conversations.AsNoTracking().Where(c => c.Channel == DirectLineEndpoints.Channel && c.Key == conversationKey).Select(c => c.Id).FirstAsync(),
        name, body, mayHave, cancellation);

    /// <summary>A file of staff, for a conversation on whatever channel.</summary>
    public Task<MessageAttachment> RunAsync(Guid conversation, string name, Stream body, CancellationToken cancellation) =>
        RunAsync(_ => Task.FromResult(conversation), name, body, _ => { }, cancellation);

    private async Task<MessageAttachment> RunAsync(Func<FeedbackDb, Task<Guid>> conversation, string name, Stream body, Action<long> mayHave, CancellationToken cancellation)
    {
        var waiting = Path.Combine(data.Folder("attachments"), Path.GetRandomFileName());
        try
        {
            var (type, size) = await WriteAsync(body, waiting, name, cancellation);
            mayHave(size);
            var row = await unit.RunAsync(async db => await EnterAsync(db, await conversation(db), name, type, size), cancellation);
            var kept = new MessageAttachment(row.Id, row.Name, row.ContentType, row.Size);
            await MoveAsync(waiting, kept);
            return kept;
        }
        finally
        {
            File.Delete(waiting);
        }
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

    /// <summary>The file, never as a page: only harmless images are shown in place. Players ask for sound and film in pieces.</summary>
    public IResult Send(HttpContext http, Attachment attachment)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, max-age=3600";
        var name = FileTypes.IsShown(attachment.ContentType) ? null : attachment.Name;
        return Results.File(PathOf(attachment.Id), attachment.ContentType, name, enableRangeProcessing: true);
    }

    private async Task<Attachment> EnterAsync(FeedbackDb db, Guid conversation, string name, string type, long size)
    {
        var before = await db.Attachments.Where(a => a.ConversationId == conversation).SumAsync(a => a.Size);
        if (before + size > options.Value.MostUploadedInConversation)
        {
            throw new FileRefused(FileFault.ConversationFull, name);
        }

        var row = new Attachment(conversation, name, type, size, time.GetUtcNow().UtcDateTime);
        db.Attachments.Add(row);
        return row;
    }

    private async Task MoveAsync(string waiting, MessageAttachment kept)
    {
        try
        {
            File.Move(waiting, PathOf(kept.Id));
        }
        catch (IOException)
        {
            await ForgetAsync([kept]);
            throw;
        }
    }

    private string PathOf(Guid id) => Path.Combine(data.Folder("attachments"), id.ToString("N"));

    private async Task<(string Type, long Size)> WriteAsync(Stream body, string path, string name, CancellationToken cancellation)
    {
        var buffer = new byte[81920];
        var head = new byte[FileTypes.HeadLength];
        long size = 0;
        await using var file = File.Create(path);
        int read;
        while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (size < head.Length)
            {
                buffer.AsSpan(0, (int)Math.Min(read, head.Length - size)).CopyTo(head.AsSpan((int)size));
            }

            size += read;
            if (size > options.Value.LargestUpload)
            {
                throw new FileRefused(FileFault.TooLarge, name);
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return size == 0 ? throw new FileRefused(FileFault.Empty, name) : (FileTypes.Of(head.AsSpan(0, (int)Math.Min(size, head.Length)), name), size);
    }
}
