using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Accounts;

/// <summary>One line of the list of accounts.</summary>
public sealed record AccountRow(Guid Id, string ExternalId, string Name, AccountTier Tier, Guid? OwnerId, string? Owner, int OpenComplaints);

/// <summary>A page of accounts, with the score of each that has answers.</summary>
public sealed record AccountList(AccountFilter Filter, IReadOnlyList<AccountRow> Rows, string? Next, IReadOnlyDictionary<string, SatisfactionRow> Scores, int Weeks);

/// <summary>What the list is narrowed to, as it stands in the address; After is the external id that the page before ended with.</summary>
public sealed record AccountFilter(string? Q, string? Tier, bool Mine, string? After);

/// <summary>A digest that went to the account's owner, and what became of it.</summary>
public sealed record DigestLine(string Period, DateTime CreatedAt, OutboxStatus Status, DateTime? SentAt, bool Interim);

/// <summary>Everything the page of an account shows.</summary>
public sealed record AccountScreen
{
    public required Account Account { get; init; }

    public StaffMember? Owner { get; init; }

    public required IReadOnlyList<Contact> Contacts { get; init; }

    public required IReadOnlyList<QueueRow> OpenTickets { get; init; }

    public required AccountScores Scores { get; init; }

    /// <summary>What seeing to the account's low ratings brought about.</summary>
    public required IReadOnlyList<RecoveryEffect> Recovery { get; init; }

    public required IReadOnlyList<DigestLine> Digests { get; init; }

    public required int Weeks { get; init; }
}

/// <summary>Reads the list of accounts and the page of one.</summary>
public sealed class ReadAccounts(
    IDbContextFactory<FeedbackDb> contexts, SatisfactionQuery satisfaction, AccountSatisfaction scores, ReadRecovery recovery, IOptions<SatisfactionOptions> options)
{
    public const int PageSize = 50;
    private const int MostContacts = 50;
    private const int MostTickets = 50;
    private const int MostDigests = 8;

    public async Task<AccountList> ListAsync(Viewer viewer, AccountFilter filter, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var accounts = Narrow(db.Accounts.AsNoTracking().VisibleTo(viewer.Staff), filter, viewer.Staff);
        if (filter.After is { } after && await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.ExternalId == after, cancellation) is { } last)
        {
            accounts = accounts.Where(a => a.Name.CompareTo(last.Name) > 0 || (a.Name == last.Name && a.ExternalId.CompareTo(last.ExternalId) > 0));
        }

        var (staff, complaints) = (db.Staff, OpenComplaints(db, viewer.Staff));
        var rows = await accounts.OrderBy(a => a.Name).ThenBy(a => a.ExternalId).Take(PageSize + 1)
            .Select(a => new AccountRow(a.Id, a.ExternalId, a.Name, a.Tier, a.OwnerId, staff.Where(s => s.Id == a.OwnerId).Select(s => s.Name).FirstOrDefault(), complaints.Count(t => t.AccountId == a.Id)))
            .ToListAsync(cancellation);
        var next = rows.Count > PageSize ? rows[PageSize - 1].ExternalId : null;
        var found = await satisfaction.ReadAsync(db, new() { GroupBy = [Dimension.Account], Metric = Metric.Csat, From = viewer.Now.AddDays(-7 * options.Value.TrendWeeks) });
        return new(filter, rows.Take(PageSize).ToList(), next, found.Where(r => r.Key["account"] != null).ToDictionary(r => r.Key["account"]!), options.Value.TrendWeeks);
    }

    /// <summary>A rule violation (not_found) for an account that is not there, and for one the viewer may not see.</summary>
    public async Task<AccountScreen> RunAsync(Viewer viewer, string externalId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var account = await db.Accounts.AsNoTracking().VisibleTo(viewer.Staff).FirstOrDefaultAsync(a => a.ExternalId == externalId, cancellation)
            ?? throw new RuleViolation("not_found", $"There is no account {externalId}.");
        var hidden = await db.RecusedFromAsync(viewer.Staff.Id, cancellation);
        var figures = await scores.ReadAsync(db, account.Id);
        return new()
        {
            Account = account,
            Owner = await db.Staff.AsNoTracking().FirstOrDefaultAsync(s => s.Id == account.OwnerId, cancellation),
            Contacts = await db.Contacts.AsNoTracking().Where(c => c.AccountId == account.Id).OrderBy(c => c.Name).Take(MostContacts).ToListAsync(cancellation),
            OpenTickets = await db.Tickets.AsNoTracking().VisibleTo(db, viewer.Staff).Where(t => t.AccountId == account.Id).In(QueueView.Open, new(viewer.Staff, []))
                .OrderByDescending(t => t.Number).Take(MostTickets).Select(ReadQueue.RowOf(db)).ToListAsync(cancellation),
            Scores = figures with { Reasons = [.. figures.Reasons.Where(r => r.TicketNumber is not { } number || !hidden.Contains(number))] },
            Recovery = await recovery.RunAsync(db, new(account.Id)),
            Digests = await DigestsAsync(db, account.OwnerId, cancellation),
            Weeks = options.Value.TrendWeeks,
        };
    }

    private static IQueryable<Account> Narrow(IQueryable<Account> accounts, AccountFilter filter, StaffMember staff)
    {
        if (filter.Q is { } words)
        {
            var like = $"%{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).ToLowerInvariant()}%";
            accounts = accounts.Where(a => EF.Functions.Like(a.Name.ToLower(), like, "\\") || EF.Functions.Like(a.ExternalId.ToLower(), like, "\\"));
        }

        if (ColumnForms.TryParse<AccountTier>(filter.Tier, out var tier))
        {
            accounts = accounts.Where(a => a.Tier == tier);
        }

        return filter.Mine ? accounts.Where(a => a.OwnerId == staff.Id) : accounts;
    }

    private static IQueryable<Ticket> OpenComplaints(FeedbackDb db, StaffMember staff) => db.Tickets.VisibleTo(db, staff).Where(
        t => t.Kind == TicketKind.Complaint && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed);

    private static async Task<IReadOnlyList<DigestLine>> DigestsAsync(FeedbackDb db, Guid? owner, CancellationToken cancellation)
    {
        if (owner == null)
        {
            return [];
        }

        var outbox = db.Outbox;
        return await db.Digests.AsNoTracking().Where(d => d.OwnerId == owner).OrderByDescending(d => d.CreatedAt).Take(MostDigests)
            .Join(outbox, d => d.OutboxId, o => o.Id, (d, o) => new DigestLine(d.Period, d.CreatedAt, o.Status, o.SentAt, d.Interim))
            .ToListAsync(cancellation);
    }
}
