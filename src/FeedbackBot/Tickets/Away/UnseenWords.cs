using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>
/// Something of ours was said in a conversation that no page or client of the customer has fetched yet. The row is the queue: it goes when it is
/// fetched, or when an e-mail took its place, whichever process does that first.
/// </summary>
public sealed class UnseenWords
{
    /// <summary>So long after the last word the customer counts as away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>However much more is said, the first word waits no longer than this.</summary>
    public static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(10);

    /// <summary>Older than this it is no news any more, such as after the program stood still for weeks.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromDays(7);

    private UnseenWords()
    {
    }

    internal UnseenWords(Message said)
    {
        (ConversationId, FromSequence, LastSequence) = (said.ConversationId, said.Sequence, said.Sequence);
        (Since, DueAt) = (said.SentAt, said.SentAt + Patience);
    }

    public Guid ConversationId { get; private set; }

    /// <summary>The first and the last of the messages that were not fetched.</summary>
    public int FromSequence { get; private set; }

    public int LastSequence { get; private set; }

    public DateTime Since { get; private set; }

    public DateTime DueAt { get; private set; }

    internal void More(Message said)
    {
        var (soon, latest) = (said.SentAt + Patience, Since + MostPatience);
        (LastSequence, DueAt) = (said.Sequence, soon < latest ? soon : latest);
    }

    internal void SeenUpTo(int sequence) => FromSequence = Math.Max(FromSequence, sequence + 1);

    /// <summary>It is a quiet hour for the customer.</summary>
    internal void WaitUntil(DateTime at) => DueAt = at;
}

/// <summary>The table of what was not fetched.</summary>
public static class UnseenWordsTables
{
    /// <summary>The flow of a line that is news of a case and answers nothing.</summary>
    public const string NewsFlow = "news";

    extension(FeedbackDb db)
    {
        public DbSet<UnseenWords> UnseenWords => db.Set<UnseenWords>();
    }

    /// <summary>Words of ours that the customer does not wait for at an open page: a person's, and news of a case that the product brings by itself.</summary>
    public static bool IsNews(this Message message) => message.Type == "message" && (message.Speaker == Speaker.Agent
        ? message.Flow != AgentChat.Flow
        : message is { Speaker: Speaker.Bot, Flow: NewsFlow });

    /// <summary>The customer has this to get; what a person says is kept by itself in the commit it is said in.</summary>
    internal static async Task ExpectToBeSeenAsync(this FeedbackDb db, Message said)
    {
        if (await db.UnseenWords.FindAsync(said.ConversationId) is { } waiting)
        {
            waiting.More(said);
        }
        else
        {
            db.UnseenWords.Add(new(said));
        }
    }
}

internal sealed class UnseenWordsTable : IEntityTypeConfiguration<UnseenWords>
{
    public void Configure(EntityTypeBuilder<UnseenWords> builder)
    {
        builder.ToTable("unseen_words");
        builder.HasKey(w => w.ConversationId);
        builder.Property(w => w.ConversationId).ValueGeneratedNever();

        // Whoever takes the row away while something more is said does it again.
        builder.Property(w => w.LastSequence).IsConcurrencyToken();
        builder.HasIndex(w => w.DueAt);
    }
}
