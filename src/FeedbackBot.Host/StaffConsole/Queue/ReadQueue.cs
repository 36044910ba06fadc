using System.Linq.Expressions;
using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>One line of the queue.</summary>
public sealed record QueueRow(
    long Number, string Subject, TicketKind? Kind, TicketPriority Priority, TicketStatus Status, Sentiment? Sentiment, string Language,
    string? AccountName, AccountTier? Tier, Guid? TeamId, Guid? AssigneeId, string? Assignee, DateTime CreatedAt, DateTime UpdatedAt,
    DateTime? AnswerDueAt, DateTime? ResolutionDueAt)
{
    public string Id => TicketNumber.Format(Number);

    /// <summary>The promise that runs out first.</summary>
    public DateTime? NextDueAt => AnswerDueAt == null || ResolutionDueAt < AnswerDueAt ? ResolutionDueAt : AnswerDueAt;

    public string NextPromise => NextDueAt == AnswerDueAt ? ClockName.FirstResponse : ClockName.Resolution;
}

/// <summary>The region that is refreshed while one looks: rows, counts of views, and where the next page begins.</summary>
public sealed record QueueList(QueueFilter Filter, IReadOnlyList<QueueRow> Rows, QueueCursor? Next, IReadOnlyDictionary<string, int> Counts, RoutingBook.Page Book);

/// <summary>Somebody a case can be given to.</summary>
public sealed record Colleague(Guid Id, string Name);

/// <summary>Reads the queue: one query for the page, one small one for each view's count.</summary>
public sealed class ReadQueue(IDbContextFactory<FeedbackDb> contexts, RoutingBook routing)
{
    public const int PageSize = 50;

    /// <summary>Nobody reads a count beyond this, and counting on would cost more the more there is.</summary>
    public const int MostCounted = 999;

    public async Task<QueueList> RunAsync(StaffMember staff, QueueFilter filter, CancellationToken cancellation)
    {
        var book = await routing.OpenAsync();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var tickets = db.Tickets.AsNoTracking().VisibleTo(db, staff);
        var narrowed = tickets.Narrow(db, filter, staff, book);
        var page = filter.View == QueueView.Due ? ByDueDate(db, narrowed, filter.After) : NewestFirst(narrowed, filter.After);
        var rows = await page.Select(RowOf(db)).Take(PageSize + 1).ToListAsync(cancellation);
        var more = rows.Count > PageSize;
        if (more)
        {
            rows.RemoveAt(PageSize);
        }

        var next = more ? new QueueCursor(rows[^1].Number, filter.View == QueueView.Due ? rows[^1].NextDueAt : null) : null;
        return new(filter, rows, next, await CountAsync(tickets, staff, cancellation), book);
    }

    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Colleagues(db).ToListAsync(cancellation);
    }

    public static IQueryable<Colleague> Colleagues(FeedbackDb db)
    {
        const StaffRoles workers = StaffRoles.Agent | StaffRoles.Manager | StaffRoles.Administrator;
        return db.Staff.AsNoTracking().Where(s => (s.Roles & workers) != 0).OrderBy(s => s.Name).Select(s => new Colleague(s.Id, s.Name));
    }

    /// <summary>Whether any case changed since a page was made.</summary>
    public async Task<bool> HasChangedSinceAsync(DateTime since)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Tickets.AnyAsync(t => t.UpdatedAt > since);
    }

    private static IQueryable<Ticket> NewestFirst(IQueryable<Ticket> tickets, QueueCursor? after)
    {
        var before = after?.Number ?? long.MaxValue;
        return tickets.Where(t => t.Number < before).OrderByDescending(t => t.Number);
    }

    /// <summary>Along the running promises, each case at its first one.</summary>
    private static IQueryable<Ticket> ByDueDate(FeedbackDb db, IQueryable<Ticket> tickets, QueueCursor? after)
    {
        var (due, number) = (after?.DueAt ?? DateTime.MinValue, after?.Number ?? 0);
        var clocks = db.TicketClocks.AsNoTracking();
        return from clock in clocks
               where clock.StoppedAt == null && clock.PausedAt == null && (clock.DueAt > due || (clock.DueAt == due && clock.TicketNumber > number))
               where !clocks.Any(o => o.TicketNumber == clock.TicketNumber && o.StoppedAt == null && o.PausedAt == null && o.Name != clock.Name
                   && (o.DueAt < clock.DueAt || (o.DueAt == clock.DueAt && o.Name.CompareTo(clock.Name) < 0)))
               join ticket in tickets on clock.TicketNumber equals ticket.Number
               orderby clock.DueAt, clock.TicketNumber
               select ticket;
    }

    /// <summary>Scalar subqueries by primary key: joins over all clocks or staff would be read whole.</summary>
    internal static Expression<Func<Ticket, QueueRow>> RowOf(FeedbackDb db)
    {
        var (staff, clocks) = (db.Staff, db.TicketClocks.Where(c => c.StoppedAt == null && c.PausedAt == null));
        return t => new QueueRow(
            t.Number, t.Subject, t.Kind, t.Priority, t.Status, t.SentimentLabel, t.Language, t.AccountName, t.AccountTier, t.TeamId, t.AssigneeId,
            staff.Where(s => s.Id == t.AssigneeId).Select(s => s.Name).FirstOrDefault(),
            t.CreatedAt, t.UpdatedAt,
            clocks.Where(c => c.TicketNumber == t.Number && c.Name == ClockName.FirstResponse).Select(c => (DateTime?)c.DueAt).FirstOrDefault(),
            clocks.Where(c => c.TicketNumber == t.Number && c.Name == ClockName.Resolution).Select(c => (DateTime?)c.DueAt).FirstOrDefault());
    }

    private static async Task<IReadOnlyDictionary<string, int>> CountAsync(IQueryable<Ticket> tickets, StaffMember staff, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, int>();
        foreach (var view in QueueView.All)
        {
            counts[view.Name] = view == QueueView.Due
                ? counts[QueueView.Open.Name]
                : await tickets.In(view, staff).Select(t => t.Number).OrderByDescending(n => n).Take(MostCounted + 1).CountAsync(cancellation);
        }

        return counts;
    }
}
