using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Routing;

/// <summary>Teams, rules, policies and calendars as they stand, kept in memory because every ticket needs them.</summary>
public sealed class RoutingBook(IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);
    private Page? _page;
    private int _edition;

    /// <summary>The book as of at most ten seconds ago, or as of the last <see cref="Forget"/>.</summary>
    public async ValueTask<Page> OpenAsync()
    {
        var page = Volatile.Read(ref _page);
        if (page != null && time.GetElapsedTime(page.ReadAt) < Lifetime)
        {
            return page;
        }

        var edition = Volatile.Read(ref _edition);
        await using var db = await contexts.CreateDbContextAsync();
        page = new Page(
            await db.Teams.AsNoTracking().ToListAsync(),
            await db.RoutingRules.AsNoTracking().OrderBy(r => r.Position).ToListAsync(),
            await db.PromisePolicies.AsNoTracking().Where(p => p.ReplacedAt == null).OrderBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(),
            await db.Calendars.AsNoTracking().ToDictionaryAsync(c => c.Id),
            time.GetTimestamp());
        if (edition == Volatile.Read(ref _edition))
        {
            // What was read while somebody changed the book is good for the one who asked, and no longer.
            Volatile.Write(ref _page, page);
        }

        return page;
    }

    /// <summary>Called after a change of rules, so that this process sees it at once.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _edition);
        Volatile.Write(ref _page, null);
    }

    /// <summary>One consistent reading of the book: the policies in use, and every version of the calendars.</summary>
    public sealed record Page(
        IReadOnlyList<Team> Teams, IReadOnlyList<RoutingRule> Rules, IReadOnlyList<PromisePolicy> Policies,
        IReadOnlyDictionary<Guid, WorkCalendar> Calendars, long ReadAt)
    {
        public Team DefaultTeam => Teams.FirstOrDefault(t => t.Key == StartingBook.DefaultTeam) ?? Teams[0];

        public RoutingDecision Route(TicketFacts facts) => Router.Route(Rules, DefaultTeam.Id, facts);

        public Team? TeamOf(Guid? id) => Teams.FirstOrDefault(t => t.Id == id);

        public Promise Promise(TicketFacts facts, DateTime from)
        {
            var policy = Policies.First(p => Router.Match(p.Conditions, facts) != null);
            var calendar = Calendars[policy.CalendarId];
            return new(
                policy, calendar,
                DueDate.Of(from, policy.Targets.FirstResponse, calendar.Hours, calendar.Zone),
                DueDate.Of(from, policy.Targets.Resolution, calendar.Hours, calendar.Zone));
        }
    }
}

/// <summary>What is promised for one ticket, and by which policy and calendar.</summary>
public sealed record Promise(PromisePolicy Policy, WorkCalendar Calendar, DateTime FirstResponseDueAt, DateTime ResolutionDueAt);
