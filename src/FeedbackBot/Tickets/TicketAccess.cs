using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Who may see which cases: the one rule that lists, pages, search, files, live updates, counts, digests and assignment ask.</summary>
public static class TicketAccess
{
    private static readonly CompiledQuery<Func<FeedbackDb, Guid, IAsyncEnumerable<long>>> RecusedFrom = new(() =>
        EF.CompileAsyncQuery((FeedbackDb db, Guid staff) => db.Set<Recusal>().Where(r => r.StaffId == staff).Select(r => r.TicketNumber)));

    /// <summary>
    /// Never a case from which the member is recused, whatever their roles; and to an account owner who is nothing else
    /// only the cases of the accounts owned today.
    /// </summary>
    public static IQueryable<Ticket> VisibleTo(this IQueryable<Ticket> tickets, FeedbackDb db, StaffMember staff)
    {
        var open = tickets.OpenTo(db, staff.Id);
        if (staff.SeesEverything())
        {
            return open;
        }

        var own = db.Accounts.VisibleTo(staff);
        return open.Where(t => own.Any(a => a.Id == t.AccountId));
    }

    /// <summary>Cases from which a member is not recused: for what a member gets without looking, such as a digest or an assignment.</summary>
    public static IQueryable<Ticket> OpenTo(this IQueryable<Ticket> tickets, FeedbackDb db, Guid member)
    {
        var recusals = db.Recusals;
        return tickets.Where(t => !recusals.Any(r => r.TicketNumber == t.Number && r.StaffId == member));
    }

    /// <summary>The members from whom a case is hidden.</summary>
    public static async Task<IReadOnlyList<Guid>> RecusedAsync(this FeedbackDb db, long number, CancellationToken cancellation = default) =>
        await db.Recusals.AsNoTracking().Where(r => r.TicketNumber == number).Select(r => r.StaffId).ToListAsync(cancellation);

    /// <summary>Numbers of the cases from which a member is recused.</summary>
    public static async Task<IReadOnlySet<long>> RecusedFromAsync(this FeedbackDb db, Guid staffId, CancellationToken cancellation = default) =>
        await RecusedFrom.For(db)(db, staffId).ToHashSetAsync(cancellationToken: cancellation);
}
