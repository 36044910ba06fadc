using System.Globalization;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.DirectLine;

/// <summary>What a reader of a conversation needs to find it.</summary>
public sealed record ConversationMark(Guid Id, int LastSequence);

/// <summary>Reads the stored log of a web conversation from a watermark on.</summary>
public static class ConversationLog
{
    private const int PageSize = 200;

    private static readonly CompiledQuery<Func<FeedbackDb, string, Task<ConversationMark?>>> Find = new(() =>
        EF.CompileAsyncQuery((FeedbackDb db, string key) =>
            db.Set<Conversation>().Where(c => c.Channel == DirectLineEndpoints.Channel && c.Key == key)
                .Select(c => new ConversationMark(c.Id, c.LastSequence)).FirstOrDefault()));

    private static readonly CompiledQuery<Func<FeedbackDb, Guid, int, IAsyncEnumerable<Message>>> After = new(() =>
        EF.CompileAsyncQuery((FeedbackDb db, Guid conversation, int seen) =>
            db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == conversation && m.Sequence > seen)
                .OrderBy(m => m.Sequence).Take(PageSize)));

    public static Task<ConversationMark?> FindAsync(FeedbackDb db, string key) => Find.For(db)(db, key);

    public static ValueTask<List<Message>> AfterAsync(FeedbackDb db, Guid conversation, int seen) => After.For(db)(db, conversation, seen).ToListAsync();

    /// <summary>The last number seen. What this conversation never gave (no number, or one beyond its end) counts as nothing seen: rather twice than never.</summary>
    public static int Watermark(string? text, ConversationMark conversation) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) && seen <= conversation.LastSequence ? seen : 0;
}
