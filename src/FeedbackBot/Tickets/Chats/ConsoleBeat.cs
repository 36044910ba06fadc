using System.Collections.Concurrent;
using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>When a member of staff last had a page of the console open, on any node.</summary>
public sealed class ConsoleBeat
{
    private ConsoleBeat()
    {
    }

    public ConsoleBeat(Guid staffId, DateTime at) => (StaffId, SeenAt) = (staffId, at);

    public Guid StaffId { get; private set; }

    public DateTime SeenAt { get; private set; }

    public void Seen(DateTime at) => SeenAt = at;
}

/// <summary>Keeps that a member of staff has the console open; pages say so every few seconds, and every twentieth is written down.</summary>
public sealed class KeepBeat(UnitOfWork unit, TimeProvider time)
{
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<Guid, DateTime> _kept = new();

    public async Task RunAsync(Guid staff, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (_kept.TryGetValue(staff, out var last) && now - last < Seldom)
        {
            return;
        }

        _kept[staff] = now;
        await unit.RunAsync(async db =>
        {
            if (await db.ConsoleBeats.FindAsync(staff) is { } beat)
            {
                beat.Seen(now);
            }
            else
            {
                db.ConsoleBeats.Add(new(staff, now));
            }
        }, cancellation);
    }
}

/// <summary>Who of the team is there to talk.</summary>
public static class WhoIsThere
{
    private const StaffRoles Works = StaffRoles.Agent | StaffRoles.Manager | StaffRoles.Administrator;

    /// <summary>A page of the console says that it is open every ten seconds; one that has been silent for so long is closed.</summary>
    private static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(60);

    /// <summary>Everybody who can be given a chat now. The one place that knows what being there means.</summary>
    public static IQueryable<StaffMember> AgentsOnline(this FeedbackDb db, DateTime now)
    {
        var since = now - OpenFor;
        var beats = db.ConsoleBeats;
        return db.Staff.Where(s => (s.Roles & Works) != 0 && beats.Any(b => b.StaffId == s.Id && b.SeenAt > since));
    }

    /// <summary>Whether anybody is there whom this case is not about.</summary>
    public static Task<bool> IsAnyoneThereForAsync(this FeedbackDb db, long ticket, DateTime now)
    {
        var recused = db.Recusals.Where(r => r.TicketNumber == ticket);
        return db.AgentsOnline(now).AnyAsync(s => !recused.Any(r => r.StaffId == s.Id));
    }
}
