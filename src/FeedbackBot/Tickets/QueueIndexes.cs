using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>
/// The ways through the queue at a million cases: each order of a view has an index that begins with it and carries every fact one can filter by,
/// so that a page of fifty is found without looking into rows that do not belong to it; and one begins with what is often rare.
/// </summary>
internal static class QueueIndexes
{
    /// <summary>In the very words in which EF asks for open cases: SQLite takes an index for granted only where it reads its condition in the question.</summary>
    private const string Open = "status NOT IN ('resolved', 'closed')";

    public static void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.HasIndex(t => new { t.Number, t.Status, t.Kind, t.Priority, t.SentimentLabel, t.TeamId, t.AssigneeId, t.AccountId, t.Topics }, "IX_tickets_all");
        builder.HasIndex(t => new { t.Number, t.Status, t.Kind, t.Priority, t.SentimentLabel, t.TeamId, t.AssigneeId, t.AccountId, t.Topics }, "IX_tickets_open").HasFilter(Open);
        builder.HasIndex(t => new { t.Kind, t.Priority, t.SentimentLabel, t.Status, t.Number, t.TeamId, t.AssigneeId, t.Topics }, "IX_tickets_facets");
        builder.HasIndex(t => new { t.AssigneeId, t.Number }, "IX_tickets_open_assignee").HasFilter(Open);
        builder.HasIndex(t => new { t.TeamId, t.Number }, "IX_tickets_open_team").HasFilter(Open);
        builder.HasIndex(t => new { t.NextDueAt, t.Number, t.Status, t.Kind, t.Priority, t.SentimentLabel, t.TeamId, t.AssigneeId, t.AccountId, t.Topics }, "IX_tickets_due").HasFilter("next_due_at IS NOT NULL");
        builder.HasIndex(t => new { t.WaitingSince, t.Number, t.Status, t.Kind, t.Priority, t.SentimentLabel, t.TeamId, t.AssigneeId, t.AccountId, t.Topics }, "IX_tickets_waiting").HasFilter("waiting_since IS NOT NULL");
    }
}
