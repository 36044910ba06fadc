using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>One thing done to many cases at once, with what each was before, so that it can be undone for a while.</summary>
public sealed class BulkAction
{
    public static readonly TimeSpan UndoWithin = TimeSpan.FromMinutes(10);

    private BulkAction()
    {
    }

    internal BulkAction(Guid staffId, BulkOrder order, IReadOnlyList<BulkItem> items, DateTime at) =>
        (Id, StaffId, Order, Items, At) = (Guid.CreateVersion7(at), staffId, order, items, at);

    public Guid Id { get; private set; }

    public Guid StaffId { get; private set; }

    public BulkOrder Order { get; private set; } = new("");

    /// <summary>The cases that changed.</summary>
    public IReadOnlyList<BulkItem> Items { get; private set; } = [];

    public DateTime At { get; private set; }

    public DateTime? UndoneAt { get; private set; }

    public bool CanBeUndoneAt(DateTime now) => UndoneAt == null && now - At <= UndoWithin && BulkVerb.CanBeUndone(Order.Verb);

    internal void Undone(DateTime at) => UndoneAt = at;
}

/// <summary>What can be done to many cases at once.</summary>
public static class BulkVerb
{
    public const string Assign = "assign";
    public const string Team = "team";
    public const string Priority = "priority";
    public const string Hold = "hold";
    public const string Resolve = "resolve";
    public const string Tag = "tag";
    public const string Untag = "untag";
    public const string CausedBy = "caused_by";
    public const string Merge = "merge";

    public static readonly IReadOnlyList<string> All = [Assign, Team, Priority, Tag, Untag, CausedBy, Hold, Resolve, Merge];

    /// <summary>A merge is undone on the page of each case instead.</summary>
    public static bool CanBeUndone(string verb) => verb != Merge;
}

/// <summary>What to do.</summary>
/// <param name="Verb">One of <see cref="BulkVerb.All"/>.</param>
/// <param name="Value">Whom to give to (an id; empty is nobody), a team's key, a priority, a tag, the number of the case that is the cause, or the reason of a hold.</param>
public sealed record BulkOrder(string Verb, string? Value = null, string? Cause = null, string? Remedy = null, Responsibility? Responsibility = null);

/// <summary>A case that changed: what it was, and what it became.</summary>
public sealed record BulkItem(long Number, CaseState Before, CaseState After);

/// <summary>What an order can change of a case.</summary>
public sealed record CaseState(TicketStatus Status, TicketPriority Priority, Guid? AssigneeId, Guid? TeamId, IReadOnlyList<string> Tags, DateTime? WaitingSince = null)
{
    internal static CaseState Of(Ticket t) => new(t.Status, t.Priority, t.AssigneeId, t.TeamId, t.Tags, t.WaitingSince);
}

internal sealed class BulkActionTable : IEntityTypeConfiguration<BulkAction>
{
    public void Configure(EntityTypeBuilder<BulkAction> builder)
    {
        builder.ToTable("bulk_actions");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Order).AsJson();
        builder.Property(a => a.Items).AsJson();
        builder.HasIndex(a => new { a.StaffId, a.At });
    }
}
