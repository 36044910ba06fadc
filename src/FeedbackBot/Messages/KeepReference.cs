using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Messages;

/// <summary>Keeps where conversations go on outside, as their channel last told it, and notes where it takes no more.</summary>
public sealed class KeepReference(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    /// <summary>Writes only where something is new: a service's address seldom changes, but it does.</summary>
    /// <returns>The conversation; null where there is none yet of this key.</returns>
    public async Task<Guid?> RunAsync(string channel, string key, ReferenceFacts facts, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var id = await db.Conversations.Where(c => c.Channel == channel && c.Key == key).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancellation);
        var known = id == null ? null : await db.ConversationReferences.AsNoTracking().FirstOrDefaultAsync(r => r.ConversationId == id, cancellation);
        if (id is { } conversation && (known is not { ClosedAt: null } || known.Facts != facts))
        {
            await unit.RunAsync(writer => WriteAsync(writer, conversation, facts), cancellation);
        }

        return id;
    }

    /// <summary>Nothing more is sent to any conversation of this place, until somebody there speaks again.</summary>
    public Task CloseAsync(string threadId, CancellationToken cancellation = default) => unit.RunAsync(async db =>
    {
        // Threads of a channel stand behind its own id.
        var (now, within) = (time.GetUtcNow().UtcDateTime, threadId + ";");
        foreach (var reference in await db.ConversationReferences.Where(r => (r.ThreadId == threadId || r.ThreadId.StartsWith(within)) && r.ClosedAt == null).ToListAsync())
        {
            reference.Close(now);
        }
    }, cancellation);

    private async Task WriteAsync(FeedbackDb db, Guid id, ReferenceFacts facts)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var known = await db.ConversationReferences.FindAsync(id);
        if (known is not { ClosedAt: null })
        {
            // What was said before it was known where to, or while it was closed, is sent now.
            await db.Conversations.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.PushHeldUntil, DateTime.UnixEpoch));
            db.Announce(Topics.Push);
        }

        if (known == null)
        {
            db.ConversationReferences.Add(new(id, facts, now));
        }

        known?.Told(facts, now);
    }
}
