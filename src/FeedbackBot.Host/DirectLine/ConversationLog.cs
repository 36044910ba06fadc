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

    private static readonly Lazy<Queries> OnSqlite = new();
    private static readonly Lazy<Queries> OnPostgres = new();

    public static Task<ConversationMark?> FindAsync(FeedbackDb db, string key) => Of(db).Find(db, key);

    public static async Task<List<Message>> AfterAsync(FeedbackDb db, Guid conversation, int seen)
    {
        var messages = new List<Message>();
        await foreach (var message in Of(db).After(db, conversation, seen))
        {
            messages.Add(message);
        }

        return messages;
    }

    /// <summary>The last number seen. What this conversation never gave (no number, or one beyond its end) counts as nothing seen: rather twice than never.</summary>
    public static int Watermark(string? text, ConversationMark conversation) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) && seen <= conversation.LastSequence ? seen : 0;

    private static Queries Of(FeedbackDb db) => (db.Database.IsSqlite() ? OnSqlite : OnPostgres).Value;

    /// <summary>A compiled query belongs to the provider it first ran on.</summary>
    private sealed class Queries
    {
        public readonly Func<FeedbackDb, string, Task<ConversationMark?>> Find =
            EF.CompileAsyncQuery((FeedbackDb db, string key) =>
                db.Set<Conversation>().Where(c => c.Channel == DirectLineEndpoints.Channel && c.Key == key)
                    .Select(c => new ConversationMark(c.Id, c.LastSequence)).FirstOrDefault());

        public readonly Func<FeedbackDb, Guid, int, IAsyncEnumerable<Message>> After =
            EF.CompileAsyncQuery((FeedbackDb db, Guid conversation, int seen) =>
                db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == conversation && m.Sequence > seen)
                    .OrderBy(m => m.Sequence).Take(PageSize));
    }
}
