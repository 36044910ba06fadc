using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>The other side of who may see which case: the people who may see this one.</summary>
public static class CaseReaders
{
    public static IQueryable<StaffMember> ReadersOf(this FeedbackDb db, Ticket ticket)
    {
        var (number, account, owned) = (ticket.Number, ticket.AccountId, db.Accounts);
        var recused = db.Recusals.Where(r => r.TicketNumber == number).Select(r => r.StaffId);
        return db.Staff.AsNoTracking().Where(s => !recused.Contains(s.Id)
            && ((s.Roles & StaffMember.Workers) != 0 || ((s.Roles & StaffRoles.AccountOwner) != 0 && owned.Any(a => a.Id == account && (a.OwnerId == s.Id || a.Deputies.Any(d => d.StaffId == s.Id))))));
    }
}
