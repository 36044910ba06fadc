using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Ways;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Digests;

/// <summary>A digest in the list of an owner's.</summary>
public sealed record SentDigest(Guid Id, string Period, bool Interim, DateTime CreatedAt, IReadOnlyList<DeliveredWay> Ways, DateTime? AcknowledgedAt);

/// <summary>How a digest goes by one way.</summary>
public sealed record DeliveredWay(DigestWay Way, OutboxStatus Status, int Attempts, string? Error);

/// <summary>The digests of an owner; a manager may look at those of others.</summary>
/// <param name="Owns">Whether there is anything to tell of: not so for a manager without accounts.</param>
public sealed record DigestsScreen(StaffMember Owner, bool Owns, IReadOnlyList<StaffMember> Owners, IReadOnlyList<SentDigest> Sent, DigestWays Ways);

/// <summary>An account on the page of a digest.</summary>
public sealed record DigestAccount(Guid Id, string ExternalId, string Name, AccountTier Tier, WatchReasons Reasons);

/// <summary>The page of one digest: what to do now about the accounts it told of.</summary>
public sealed record DigestScreen
{
    public required Digest Digest { get; init; }

    public required StaffMember Owner { get; init; }

    public string? AcknowledgedBy { get; init; }

    /// <summary>Those of the owner's accounts that the viewer looks after; the watched ones first.</summary>
    public required IReadOnlyList<DigestAccount> Accounts { get; init; }

    /// <summary>What is still to be done about them, and what was noted here.</summary>
    public required IReadOnlyList<AccountAction> Actions { get; init; }

    /// <summary>As it was sent; for the owner alone, because others may be recused from a case that it names.</summary>
    public string? Text { get; init; }
}

/// <summary>Reads digests for their pages.</summary>
public sealed class ReadDigests(IDbContextFactory<FeedbackDb> contexts, SendDigests send, ReadStandings standings)
{
    private const int MostDigests = 60;

    /// <param name="ownerId">Null is the viewer, where they own accounts, and for managers else the first owner.</param>
    public async Task<DigestsScreen> ListAsync(Viewer viewer, Guid? ownerId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var owners = viewer.IsManager ? await send.Owners(db).OrderBy(s => s.Name).ToListAsync(cancellation) : [];
        var owner = ownerId is { } wanted && wanted != viewer.Staff.Id
            ? owners.Find(s => s.Id == wanted) ?? throw new RuleViolation("not_found", "There is no such owner.")
            : viewer.Staff;
        var owns = await send.Owners(db).AnyAsync(s => s.Id == owner.Id, cancellation);
        if (!owns && ownerId == null && owners is [var first, ..])
        {
            (owner, owns) = (first, true);
        }

        var digests = await db.Digests.AsNoTracking().Where(d => d.OwnerId == owner.Id).OrderByDescending(d => d.CreatedAt).Take(MostDigests).ToListAsync(cancellation);
        var ids = digests.ConvertAll(d => d.Id);
        var deliveries = (await db.DigestDeliveries.AsNoTracking().Where(d => ids.Contains(d.DigestId))
            .Join(db.Outbox, d => d.OutboxId, o => o.Id, (d, o) => new { d.DigestId, d.Way, o.Status, o.Attempts, o.LastError }).ToListAsync(cancellation))
            .ToLookup(d => d.DigestId, d => new DeliveredWay(d.Way, d.Status, d.Attempts, d.LastError));
        var sent = digests.ConvertAll(d => new SentDigest(d.Id, d.Period, d.Interim, d.CreatedAt, [.. deliveries[d.Id].OrderBy(w => w.Way)], d.AcknowledgedAt));
        return new(owner, owns, owners, sent, await db.DigestWays.AsNoTracking().FirstOrDefaultAsync(w => w.StaffId == owner.Id, cancellation) ?? new(owner.Id));
    }

    /// <summary>A rule violation (not_found) for a digest that is not there, and for whoever may not open it.</summary>
    public async Task<DigestScreen> RunAsync(Viewer viewer, Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var digest = await db.DigestForAsync(id, viewer.Staff);
        var accounts = db.Accounts.AsNoTracking().Where(a => a.OwnerId == digest.OwnerId);
        var cared = await (viewer.IsManager ? accounts : accounts.CaredForBy(viewer.Staff.Id)).OrderBy(a => a.Tier).ThenBy(a => a.Name).ThenBy(a => a.ExternalId).ToListAsync(cancellation);
        var ids = cared.ConvertAll(a => a.Id);
        var stand = await standings.OfAsync(db, viewer.Staff, ids);
        return new()
        {
            Digest = digest,
            Owner = await db.Staff.AsNoTracking().FirstAsync(s => s.Id == digest.OwnerId, cancellation),
            AcknowledgedBy = await db.Staff.Where(s => s.Id == digest.AcknowledgedById).Select(s => s.Name).FirstOrDefaultAsync(cancellation),
            Accounts = [.. cared.Select(a => new DigestAccount(a.Id, a.ExternalId, a.Name, a.Tier, stand.GetValueOrDefault(a.Id)?.Reasons ?? WatchReasons.None))
                .OrderByDescending(a => System.Numerics.BitOperations.PopCount((uint)a.Reasons))],
            Actions = await db.AccountActions.AsNoTracking().Where(a => ids.Contains(a.AccountId) && (a.DoneAt == null || a.DigestId == digest.Id))
                .OrderBy(a => a.DoneAt != null).ThenBy(a => a.DueOn).ThenBy(a => a.CreatedAt).ToListAsync(cancellation),
            Text = viewer.Staff.Id == digest.OwnerId ? await TextAsync(db, digest.OutboxId, cancellation) : null,
        };
    }

    private static async Task<string?> TextAsync(FeedbackDb db, Guid item, CancellationToken cancellation) =>
        await db.Outbox.Where(o => o.Id == item && o.Kind == OutboxItem.EmailKind).Select(o => o.Payload).FirstOrDefaultAsync(cancellation) is { } payload
            ? JsonSerializer.Deserialize<Email>(payload, StoredJson.Options)?.Text
            : null;
}
