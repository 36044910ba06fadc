using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Webhooks;

/// <summary>A subscription that is switched on, and what it listens to.</summary>
public sealed record Listener(Guid Id, IReadOnlyList<string> Types, bool IncludesRestricted);

/// <summary>Who listens, kept in memory: where nobody does, a commit costs nothing more. Other processes know of a change within five seconds.</summary>
public sealed class Listeners(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);
    private Known? _known;
    private int _edition;

    /// <param name="db">Asked at most every five seconds.</param>
    public async ValueTask<IReadOnlyList<Listener>> ReadAsync(FeedbackDb db)
    {
        var known = Volatile.Read(ref _known);
        if (known == null || time.GetElapsedTime(known.ReadAt) >= Lifetime)
        {
            var edition = Volatile.Read(ref _edition);
            var all = await db.WebhookSubscriptions.AsNoTracking().Where(s => s.Enabled).ToListAsync();
            known = new([.. all.Select(s => new Listener(s.Id, s.Types, s.IncludesRestricted))], time.GetTimestamp());
            if (edition == Volatile.Read(ref _edition))
            {
                Volatile.Write(ref _known, known);
            }
        }

        return known.All;
    }

    /// <summary>Called after a change, so that this process sees it at once.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _edition);
        Volatile.Write(ref _known, null);
    }

    private sealed record Known(IReadOnlyList<Listener> All, long ReadAt);
}

/// <summary>Writes events in the commit of their facts.</summary>
public static class TellingListeners
{
    /// <summary>One delivery for each that listens and may hear it; nothing is written where nobody does.</summary>
    public static async Task TellAsync(this FeedbackDb db, IReadOnlyList<Listener> listeners, WebhookEvent told)
    {
        var restricted = told.TicketNumber is { } number && await db.IsRestrictedAsync(number);
        var hear = listeners.Where(l => l.Types.Contains(told.Type) && (l.IncludesRestricted || !restricted)).ToList();
        if (hear.Count > 0)
        {
            db.WebhookEvents.Add(told);
            db.WebhookDeliveries.AddRange(hear.Select(l => new WebhookDelivery(told, l.Id)));
        }
    }

    /// <summary>A case that somebody is kept away from: whoever reads at the receiver's end may be just that colleague.</summary>
    internal static async Task<bool> IsRestrictedAsync(this FeedbackDb db, long number) =>
        db.Recusals.Local.Any(r => r.TicketNumber == number) || await db.Recusals.AnyAsync(r => r.TicketNumber == number);
}
