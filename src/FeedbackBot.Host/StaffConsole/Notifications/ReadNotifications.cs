using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Notifications;

/// <summary>A notification and the case it is about.</summary>
public sealed record Told(Notification What, string? Subject);

/// <summary>Reads what a member of staff was told. A case that they may not see (any more) is not named, whatever was noted of it before.</summary>
public sealed class ReadNotifications(IDbContextFactory<FeedbackDb> contexts)
{
    public const int MostShown = 100;

    private static readonly CompiledQuery<Func<FeedbackDb, Guid, Task<int>>> CountUnread = new(() =>
        EF.CompileAsyncQuery((FeedbackDb db, Guid staff) => db.Set<Notification>()
            .Where(n => n.StaffId == staff && n.ReadAt == null && n.IsShown && !db.Set<Recusal>().Any(r => r.StaffId == staff && r.TicketNumber == n.TicketNumber))
            .OrderByDescending(n => n.At).Take(100).Count()));

    /// <summary>Unread ones; nobody reads a count beyond a hundred.</summary>
    public async Task<int> CountAsync(Guid staff)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await CountUnread.For(db)(db, staff);
    }

    public async Task<IReadOnlyList<Told>> RunAsync(StaffMember staff, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var told = await db.Notifications.AsNoTracking().Where(n => n.StaffId == staff.Id && n.IsShown).OrderByDescending(n => n.At).Take(MostShown).ToListAsync(cancellation);
        return await WithSubjectsAsync(db, staff, told, cancellation);
    }

    /// <summary>Leaves out those of cases that <paramref name="staff"/> may not see; null is an address that a policy names, which may know of all that is sent to it.</summary>
    internal static async Task<IReadOnlyList<Told>> WithSubjectsAsync(FeedbackDb db, StaffMember? staff, IReadOnlyList<Notification> told, CancellationToken cancellation)
    {
        if (told.Count == 0)
        {
            return [];
        }

        var numbers = told.Select(n => n.TicketNumber).OfType<long>().Distinct().ToList();
        var cases = db.Tickets.AsNoTracking().Where(t => numbers.Contains(t.Number));
        var subjects = await (staff == null ? cases : cases.VisibleTo(db, staff)).ToDictionaryAsync(t => t.Number, t => t.Subject, cancellation);
        return [.. told.Where(n => n.TicketNumber == null || subjects.ContainsKey(n.TicketNumber.Value))
            .Select(n => new Told(n, n.TicketNumber is { } number ? subjects[number] : null))];
    }
}
