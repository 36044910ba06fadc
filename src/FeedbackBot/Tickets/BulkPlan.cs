using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>What an order would do to one case.</summary>
public enum BulkVerdict { Changes, Already, Refused }

/// <summary>Says beforehand what an order would do: pure, so that the summary and the deed agree.</summary>
public static class BulkPlan
{
    /// <returns>The verdict, and the rule's code where it is refused.</returns>
    public static (BulkVerdict Verdict, string? Why) Of(Ticket ticket, BulkOrder order, long? mergeInto = null) => (order.Verb, ticket) switch
    {
        (BulkVerb.Merge, _) when ticket.Number == mergeInto => (BulkVerdict.Already, null),
        (_, { MergedInto: not null }) => (BulkVerdict.Refused, "merged_ticket"),
        (BulkVerb.Assign, _) => Unless(ticket.AssigneeId == (Guid.TryParse(order.Value, out var who) ? who : null)),
        (BulkVerb.Team, _) => Unless(ticket.TeamId.ToString() == order.Value),
        (BulkVerb.Priority, _) => Unless(ColumnForms.Word(ticket.Priority) == order.Value),
        (BulkVerb.Tag, _) => Unless(ticket.Tags.Contains(order.Value, StringComparer.OrdinalIgnoreCase)),
        (BulkVerb.Untag, _) => Unless(!ticket.Tags.Contains(order.Value, StringComparer.OrdinalIgnoreCase)),
        (BulkVerb.CausedBy, _) when TicketNumber.Parse(order.Value) == ticket.Number => (BulkVerdict.Refused, "link_to_itself"),
        (BulkVerb.Hold, { IsOpen: false }) => (BulkVerdict.Refused, "not_open"),
        (BulkVerb.Hold, _) => Unless(ticket.Status == TicketStatus.OnHold),
        (BulkVerb.Resolve, { Status: TicketStatus.Closed }) => (BulkVerdict.Refused, "not_open"),
        (BulkVerb.Resolve, _) => Unless(!ticket.IsOpen),
        _ => (BulkVerdict.Changes, null),
    };

    /// <summary>The order with everything it needs, or the rule that it breaks.</summary>
    public static BulkOrder Complete(BulkOrder order) => order.Verb switch
    {
        BulkVerb.Team or BulkVerb.Priority when string.IsNullOrEmpty(order.Value) => throw new RuleViolation("required", "Choose one.", "value"),
        BulkVerb.Tag or BulkVerb.Untag => order with { Value = Required.Text(order.Value, "tag", Ticket.MostTag) },
        BulkVerb.CausedBy => TicketNumber.Parse(order.Value) != null ? order : throw new RuleViolation("required", "Say which case is the cause.", "value"),
        BulkVerb.Hold => order with { Value = Required.Text(order.Value, "hold_reason", 1000) },
        BulkVerb.Resolve => order with
        {
            Cause = Required.Text(order.Cause, "cause", 4000),
            Remedy = Required.Text(order.Remedy, "remedy", 4000),
            Responsibility = order.Responsibility ?? throw new RuleViolation("required", "Say whose issue it was.", "responsibility"),
        },
        _ when BulkVerb.All.Contains(order.Verb) => order,
        _ => throw new RuleViolation("unknown_order", $"There is no order {order.Verb}.", "verb"),
    };

    private static (BulkVerdict, string?) Unless(bool already) => (already ? BulkVerdict.Already : BulkVerdict.Changes, null);
}
