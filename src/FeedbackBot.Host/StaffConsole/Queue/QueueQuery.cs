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
    public static IQueryable<Ticket> In(this IQueryable<Ticket> tickets, QueueView view, QueueMember member) => view.Name switch
    {
        "waiting" => tickets.StillOpen().Where(t => t.Status == TicketStatus.WaitingOnCustomer),
        "hold" => tickets.StillOpen().Where(t => t.Status == TicketStatus.OnHold),
        "resolved" => tickets.Where(t => t.Status == TicketStatus.Resolved),
        _ => tickets.Of(view, member).StillOpen(),
    };

    public static IQueryable<Ticket> Narrow(this IQueryable<Ticket> tickets, FeedbackDb db, QueueFilter filter, QueueMember member, RoutingBook.Page book)
    {
        // A chosen status takes the place of the view's own; the view's other conditions stay.
        tickets = filter.LooksEverywhere ? tickets : filter.Status == null ? tickets.In(filter.View, member) : tickets.Of(filter.View, member);
        if (ColumnForms.TryParse<TicketStatus>(filter.Status, out var status))
        {
            // Said twice, so that the index of open cases serves.
            tickets = status is TicketStatus.Resolved or TicketStatus.Closed ? tickets : tickets.StillOpen();
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

        return tickets.NarrowToPeople(filter, member, book).NarrowToMatter(db, filter);
    }

    private static IQueryable<Ticket> NarrowToPeople(this IQueryable<Ticket> tickets, QueueFilter filter, QueueMember member, RoutingBook.Page book)
    {
        if (filter.Team != null)
        {
            var team = book.Teams.FirstOrDefault(t => t.Key == filter.Team)?.Id ?? Guid.Empty;
            tickets = tickets.Where(t => t.TeamId == team);
        }

        return filter.Assignee switch
        {
            null => tickets,
            QueueFilter.Me => tickets.Where(t => t.AssigneeId == member.Id),
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
            tickets = tickets.Where(t => accounts.Where(a => a.ExternalId == account).Select(a => (Guid?)a.Id).Contains(t.AccountId));
        }

        if (filter.Topic is { } topic)
        {
            // Topics are a JSON list in one column; the cast makes EF compare the column's own text.
            var quoted = $"%\"{Like(topic)}\"%";
            tickets = tickets.Where(t => EF.Functions.Like((string)(object)t.Topics, quoted, "\\"));
        }

        if (filter.Tag is { } tag)
        {
            var quoted = $"%{Like(System.Text.Json.JsonSerializer.Serialize(tag, StoredJson.Options))}%";
            tickets = tickets.Where(t => EF.Functions.Like((string)(object)t.Tags, quoted, "\\"));
        }

        return tickets;
    }

    private static IQueryable<Ticket> StillOpen(this IQueryable<Ticket> tickets) =>
        tickets.Where(t => t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed);

    private static string Like(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    /// <summary>A view without its status.</summary>
    private static IQueryable<Ticket> Of(this IQueryable<Ticket> tickets, QueueView view, QueueMember member) => view.Name switch
    {
        "mine" => tickets.Where(t => t.AssigneeId == member.Id),
        "team" => OfTeams(tickets, member.Teams),
        "unassigned" => tickets.Where(t => t.AssigneeId == null),
        "due" => tickets.Where(t => t.NextDueAt != null),
        "angry" => tickets.Where(t => t.SentimentLabel == Sentiment.Negative && t.WaitingSince != null),
        "triage" => tickets.Where(t => t.Kind == null),
        _ => tickets,
    };

    private static IQueryable<Ticket> OfTeams(IQueryable<Ticket> tickets, IReadOnlyList<Guid> teams)
    {
        if (teams is [var only])
        {
            return tickets.Where(t => t.TeamId == only);
        }

        Guid?[] any = [.. teams];
        return tickets.Where(t => any.Contains(t.TeamId));
    }
}
