using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>Turns views and filters into conditions on cases.</summary>
public static class QueueQuery
{
    /// <summary>What a view shows, before anything else narrows it.</summary>
    public static IQueryable<Ticket> In(this IQueryable<Ticket> tickets, QueueView view, StaffMember staff) => view.Name switch
    {
        "mine" => tickets.StillOpen().Where(t => t.AssigneeId == staff.Id),
        "unassigned" => tickets.StillOpen().Where(t => t.AssigneeId == null),
        "angry" => tickets.StillOpen().Where(t => t.SentimentLabel == Sentiment.Negative && t.FirstRespondedAt == null),
        "waiting" => tickets.Where(t => t.Status == TicketStatus.WaitingOnCustomer),
        "resolved" => tickets.Where(t => t.Status == TicketStatus.Resolved),
        _ => tickets.StillOpen(),
    };

    public static IQueryable<Ticket> Narrow(this IQueryable<Ticket> tickets, FeedbackDb db, QueueFilter filter, StaffMember staff, RoutingBook.Page book)
    {
        // A chosen status takes the place of the view's own; the view's other conditions stay.
        tickets = filter.Status == null ? tickets.In(filter.View, staff) : tickets.Of(filter.View, staff);
        if (ColumnForms.TryParse<TicketStatus>(filter.Status, out var status))
        {
            tickets = tickets.Where(t => t.Status == status);
        }

        if (ColumnForms.TryParse<TicketKind>(filter.Kind, out var kind))
        {
            tickets = tickets.Where(t => t.Kind == kind);
        }
        else if (filter.Kind == QueueFilter.Nobody)
        {
            tickets = tickets.Where(t => t.Kind == null);
        }

        if (ColumnForms.TryParse<TicketPriority>(filter.Priority, out var priority))
        {
            tickets = tickets.Where(t => t.Priority == priority);
        }

        if (ColumnForms.TryParse<Sentiment>(filter.Sentiment, out var sentiment))
        {
            tickets = tickets.Where(t => t.SentimentLabel == sentiment);
        }

        return tickets.NarrowToPeople(filter, staff, book).NarrowToMatter(db, filter);
    }

    private static IQueryable<Ticket> NarrowToPeople(this IQueryable<Ticket> tickets, QueueFilter filter, StaffMember staff, RoutingBook.Page book)
    {
        if (filter.Team != null)
        {
            var team = book.Teams.FirstOrDefault(t => t.Key == filter.Team)?.Id ?? Guid.Empty;
            tickets = tickets.Where(t => t.TeamId == team);
        }

        return filter.Assignee switch
        {
            null => tickets,
            QueueFilter.Me => tickets.Where(t => t.AssigneeId == staff.Id),
            QueueFilter.Nobody => tickets.Where(t => t.AssigneeId == null),
            var id => OfMember(tickets, Guid.Parse(id)),
        };
    }

    private static IQueryable<Ticket> OfMember(IQueryable<Ticket> tickets, Guid member) => tickets.Where(t => t.AssigneeId == member);

    private static IQueryable<Ticket> NarrowToMatter(this IQueryable<Ticket> tickets, FeedbackDb db, QueueFilter filter)
    {
        if (filter.Account is { } account)
        {
            var accounts = db.Accounts;
            tickets = tickets.Where(t => accounts.Any(a => a.Id == t.AccountId && a.ExternalId == account));
        }

        if (filter.Topic is { } topic)
        {
            // Topics are a JSON list in one column; the cast makes EF compare the column's own text.
            var quoted = $"%\"{topic.Replace("%", "", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}\"%";
            tickets = tickets.Where(t => EF.Functions.Like((string)(object)t.Topics, quoted, "\\"));
        }

        if (filter.Q is { } words)
        {
            var matching = db.Matching(words).Select(t => t.Number);
            tickets = tickets.Where(t => matching.Contains(t.Number));
        }

        return tickets;
    }

    private static IQueryable<Ticket> StillOpen(this IQueryable<Ticket> tickets) =>
        tickets.Where(t => t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed);

    /// <summary>A view without its status.</summary>
    private static IQueryable<Ticket> Of(this IQueryable<Ticket> tickets, QueueView view, StaffMember staff) => view.Name switch
    {
        "mine" => tickets.Where(t => t.AssigneeId == staff.Id),
        "unassigned" => tickets.Where(t => t.AssigneeId == null),
        "angry" => tickets.Where(t => t.SentimentLabel == Sentiment.Negative && t.FirstRespondedAt == null),
        _ => tickets,
    };
}
