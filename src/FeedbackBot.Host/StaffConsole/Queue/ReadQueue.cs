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
    DateTime? NextDueAt, string? NextPromise, DateTime? WaitingSince, int Version)
{
    public string Id => TicketNumber.Format(Number);

    /// <summary>Where words were looked for: the subject with those that stand in it marked.</summary>
    public IReadOnlyList<Shown> Marked { get; init; } = [];

    /// <summary>Where the others of them stand; nothing where the subject has them all.</summary>
    public IReadOnlyList<Shown> Snippet { get; init; } = [];
}

/// <summary>The region that is refreshed while one looks: rows, counts of views, saved views, and where the next page begins.</summary>
public sealed record QueueList(
    QueueFilter Filter, IReadOnlyList<QueueRow> Rows, QueueCursor? Next, IReadOnlyDictionary<string, long> Counts, IReadOnlyList<SavedView> Saved,
    RoutingBook.Page Book, QueueMember Member)
{
    /// <summary>Names of the person and the account in the filter.</summary>
    public string? AssigneeName { get; init; }

    public string? AccountName { get; init; }

    /// <summary>What was done to many cases just now and can still be undone.</summary>
    public BulkAction? Undoable { get; init; }
}

/// <summary>Somebody a case can be given to.</summary>
public sealed record Colleague(Guid Id, string Name);

/// <summary>Reads the queue: the numbers of one page from an index that carries all filters, then these rows; the counts are kept, not counted.</summary>
public sealed class ReadQueue(IDbContextFactory<FeedbackDb> contexts, RoutingBook routing, TimeProvider time)
{
    public const int PageSize = 50;

    private static readonly CompiledQuery<Func<FeedbackDb, IAsyncEnumerable<Colleague>>> Workers = new(() =>
        EF.CompileAsyncQuery((FeedbackDb db) =>
            db.Set<StaffMember>().Where(s => (s.Roles & StaffMember.Workers) != 0).OrderBy(s => s.Name).Select(s => new Colleague(s.Id, s.Name))));

    private static readonly CompiledQuery<Func<FeedbackDb, Guid, DateTime, Task<BulkAction?>>> LastDone = new(() =>
        EF.CompileAsyncQuery((FeedbackDb db, Guid staff, DateTime since) =>
            db.Set<BulkAction>().AsNoTracking().Where(a => a.StaffId == staff && a.At > since).OrderByDescending(a => a.At).FirstOrDefault()));

    public async Task<QueueList> RunAsync(StaffMember staff, QueueFilter filter, CancellationToken cancellation)
    {
        var book = await routing.OpenAsync();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        var member = await QueueMember.OfAsync(db, staff, book, cancellation);
        var numbers = await Paging.NumbersAsync(db, filter, tickets => tickets.VisibleTo(db, staff).Narrow(db, filter, member, book), PageSize + 1, cancellation);
        var more = numbers.Count > PageSize;
        IReadOnlyList<long> shown = more ? numbers[..PageSize] : numbers;
        var found = await db.Tickets.AsNoTracking().Where(t => EF.Parameter(shown).Contains(t.Number)).Select(RowOf(db)).ToDictionaryAsync(r => r.Number, cancellation);
        var rows = shown.Where(found.ContainsKey).Select(n => found[n]).ToList();
        if (filter.Q is { } words && rows.Count > 0)
        {
            var looked = new LookedFor(words);
            var wanting = rows.Where(r => looked.HitsIn(r.Subject) < looked.Count).Select(r => r.Number).ToList();
            var snippets = await Snippets.ReadAsync(db, wanting, looked, staff.Id, cancellation);
            rows = [.. rows.Select(r => r with { Marked = looked.Mark(r.Subject), Snippet = snippets.GetValueOrDefault(r.Number, []) })];
        }

        var next = more && rows.Count > 0 ? Paging.After(rows[^1], filter.Order) : null;
        return new(
            filter, rows, next, await ReadCounts.RunAsync(db, member, cancellation),
            await db.ViewsOf(staff.Id, member.TeamKeys(book)).ToListAsync(cancellation), book, member)
        {
            Undoable = await UndoableAsync(db, staff.Id),
            AssigneeName = Guid.TryParse(filter.Assignee, out var who) ? await db.Staff.Where(s => s.Id == who).Select(s => s.Name).FirstOrDefaultAsync(cancellation) : null,
            AccountName = filter.Account == null ? null
                : await db.Accounts.VisibleTo(staff).Where(a => a.ExternalId == filter.Account).Select(a => a.Name).FirstOrDefaultAsync(cancellation),
        };
    }

    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await ColleaguesAsync(db, cancellation);
    }

    public static ValueTask<List<Colleague>> ColleaguesAsync(FeedbackDb db, CancellationToken cancellation) => Workers.For(db)(db).ToListAsync(cancellation);

    /// <summary>Whether any case that the member may see changed since a page was made.</summary>
    public async Task<bool> HasChangedSinceAsync(StaffMember staff, DateTime since)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Tickets.VisibleTo(db, staff).AnyAsync(t => t.UpdatedAt > since);
    }

    /// <summary>The assignee's name by a scalar subquery by primary key: a join over all staff would be read whole.</summary>
    internal static Expression<Func<Ticket, QueueRow>> RowOf(FeedbackDb db)
    {
        var staff = db.Staff;
        return t => new QueueRow(
            t.Number, t.Subject, t.Kind, t.Priority, t.Status, t.SentimentLabel, t.Language, t.AccountName, t.AccountTier, t.TeamId, t.AssigneeId,
            staff.Where(s => s.Id == t.AssigneeId).Select(s => s.Name).FirstOrDefault(),
            t.CreatedAt, t.UpdatedAt, t.NextDueAt, t.NextPromise, t.WaitingSince, t.Version);
    }

    private async Task<BulkAction?> UndoableAsync(FeedbackDb db, Guid staff)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var last = await LastDone.For(db)(db, staff, now - BulkAction.UndoWithin);
        return last?.CanBeUndoneAt(now) == true ? last : null;
    }
}
