using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Who of the staff is there to talk.</summary>
public static class WhoIsThere
{
    /// <summary>Everybody who can be given a chat now: available, as routing understands it.</summary>
    public static async Task<IReadOnlyList<StaffMember>> AgentsOnlineAsync(this FeedbackDb db, DateTime now, CancellationToken cancellation = default)
    {
        var since = now - StaffMember.Silence;
        var awake = await db.Staff.AsNoTracking().Where(s => (s.Roles & StaffMember.Workers) != 0 && s.LastBeatAt > since).ToListAsync(cancellation);
        return awake.FindAll(s => s.PresenceAt(now) == Presence.Available);
    }
}

/// <summary>A customer who waits for a person, and what decides who can come.</summary>
/// <param name="Team">The team of the case; null is anybody.</param>
public sealed record Caller(long Ticket, Guid? Team, string Language);

/// <summary>
/// Who is there to talk, and with whom each can: members of the case's team (anybody, where it has none) who speak the customer's language and
/// whom the case is not about. The one answer that the wish for a person, the places in the line and the care for those who wait go by.
/// </summary>
public sealed class ChatPeople
{
    private readonly IReadOnlyList<StaffMember> _there;
    private readonly ILookup<Guid, Guid> _teams;
    private readonly HashSet<(long Ticket, Guid Staff)> _recused;
    private readonly IReadOnlyDictionary<Guid, Load> _loads;

    private ChatPeople(IReadOnlyList<StaffMember> there, ILookup<Guid, Guid> teams, HashSet<(long, Guid)> recused, IReadOnlyDictionary<Guid, Load> loads) =>
        (_there, _teams, _recused, _loads) = (there, teams, recused, loads);

    public static async Task<ChatPeople> ReadAsync(FeedbackDb db, DateTime now, CancellationToken cancellation = default)
    {
        var there = await db.AgentsOnlineAsync(now, cancellation);
        Guid[] ids = [.. there.Select(s => s.Id)];
        var members = await db.TeamMembers.AsNoTracking().Select(m => new { m.TeamId, m.StaffId }).ToListAsync(cancellation);
        var stored = await db.Recusals.AsNoTracking().Where(r => ids.Contains(r.StaffId)).Select(r => new { r.TicketNumber, r.StaffId }).ToListAsync(cancellation);

        // Whom a case names that is being filed in this very commit must not be counted on either.
        var recused = stored.Select(r => (r.TicketNumber, r.StaffId)).Concat(db.Recusals.Local.Select(r => (r.TicketNumber, r.StaffId))).ToHashSet();
        return new(there, members.ToLookup(m => m.TeamId, m => m.StaffId), recused, await db.LoadsAsync(ids, now));
    }

    public IReadOnlySet<Guid> WhoCanTake(Caller caller)
    {
        var team = caller.Team is { } id ? _teams[id].ToHashSet() : [];
        return _there.Where(s => (team.Count == 0 || team.Contains(s.Id)) && AssigneeChoice.Speaks(s, caller.Language) && !_recused.Contains((caller.Ticket, s.Id)))
            .Select(s => s.Id).ToHashSet();
    }

    /// <summary>Whether one of those who can take it has room for another chat.</summary>
    public bool HasRoomFor(Caller caller)
    {
        var can = WhoCanTake(caller);
        return _there.Any(s => can.Contains(s.Id) && _loads[s.Id].LeavesRoom(s, isChat: true));
    }
}
