using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>A page or client of the customer fetched these messages: what of ours is among them need not be mailed.</summary>
public sealed class NoteSeen(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts)
{
    /// <param name="fetched">In order.</param>
    public async Task RunAsync(Guid conversation, IReadOnlyList<Message> fetched, CancellationToken cancellation = default)
    {
        // Most of what is fetched is the bot's answer to whoever fetches it; that costs nothing.
        if (fetched.LastOrDefault(m => m.IsNews()) is not { } last)
        {
            return;
        }

        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (!await db.UnseenWords.AnyAsync(w => w.ConversationId == conversation && w.FromSequence <= last.Sequence, cancellation))
            {
                return;
            }
        }

        await unit.RunAsync(db => ForgetAsync(db, conversation, last.Sequence), cancellation);
    }

    private static async Task ForgetAsync(FeedbackDb db, Guid conversation, int seen)
    {
        if (await db.UnseenWords.FindAsync(conversation) is not { } words)
        {
            return;
        }

        words.SeenUpTo(seen);
        if (words.LastSequence <= seen)
        {
            db.UnseenWords.Remove(words);
        }
    }
}
