using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>The numbers beside the views, as one member may know them.</summary>
public static class ReadCounts
{
    private static readonly CompiledQuery<Func<FeedbackDb, Guid, IAsyncEnumerable<CountedFacts>>> HiddenFrom = new(() =>
        EF.CompileAsyncQuery((FeedbackDb db, Guid member) =>
            from recusal in db.Set<Recusal>()
            where recusal.StaffId == member
            join t in db.Set<Ticket>() on recusal.TicketNumber equals t.Number
            select new CountedFacts(t.Status, t.Kind, t.SentimentLabel, t.WaitingSince != null, t.NextDueAt != null, t.TeamId, t.AssigneeId, t.AccountId)));

    public static async Task<IReadOnlyDictionary<string, long>> RunAsync(FeedbackDb db, QueueMember member, CancellationToken cancellation) =>
        member.Staff.SeesEverything()
            ? await KeptAsync(db, member, cancellation)
            : await CountedAsync(db.Tickets.AsNoTracking().VisibleTo(db, member.Staff), member, cancellation);

    /// <summary>From the kept numbers, less the few cases from which the member is recused.</summary>
    private static async Task<IReadOnlyDictionary<string, long>> KeptAsync(FeedbackDb db, QueueMember member, CancellationToken cancellation)
    {
        QueueKey[] own = [QueueKey.Person(member.Id), .. member.Teams.Select(QueueKey.Team)];
        var kept = await db.CountsAsync(own, cancellation);
        var hidden = (await HiddenFrom.For(db)(db, member.Id).ToListAsync(cancellation)).SelectMany(f => f.Places()).CountBy(p => p).ToDictionary();
        long Of(QueueKey key) => kept.GetValueOrDefault(key) - hidden.GetValueOrDefault(key);
        return QueueView.All.ToDictionary(v => v.Name, v => v.Name switch
        {
            "mine" => Of(own[0]),
            "team" => own[1..].Sum(Of),
            _ => Of(QueueKey.View(v.Name)),
        });
    }

    /// <summary>An account owner who is nothing else sees few cases: these are counted.</summary>
    private static async Task<IReadOnlyDictionary<string, long>> CountedAsync(IQueryable<Ticket> visible, QueueMember member, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, long>();
        foreach (var view in QueueView.All)
        {
            counts[view.Name] = await visible.In(view, member).LongCountAsync(cancellation);
        }

        return counts;
    }
}
