using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>How far a first look goes on SQLite, and what counts as few and as common; measured at a million cases.</summary>
/// <param name="Numbers">Along the numbers: 1 ms.</param>
/// <param name="Hits">Among the hits of a search: 9 ms.</param>
/// <param name="Few">So many hits can be read and handed on.</param>
/// <param name="Common">From so many hits on, looking into the search case by case (30 µs each) fills a page sooner than gathering all hits.</param>
public sealed record Reach(int Numbers, int Hits, int Few, int Common)
{
    public static readonly Reach Usual = new(10_000, 10_000, 2_000, 50_000);
}

/// <summary>
/// Finds the cases of a page: their numbers in its order, from where the page before ended. PostgreSQL keeps statistics and finds its way.
/// SQLite keeps none here and is told its way (<see cref="QueueWays"/>), in two looks at most: a short stretch along the order, in which what is
/// common soon fills a page; and if it did not, what is looked for is rare, and the index that begins with it has few to sort.
/// </summary>
public static class Paging
{
    /// <param name="narrow">Leaves the cases that the page is to show, whichever way they are come by.</param>
    public static async Task<List<long>> NumbersAsync(
        FeedbackDb db, QueueFilter filter, Func<IQueryable<Ticket>, IQueryable<Ticket>> narrow, int most, CancellationToken cancellation, Reach? reach = null)
    {
        var hits = filter.Words is not { } words ? null : filter.Q == null ? await db.HitsAndStaleAsync(words, cancellation) : db.Hits(words);
        var look = new Look(db, filter, hits, tickets => narrow(tickets.AsNoTracking()), most, reach ?? Reach.Usual, cancellation);
        return await ((filter.Order, hits, db.Database.IsSqlite()) switch
        {
            (QueueOrder.Due or QueueOrder.Waiting, _, _) => look.ByTimeAsync(),
            (_, not null, true) => look.AmongHitsAsync(look.From(hits)),
            (_, not null, false) => look.FewOrInOrderAsync(look.From(hits)),
            (_, null, true) when QueueWays.IsLong(filter) || QueueWays.HasFacets(filter) => look.AlongNumbersAsync(),
            _ => look.ByNumberAsync(db.Tickets),
        });
    }

    public static QueueCursor After(QueueRow last, string order) => new(last.Number, order switch
    {
        QueueOrder.Due => last.NextDueAt,
        QueueOrder.Waiting => last.WaitingSince,
        _ => null,
    });

    private sealed record Look(FeedbackDb Db, QueueFilter Filter, IQueryable<SearchHit>? Hits, Func<IQueryable<Ticket>, IQueryable<Ticket>> Narrow, int Most, Reach Reach, CancellationToken Cancellation)
    {
        private bool IsNewest => Filter.Order == QueueOrder.Newest;

        private long? Edge => Filter.After?.Number;

        public async Task<List<long>> AlongNumbersAsync()
        {
            var last = await Db.Tickets.MaxAsync(t => (long?)t.Number, Cancellation) ?? 0;
            var (from, to) = IsNewest ? ((Edge ?? last + 1) - Reach.Numbers, Edge ?? last + 1) : (Edge ?? 0, (Edge ?? 0) + Reach.Numbers);
            var near = await ByNumberAsync(QueueWays.Along(Db, Filter).Where(t => t.Number >= from && t.Number <= to));
            return near.Count == Most || (IsNewest ? from <= 1 : to >= last) ? near : await ByNumberAsync(QueueWays.Across(Db, Filter));
        }

        public async Task<List<long>> AmongHitsAsync(IQueryable<SearchHit> hits)
        {
            if (Filter.LooksEverywhere && Filter.Narrowing.Count() == 1)
            {
                return await ByHitAsync(hits);
            }

            var ordered = IsNewest ? hits.OrderByDescending(h => h.Number) : hits.OrderBy(h => h.Number);
            var near = await ByHitAsync(ordered.Take(Reach.Hits));
            return near.Count == Most || !await ordered.Skip(Reach.Hits).AnyAsync(Cancellation) ? near : await ByNumberAsync(Found(QueueWays.Across(Db, Filter), hits));
        }

