using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>Who may see which cases and accounts: asked by lists, pages, search, files and live updates alike.</summary>
public static class TicketAccess
{
    private const StaffRoles SeesAll = StaffRoles.Agent | StaffRoles.Manager | StaffRoles.Administrator;

    /// <summary>An account owner who is nothing else sees the cases of the accounts owned today.</summary>
    public static IQueryable<Ticket> VisibleTo(this IQueryable<Ticket> tickets, FeedbackDb db, StaffMember staff)
    {
        if ((staff.Roles & SeesAll) != 0)
        {
            return tickets;
        }

        var own = db.Accounts.VisibleTo(staff);
        return tickets.Where(t => own.Any(a => a.Id == t.AccountId));
    }

    public static IQueryable<Account> VisibleTo(this IQueryable<Account> accounts, StaffMember staff) =>
        (staff.Roles & SeesAll) != 0 ? accounts
        : staff.Roles.HasFlag(StaffRoles.AccountOwner) ? accounts.Where(a => a.OwnerId == staff.Id)
        : accounts.Where(a => false);
}
