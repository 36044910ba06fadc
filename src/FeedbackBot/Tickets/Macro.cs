using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>One thing that a macro does; what its kind does not need is null.</summary>
/// <param name="Do">A kind of <see cref="MacroStep.Kinds"/>.</param>
/// <param name="Text">The reply, the note, the tag, the reason to hold, the member of staff (me, or an e-mail address), the team's key, or the priority.</param>
/// <param name="ReplyId">The prepared reply to send instead of a text.</param>
public sealed record MacroStep(
    string Do, string? Text = null, Guid? ReplyId = null, string? Cause = null, string? Remedy = null, Responsibility? Responsibility = null)
{
    public const string Reply = "reply";
    public const string Note = "note";
    public const string Assign = "assign";
    public const string Team = "team";
    public const string Priority = "priority";
    public const string Tag = "tag";
    public const string Hold = "hold";
    public const string Resolve = "resolve";

    /// <summary>The member of staff who runs the macro.</summary>
    public const string Me = "me";

    /// <summary>In the order in which they make sense.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Team, Assign, Priority, Tag, Note, Reply, Hold, Resolve];
}

/// <summary>A named list of steps that are taken together or not at all.</summary>
public sealed class Macro : IPrepared
{
    private Macro()
    {
    }

    public Macro(DateTime at) => (Id, UpdatedAt) = (Guid.CreateVersion7(at), at);

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public IReadOnlyList<MacroStep> Steps { get; private set; } = [];

    public Sharing Sharing { get; private set; }

    public Guid? TeamId { get; private set; }

    public Guid? OwnerId { get; private set; }

    public int Uses { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public Whose Whose => new(Sharing, TeamId, OwnerId);

    public void Become(string name, IReadOnlyList<MacroStep> steps, Whose whose, DateTime at) =>
        (Name, Steps, Sharing, TeamId, OwnerId, UpdatedAt) = (name, steps, whose.Sharing, whose.TeamId, whose.OwnerId, at);

    internal void Used() => Uses++;
}

/// <summary>The table of macros.</summary>
public static class MacroTables
{
    extension(FeedbackDb db)
    {
        public DbSet<Macro> Macros => db.Set<Macro>();
    }
}

internal sealed class MacroTable : IEntityTypeConfiguration<Macro>
{
    public void Configure(EntityTypeBuilder<Macro> builder)
    {
        builder.ToTable("macros");
        builder.HasKey(m => m.Id);
        builder.Ignore(m => m.Whose);
        builder.Property(m => m.Name).HasMaxLength(120);
        builder.Property(m => m.Steps).AsJson();
        builder.Property(m => m.Sharing).AsWord();
    }
}
