using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Who of the staff is there to talk.</summary>
public static class WhoIsThere
{
    /// <summary>Everybody who can be given a chat now: available, as routing understands it.</summary>
    public static async Task<IReadOnlyList<Guid>> AgentsOnlineAsync(this FeedbackDb db, DateTime now, CancellationToken cancellation = default)
    {
        var since = now - StaffMember.Silence;
        var awake = await db.Staff.AsNoTracking().Where(s => (s.Roles & StaffMember.Workers) != 0 && s.LastBeatAt > since).ToListAsync(cancellation);
        return [.. awake.Where(s => s.PresenceAt(now) == Presence.Available).Select(s => s.Id)];
    }

    /// <summary>Whether anybody is there whom this case is not about.</summary>
    public static async Task<bool> IsAnyoneThereForAsync(this FeedbackDb db, long ticket, DateTime now)
    {
        var recused = await db.Recusals.Where(r => r.TicketNumber == ticket).Select(r => r.StaffId).ToListAsync();
        return (await db.AgentsOnlineAsync(now)).Except(recused).Any();
    }
}
