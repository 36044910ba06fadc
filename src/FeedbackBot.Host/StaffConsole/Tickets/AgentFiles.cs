using FeedbackBot.Host.DirectLine;
using FeedbackBot.Host.Settings;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>The files of a reply that is being written: within the same limits as customers', kept with the draft.</summary>
public sealed class AgentFiles(UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, KeepDraft keep, KeepAttachment store, IOptions<WebChatOptions> options)
{
    public async Task AddAsync(long number, IReadOnlyList<IFormFile> given, string text, Actor by, CancellationToken cancellation)
    {
        var (conversation, before) = await DraftAsync(number, by, cancellation);
        var kept = new List<MessageAttachment>();
        try
        {
            foreach (var file in given.Where(f => f.FileName.Length > 0 || f.Length > 0))
            {
                var name = FileNames.Clean(file.FileName);
                if (before.Count + kept.Count >= options.Value.MostFiles)
                {
                    throw new FileRefused(FileFault.TooMany);
                }

                if (FileNames.Runs(name))
                {
                    throw new FileRefused(FileFault.Runs, name);
                }

                await using var body = file.OpenReadStream();
                kept.Add(await store.RunAsync(conversation, name, body, cancellation));
            }

            await unitOfWork.RunAsync(db => keep.RunAsync(db, number, DraftBox.Reply, text, by, [.. before, .. kept]), cancellation);
        }
        catch
        {
            await store.ForgetAsync(kept);
            throw;
        }
    }

    public async Task RemoveAsync(long number, Guid file, Actor by)
    {
        var (_, before) = await DraftAsync(number, by, CancellationToken.None);
        if (before.FirstOrDefault(a => a.Id == file) is not { } gone)
        {
            return;
        }

        await unitOfWork.RunAsync(async db =>
        {
            var draft = await db.TicketDrafts.FindAsync(number, by.Id, DraftBox.Reply);
            await keep.RunAsync(db, number, DraftBox.Reply, draft?.Text ?? "", by, [.. (draft?.Attachments ?? []).Where(a => a.Id != file)]);
        });
        await store.ForgetAsync([gone]);
    }

    private async Task<(Guid Conversation, IReadOnlyList<MessageAttachment> Before)> DraftAsync(long number, Actor by, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var conversation = await db.Tickets.Where(t => t.Number == number).Select(t => t.ConversationId).FirstAsync(cancellation);
        var draft = await db.TicketDrafts.AsNoTracking().FirstOrDefaultAsync(d => d.TicketNumber == number && d.StaffId == by.Id && d.Box == DraftBox.Reply, cancellation);
        return (conversation, draft?.Attachments ?? []);
    }
}
