using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>The numbers of the cases of a page, in its order, from where the page before ended.</summary>
public static class Paging
{
    public static IQueryable<long> Page(FeedbackDb db, IQueryable<Ticket> tickets, QueueFilter filter)
    {
        var (number, at) = (filter.After?.Number, filter.After?.At ?? DateTime.MinValue);
        if (filter.Order is QueueOrder.Due or QueueOrder.Waiting)
        {
            tickets = Found(db, tickets, filter);
            return filter.Order == QueueOrder.Due ? ByDueDate(tickets, at, number ?? 0) : ByWaiting(tickets, at, number ?? 0);
        }

        var newest = filter.Order == QueueOrder.Newest;
        if (filter.Q is { } words)
        {
            // Driven by the hits, which come in the order of numbers; looking each case up in the set of all hits would gather that set first.
            var hits = db.NumbersMatching(words);
            hits = number is not { } edge ? hits : newest ? hits.Where(n => n < edge) : hits.Where(n => n > edge);
            return newest
                ? from hit in hits join t in tickets on hit equals t.Number orderby hit descending select hit
                : from hit in hits join t in tickets on hit equals t.Number orderby hit select hit;
        }

        tickets = number is not { } last ? tickets : newest ? tickets.Where(t => t.Number < last) : tickets.Where(t => t.Number > last);
        return (newest ? tickets.OrderByDescending(t => t.Number) : tickets.OrderBy(t => t.Number)).Select(t => t.Number);
    }

    public static QueueCursor After(QueueRow last, string order) => new(last.Number, order switch
    {
        QueueOrder.Due => last.NextDueAt,
        QueueOrder.Waiting => last.WaitingSince,
        _ => null,
    });

    private static IQueryable<Ticket> Found(FeedbackDb db, IQueryable<Ticket> tickets, QueueFilter filter)
    {
        if (filter.Q is not { } words)
        {
            return tickets;
        }

        var hits = db.NumbersMatching(words);
        return tickets.Where(t => hits.Contains(t.Number));
    }

    private static IQueryable<long> ByDueDate(IQueryable<Ticket> tickets, DateTime at, long number) => tickets
        .Where(t => t.NextDueAt != null && t.NextDueAt >= at && (t.NextDueAt > at || t.Number > number))
        .OrderBy(t => t.NextDueAt).ThenBy(t => t.Number).Select(t => t.Number);

    private static IQueryable<long> ByWaiting(IQueryable<Ticket> tickets, DateTime at, long number) => tickets
        .Where(t => t.WaitingSince != null && t.WaitingSince >= at && (t.WaitingSince > at || t.Number > number))
        .OrderBy(t => t.WaitingSince).ThenBy(t => t.Number).Select(t => t.Number);
}
