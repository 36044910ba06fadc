using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>Who joins a suggestion: the person, the chat in which they are told what becomes of it, their own words and their language.</summary>
public sealed record Joiner(Guid ContactId, Guid ConversationId, string? Words, string Language);

/// <summary>Somebody stands behind a suggestion that another told first. Kept as it was said; a person has one voice.</summary>
public sealed class IdeaVoice
{
    private IdeaVoice()
    {
    }

    public IdeaVoice(long ticketNumber, Joiner joiner, DateTime at)
    {
        (TicketNumber, ContactId, ConversationId) = (ticketNumber, joiner.ContactId, joiner.ConversationId);
        (Words, Language, JoinedAt) = (joiner.Words, joiner.Language, at);
    }

    public long TicketNumber { get; private set; }

    public Guid ContactId { get; private set; }

    public Guid ConversationId { get; private set; }

    /// <summary>How they put it themselves, masked; null where they only agreed.</summary>
    public string? Words { get; private set; }

    /// <summary>zh-Hans or en: what they are told in.</summary>
    public string Language { get; private set; } = Languages.English;

    public DateTime JoinedAt { get; private set; }
}

/// <summary>The table of voices.</summary>
public static class IdeaVoicesTable
{
    extension(FeedbackDb db)
    {
        public DbSet<IdeaVoice> IdeaVoices => db.Set<IdeaVoice>();
    }

    /// <summary>Adds a voice unless the person has one on this suggestion already, and counts it on the case.</summary>
    /// <returns>Whether it was new.</returns>
    internal static async Task<bool> AddVoiceAsync(this FeedbackDb db, Ticket idea, Joiner joiner, DateTime at)
    {
        if (joiner.ContactId == idea.ContactId || await db.IdeaVoices.FindAsync(idea.Number, joiner.ContactId) != null)
        {
            return false;
        }

        db.IdeaVoices.Add(new(idea.Number, joiner, at));
        idea.Joined(at);
        return true;
    }
}

internal sealed class IdeaVoiceTable : IEntityTypeConfiguration<IdeaVoice>
{
    public void Configure(EntityTypeBuilder<IdeaVoice> builder)
    {
        builder.ToTable("idea_voices");
        builder.HasKey(v => new { v.TicketNumber, v.ContactId });
        builder.Property(v => v.Language).HasMaxLength(10);
        builder.HasIndex(v => v.ContactId);
    }
}
