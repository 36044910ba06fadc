using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Access;

/// <summary>A change of settings, as it was made: when, by whom, and what, as a code and arguments put into words in the viewer's language. Never changed.</summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    /// <param name="code">Such as policy.changed; the console says it as audit.CODE.</param>
    public AuditEntry(string actorKind, Guid? actorId, string? actorName, DateTime at, string code, IReadOnlyDictionary<string, string> arguments) =>
        (ActorKind, ActorId, ActorName, At, Code, Arguments) = (actorKind, actorId, actorName, at, code, arguments);

    /// <summary>Order of writing; given by the database.</summary>
    public long Sequence { get; private set; }

    public DateTime At { get; private set; }

    /// <summary>staff, api or system.</summary>
    public string ActorKind { get; private set; } = "";

    public Guid? ActorId { get; private set; }

    public string? ActorName { get; private set; }

    public string Code { get; private set; } = "";

    public IReadOnlyDictionary<string, string> Arguments { get; private set; } = new Dictionary<string, string>();
}

/// <summary>The trail of changes.</summary>
public static class AuditTable
{
    extension(FeedbackDb db)
    {
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();
    }
}

internal sealed class AuditEntryTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(e => e.Sequence);
        builder.Property(e => e.ActorKind).HasMaxLength(20);
        builder.Property(e => e.ActorName).HasMaxLength(200);
        builder.Property(e => e.Code).HasMaxLength(60);
        builder.Property(e => e.Arguments).AsJson();
        builder.HasIndex(e => e.At);
    }
}
