using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Whose contact comes to belong to an account brings the open cases along that belonged to none, in the same commit.</summary>
internal sealed class AttachCases : ICommitStep
{
    public bool WritesFacts => true;

    public async Task RunAsync(FeedbackDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries<Contact>().Where(e => e.State == EntityState.Modified).ToList())
        {
            if (entry.Property(c => c.AccountId) is not { OriginalValue: null, CurrentValue: { } accountId } || await db.Accounts.FindAsync(accountId) is not { } account)
            {
                continue;
            }

            var open = db.Tickets.Where(t => t.ContactId == entry.Entity.Id && t.AccountId == null && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed);
            foreach (var ticket in await open.ToListAsync())
            {
                ticket.BelongTo(account);
                db.Entry(ticket).DetectChanges();
            }
        }
    }
}
