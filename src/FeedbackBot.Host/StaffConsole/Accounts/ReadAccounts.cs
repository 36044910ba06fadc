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

/// <summary>A digest that went to the account's owner, and what became of it.</summary>
public sealed record DigestLine(Guid Id, string Period, DateTime CreatedAt, OutboxStatus Status, DateTime? SentAt, bool Interim);

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

    /// <summary>Null until the account was looked at for the first time.</summary>
    public AccountStanding? Standing { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<TierMove> Moves { get; init; }

    /// <summary>What was to be done, the newest first.</summary>
    public required IReadOnlyList<AccountAction> Actions { get; init; }

    public required IReadOnlyList<StaffMember> Deputies { get; init; }

    /// <summary>Who could be a deputy; empty for those who may not choose.</summary>
    public required IReadOnlyList<StaffMember> Colleagues { get; init; }

    /// <summary>The account above this one, where the viewer may see it.</summary>
    public Account? Parent { get; init; }

    /// <summary>Those of the accounts below it that the viewer may see.</summary>
    public required IReadOnlyList<Account> Children { get; init; }
}

/// <summary>Reads the page of an account.</summary>
public sealed class ReadAccounts(
    IDbContextFactory<FeedbackDb> contexts, AccountSatisfaction scores, ReadStandings standings, ReadRecovery recovery, IOptions<SatisfactionOptions> options)
{
    private const int MostContacts = 50;
    private const int MostTickets = 50;
    private const int MostDigests = 8;
    private const int MostMoves = 10;
    private const int MostChildren = 50;

    /// <summary>A rule violation (not_found) for an account that is not there, and for one the viewer may not see.</summary>
    public async Task<AccountScreen> RunAsync(Viewer viewer, string externalId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var account = await db.Accounts.AsNoTracking().Include(a => a.Deputies).VisibleTo(viewer.Staff).FirstOrDefaultAsync(a => a.ExternalId == externalId, cancellation)
            ?? throw new RuleViolation("not_found", $"There is no account {externalId}.");
        var hidden = await db.RecusedFromAsync(viewer.Staff.Id, cancellation);
        var figures = await scores.ReadAsync(db, account.Id, hiddenFrom: hidden.Count > 0 ? viewer.Staff.Id : null);
        var (staff, deputies) = (await StaffAsync(db, viewer, account, cancellation), account.Deputies.Select(d => d.StaffId).ToHashSet());
        var related = db.Accounts.AsNoTracking().VisibleTo(viewer.Staff);
        return new()
        {
            Account = account,
            Owner = staff.Find(s => s.Id == account.OwnerId),
            Deputies = staff.FindAll(s => deputies.Contains(s.Id)),
            Colleagues = viewer.IsManager ? staff.FindAll(s => s.Id != account.OwnerId && s.Roles != StaffRoles.None) : [],
            Parent = account.ParentId is { } above ? await related.FirstOrDefaultAsync(a => a.Id == above, cancellation) : null,
            Children = await related.Where(a => a.ParentId == account.Id).OrderBy(a => a.Name).ThenBy(a => a.ExternalId).Take(MostChildren).ToListAsync(cancellation),
            Standing = (await standings.OfAsync(db, viewer.Staff, [account.Id])).GetValueOrDefault(account.Id),
            Moves = await db.TierMoves.AsNoTracking().Where(m => m.AccountId == account.Id).OrderByDescending(m => m.At).Take(MostMoves).ToListAsync(cancellation),
            Actions = await db.AccountActions.AsNoTracking().Where(a => a.AccountId == account.Id).OrderByDescending(a => a.CreatedAt).Take(MostMoves).ToListAsync(cancellation),
            Contacts = await db.Contacts.AsNoTracking().Where(c => c.AccountId == account.Id).OrderBy(c => c.Name).Take(MostContacts).ToListAsync(cancellation),
            OpenTickets = await db.Tickets.AsNoTracking().VisibleTo(db, viewer.Staff).Where(t => t.AccountId == account.Id).In(QueueView.Open, new(viewer.Staff, []))
                .OrderByDescending(t => t.Number).Take(MostTickets).Select(ReadQueue.RowOf(db)).ToListAsync(cancellation),
            Scores = figures with { Reasons = [.. figures.Reasons.Where(r => r.TicketNumber is not { } number || !hidden.Contains(number))] },
            Recovery = await recovery.RunAsync(db, new(account.Id)),
            Digests = await DigestsAsync(db, account.OwnerId, cancellation),
            Weeks = options.Value.TrendWeeks,
        };
    }

    /// <summary>Everybody for those who may choose among them, else whom the page names.</summary>
    private static Task<List<StaffMember>> StaffAsync(FeedbackDb db, Viewer viewer, Account account, CancellationToken cancellation)
    {
        var named = account.Deputies.Select(d => (Guid?)d.StaffId).Append(account.OwnerId).ToArray();
        return db.Staff.AsNoTracking().Where(s => viewer.IsManager || named.Contains(s.Id)).OrderBy(s => s.Name).ToListAsync(cancellation);
    }

    private static async Task<IReadOnlyList<DigestLine>> DigestsAsync(FeedbackDb db, Guid? owner, CancellationToken cancellation)
    {
        if (owner == null)
        {
            return [];
        }

        var outbox = db.Outbox;
        return await db.Digests.AsNoTracking().Where(d => d.OwnerId == owner).OrderByDescending(d => d.CreatedAt).Take(MostDigests)
            .Join(outbox, d => d.OutboxId, o => o.Id, (d, o) => new DigestLine(d.Id, d.Period, d.CreatedAt, o.Status, o.SentAt, d.Interim))
            .ToListAsync(cancellation);
    }
}