        public Task<List<long>> ByHitAsync(IQueryable<SearchHit> hits) => Read(hits.LeadTo(Narrow(QueueWays.ByNumber(Db)), IsNewest));

        public Task<List<long>> ByNumberAsync(IQueryable<Ticket> tickets)
        {
            var narrowed = Narrow(tickets);
            narrowed = Edge is not { } edge ? narrowed : IsNewest ? narrowed.Where(t => t.Number < edge) : narrowed.Where(t => t.Number > edge);
            return Read((IsNewest ? narrowed.OrderByDescending(t => t.Number) : narrowed.OrderBy(t => t.Number)).Select(t => t.Number));
        }

        /// <summary>Of a common word PostgreSQL goes along the numbers until a page is full. It would with every word, past all numbers where the word is rare.</summary>
        public async Task<List<long>> FewOrInOrderAsync(IQueryable<SearchHit> hits) =>
            await FewAsync(hits) is { } few ? await ByNumberAsync(few) : await ByHitAsync(hits);

        public async Task<List<long>> ByTimeAsync()
        {
            var tickets = Narrow(Hits == null ? InTime : await FewAsync(Hits) ?? await AmongManyAsync(Hits));
            var (number, at) = (Edge ?? 0, Filter.After?.At ?? DateTime.MinValue);
            if (Filter.Order == QueueOrder.Due)
            {
                tickets = tickets.Where(t => t.NextDueAt != null);
                tickets = Edge == null ? tickets : tickets.Where(t => t.NextDueAt >= at && !(t.NextDueAt == at && t.Number <= number));
                return await Read(tickets.OrderBy(t => t.NextDueAt).ThenBy(t => t.Number).Select(t => t.Number));
            }

            tickets = tickets.Where(t => t.WaitingSince != null);
            tickets = Edge == null ? tickets : tickets.Where(t => t.WaitingSince >= at && !(t.WaitingSince == at && t.Number <= number));
            return await Read(tickets.OrderBy(t => t.WaitingSince).ThenBy(t => t.Number).Select(t => t.Number));
        }

        public IQueryable<SearchHit> From(IQueryable<SearchHit> hits) => hits.Beyond(Edge, IsNewest);

        private IQueryable<Ticket> InTime => QueueWays.InTime(Db, Filter.Order);

        /// <summary>The cases of a few hits; null where there are more.</summary>
        private async Task<IQueryable<Ticket>?> FewAsync(IQueryable<SearchHit> hits)
        {
            if (await Db.ExpectedHitsAsync(Filter.Words!, Cancellation) > Reach.Few)
            {
                return null;
            }

            var listed = await hits.Select(h => h.Number).OrderBy(n => n).Take(Reach.Few + 1).ToListAsync(Cancellation);
            return listed.Count > Reach.Few ? null : Db.Tickets.Where(t => EF.Parameter(listed).Contains(t.Number));
        }

        /// <summary>The order's own index leads, and each case is looked up: in the search itself, or among all hits where these are not so many.</summary>
        private async Task<IQueryable<Ticket>> AmongManyAsync(IQueryable<SearchHit> hits) =>
            !Db.Database.IsSqlite() || await hits.OrderBy(h => h.Number).Take(Reach.Common).CountAsync(Cancellation) == Reach.Common
                ? InTime.Where(t => hits.Any(h => h.Number == t.Number))
                : Found(InTime, hits);

        /// <summary>The nought keeps SQLite from trying every hit in turn where it is to look a case up among them.</summary>
        private static IQueryable<Ticket> Found(IQueryable<Ticket> tickets, IQueryable<SearchHit> hits) =>
            tickets.Where(t => hits.Select(h => h.Number).Contains(t.Number + 0));

        private Task<List<long>> Read(IQueryable<long> numbers) => numbers.Take(Most).ToListAsync(Cancellation);
    }
}
