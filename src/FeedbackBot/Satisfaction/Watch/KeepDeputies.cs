using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction;

/// <summary>Says who stands in for an account's owner; only managers may, and it goes on the trail.</summary>
public sealed class KeepDeputies(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, string externalId, IReadOnlyCollection<Guid> members, StaffMember by)
    {
        if (!by.Manages)
        {
            throw new RuleViolation("forbidden", "Only managers choose deputies.");
        }

        await RunAsync(db, externalId, members, Actor.Of(by));
    }

    /// <param name="by">Whoever may.</param>
    public async Task RunAsync(FeedbackDb db, string externalId, IReadOnlyCollection<Guid> members, Actor by)
    {
        var account = await db.Accounts.Include(a => a.Deputies).FirstOrDefaultAsync(a => a.ExternalId == externalId)
            ?? throw new RuleViolation("not_found", $"There is no account {externalId}.");
        var staff = await db.Staff.Where(s => members.Contains(s.Id)).OrderBy(s => s.Name).ToListAsync();
        if (staff.Count != members.Distinct().Count())
        {
            throw new RuleViolation("unknown_staff", "There is no such member of staff.", "deputies");
        }

        var (before, now) = (account.Deputies.Select(d => d.StaffId).ToHashSet(), time.GetUtcNow().UtcDateTime);
        account.Depute(staff, now);
        if (!before.SetEquals(staff.Select(s => s.Id)))
        {
            db.Audit(by, now, "account.deputies", ("account", account.Name), ("deputies", string.Join(", ", staff.Select(s => s.Name))));
        }
    }
}
