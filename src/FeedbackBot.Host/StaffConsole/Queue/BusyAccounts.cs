using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>An account and how many of its cases are open.</summary>
public sealed record BusyAccount(string ExternalId, string Name, AccountTier Tier, long Open);

/// <summary>The accounts with the most open cases, from the kept numbers less what is hidden from the member.</summary>
public static class BusyAccounts
{
    private const int Most = 100;

    public static async Task<IReadOnlyList<BusyAccount>> ReadAsync(FeedbackDb db, StaffMember staff, CancellationToken cancellation)
    {
        var kept = await db.QueueCounts.AsNoTracking().Where(c => c.Scope == "account").GroupBy(c => c.Key)
            .Select(g => new { g.Key, Open = g.Sum(c => c.Value) }).Where(g => g.Open > 0).OrderByDescending(g => g.Open).Take(Most).ToListAsync(cancellation);
        var open = kept.ToDictionary(k => Guid.Parse(k.Key), k => k.Open);
        var ids = open.Keys.ToArray();
        var hidden = db.Recusals.Where(r => r.StaffId == staff.Id);
        var lessened = await db.Tickets.Where(t => t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed && hidden.Any(r => r.TicketNumber == t.Number))
            .Select(t => t.AccountId).ToListAsync(cancellation);
        foreach (var account in lessened.OfType<Guid>().Where(open.ContainsKey))
        {
            open[account]--;
        }

        var accounts = await db.Accounts.AsNoTracking().VisibleTo(staff).Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.ExternalId, a.Name, a.Tier }).ToListAsync(cancellation);
        return [.. accounts.Select(a => new BusyAccount(a.ExternalId, a.Name, a.Tier, open[a.Id])).Where(a => a.Open > 0).OrderByDescending(a => a.Open).ThenBy(a => a.Name)];
    }
}
