using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>A draft that moved: as it was on the case that was merged, as the target's own was before, and what became of both.</summary>
/// <param name="Before">The target's own draft; null where there was none.</param>
public sealed record MovedDraft(Guid StaffId, string Box, string Text, string? Before, string Joined)
{
    public IReadOnlyList<MessageAttachment> Files { get; init; } = [];

    public IReadOnlyList<MessageAttachment> FilesBefore { get; init; } = [];
}

/// <summary>A link that the target was given.</summary>
public sealed record MovedLink(long From, long To, string Type);

/// <summary>When a promise of the target had begun before the merge; null where it had none of this name.</summary>
public sealed record MovedClock(string Name, DateTime? Began);

/// <summary>What the target was before a merge, and what the merge made of it.</summary>
public sealed record MovedState(
    TicketStatus Status, TicketPriority Priority, ReadingFlags Flags, DateTime? WaitingSince, DateTime? StartedAt, TicketPriority Raised, ReadingFlags Added);

/// <summary>What a merge added to the target, so that it can be taken back. Nothing of the case that was merged is deleted but its drafts, and they stand here.</summary>
public sealed record MovedFacts
{
    public IReadOnlyList<Guid> Watchers { get; init; } = [];

    public IReadOnlyList<MovedDraft> Drafts { get; init; } = [];

    /// <summary>Contacts whose voice the target got.</summary>
    public IReadOnlyList<Guid> Voices { get; init; } = [];

    public IReadOnlyList<Guid> Recusals { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<MovedLink> Links { get; init; } = [];

    /// <summary>Answers that the target lacked.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Promises of the merged case that were running.</summary>
    public IReadOnlyList<string> Clocks { get; init; } = [];

    /// <summary>Promises of the target that began earlier because of the merge.</summary>
    public IReadOnlyList<MovedClock> Begun { get; init; } = [];

    /// <summary>Null in records of before such was kept.</summary>
    public MovedState? Target { get; init; }

    /// <summary>Since when the customer of the merged case waited.</summary>
    public DateTime? WaitingSince { get; init; }

    /// <summary>Chats with people that are about the target since.</summary>
    public IReadOnlyList<Guid> Chats { get; init; } = [];

    public DateTime? SurveyDueAt { get; init; }

    /// <summary>The agent had the turn in the chat of the merged case.</summary>
    public bool WithAgent { get; init; }
}

/// <summary>One case became a part of another: what moved, and what the merged case had been. Kept when it is undone.</summary>
public sealed class MergeRecord
{
    private MergeRecord()
    {
    }

    internal MergeRecord(Ticket source, Ticket target, MovedFacts moved, Actor by, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (SourceNumber, TargetNumber, PreviousStatus, Moved) = (source.Number, target.Number, source.Status, moved);
        (At, ByName) = (at, by.Name);
    }

    public Guid Id { get; private set; }

    public long SourceNumber { get; private set; }

    public long TargetNumber { get; private set; }

    /// <summary>Of the merged case.</summary>
    public TicketStatus PreviousStatus { get; private set; }

    public MovedFacts Moved { get; private set; } = new();

    public DateTime At { get; private set; }

    public string? ByName { get; private set; }

    public DateTime? UndoneAt { get; private set; }

    internal void Undo(DateTime at) => UndoneAt = at;
}

/// <summary>The table of merges.</summary>
public static class MergeRecordsTable
{
    extension(FeedbackDb db)
    {
        public DbSet<MergeRecord> MergeRecords => db.Set<MergeRecord>();
    }
}

internal sealed class MergeRecordTable : IEntityTypeConfiguration<MergeRecord>
{
    public void Configure(EntityTypeBuilder<MergeRecord> builder)
    {
        builder.ToTable("merge_records");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.PreviousStatus).AsWord();
        builder.Property(m => m.Moved).AsJson();
        builder.Property(m => m.ByName).HasMaxLength(200);
        builder.HasIndex(m => m.SourceNumber);
    }
}
