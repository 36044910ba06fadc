using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Accounts;

/// <summary>One line of the list of accounts.</summary>
public sealed record AccountRow(Guid Id, string ExternalId, string Name, AccountTier Tier, Guid? OwnerId, string? Owner, int OpenComplaints);

/// <summary>A page of accounts, with the score of each that has answers, and how those stand that were looked at.</summary>
public sealed record AccountList(
    AccountFilter Filter, IReadOnlyList<AccountRow> Rows, string? Next, IReadOnlyDictionary<string, SatisfactionRow> Scores,
    IReadOnlyDictionary<Guid, AccountStanding> Standings, int Weeks);

/// <summary>Reads the list of accounts.</summary>
public sealed class ListAccounts(
    IDbContextFactory<FeedbackDb> contexts, SatisfactionQuery satisfaction, ReadStandings standings, IOptions<SatisfactionOptions> options)
{
    public const int PageSize = 50;

    public async Task<AccountList> RunAsync(Viewer viewer, AccountFilter filter, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var own = await standings.OwnViewAsync(db, viewer.Staff);
        var accounts = Narrow(db, db.Accounts.AsNoTracking().VisibleTo(viewer.Staff), filter, viewer.Staff, own);
        var skip = filter.Sort != AccountFilter.ByName && int.TryParse(filter.After, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : 0;
        if (filter is { Sort: AccountFilter.ByName, After: { } after } && await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.ExternalId == after, cancellation) is { } last)
        {
            accounts = accounts.Where(a => a.Name.CompareTo(last.Name) > 0 || (a.Name == last.Name && a.ExternalId.CompareTo(last.ExternalId) > 0));
        }

        var (staff, complaints) = (db.Staff, OpenComplaints(db, viewer.Staff));
        var rows = await Order(db, accounts, filter.Sort, own).Skip(skip).Take(PageSize + 1)
            .Select(a => new AccountRow(a.Id, a.ExternalId, a.Name, a.Tier, a.OwnerId, staff.Where(s => s.Id == a.OwnerId).Select(s => s.Name).FirstOrDefault(), complaints.Count(t => t.AccountId == a.Id)))
            .ToListAsync(cancellation);
        var shown = rows.Take(PageSize).ToList();
        var next = rows.Count <= PageSize ? null : filter.Sort == AccountFilter.ByName ? shown[^1].ExternalId : (skip + PageSize).ToString(CultureInfo.InvariantCulture);
        var found = await satisfaction.ReadAsync(db, new() { GroupBy = [Dimension.Account], Metric = Metric.Csat, From = viewer.Now.AddDays(-7 * options.Value.TrendWeeks) });
        return new(
            filter, shown, next, found.Where(r => r.Key["account"] != null).ToDictionary(r => r.Key["account"]!),
            await standings.OfAsync(db, viewer.Staff, [.. shown.Select(r => r.Id)]), options.Value.TrendWeeks);
    }

    private static IQueryable<Account> Narrow(
        FeedbackDb db, IQueryable<Account> accounts, AccountFilter filter, StaffMember staff, IReadOnlyDictionary<Guid, AccountStanding> own)
    {
        if (filter.Q is { } words)
        {
            var like = $"%{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).ToLowerInvariant()}%";
            accounts = accounts.Where(a => EF.Functions.Like(a.Name.ToLower(), like, "\\") || EF.Functions.Like(a.ExternalId.ToLower(), like, "\\"));
        }

        accounts = filter.Tier is { } tier ? accounts.Where(a => a.Tier == tier) : accounts;
        accounts = filter.Mine ? accounts.CaredForBy(staff.Id) : accounts;
        accounts = filter.Unowned ? accounts.Where(a => a.OwnerId == null) : accounts;
        if (filter is { Watched: false, Quadrant: null, Cell: null })
        {
            return accounts;
        }

        bool Fits(AccountStanding s) => (!filter.Watched || s.Reasons != WatchReasons.None) && (filter.Quadrant == null || s.Quadrant == filter.Quadrant) && (filter.Cell == null || s.ValueCell == filter.Cell);
        var (differ, fit) = (own.Keys.ToArray(), own.Values.Where(Fits).Select(s => s.AccountId).ToArray());
        var kept = db.AccountStandings.Where(s => !filter.Watched || s.WatchedSince != null);
        kept = filter.Quadrant is { } quadrant ? kept.Where(s => s.Quadrant == quadrant) : kept;
        kept = filter.Cell is { } cell ? kept.Where(s => s.ValueCell == cell) : kept;
        return accounts.Where(a => fit.Contains(a.Id) || (!differ.Contains(a.Id) && kept.Any(s => s.AccountId == a.Id)));
    }

    private static IQueryable<Account> Order(FeedbackDb db, IQueryable<Account> accounts, string sort, IReadOnlyDictionary<Guid, AccountStanding> own)
    {
        if (sort == AccountFilter.ByName)
        {
            return accounts.OrderBy(a => a.Name).ThenBy(a => a.ExternalId);
        }

        // Amounts of different currencies do not compare, tiers do.
        var (differ, watched, kept) = (own.Keys.ToArray(), own.Values.Where(s => s.Reasons != WatchReasons.None).Select(s => s.AccountId).ToArray(), db.AccountStandings.Where(s => s.WatchedSince != null));
        var ordered = sort == AccountFilter.WatchedFirst
            ? accounts.OrderBy(a => watched.Contains(a.Id) || (!differ.Contains(a.Id) && kept.Any(s => s.AccountId == a.Id)) ? 0 : 1).ThenBy(a => a.Tier)
            : accounts.OrderBy(a => a.Tier);
        return ordered.ThenByDescending(a => a.AnnualValueMinor ?? 0).ThenBy(a => a.ExternalId);
    }

    private static IQueryable<Ticket> OpenComplaints(FeedbackDb db, StaffMember staff) => db.Tickets.VisibleTo(db, staff).Where(
        t => t.Kind == TicketKind.Complaint && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed);
}
