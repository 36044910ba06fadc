using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Accounts;

/// <summary>A point of the quadrants: how satisfied and how loyal one account is.</summary>
public sealed record MapPoint(string ExternalId, string Name, AccountTier Tier, double Csat, long N, double Loyalty, Quadrant Quadrant);

/// <summary>How the accounts that somebody may see are spread over value, satisfaction and loyalty.</summary>
public sealed record AccountMap
{
    public required IReadOnlyDictionary<Quadrant, int> Quadrants { get; init; }

    public required IReadOnlyDictionary<ValueCell, int> Cells { get; init; }

    public required int All { get; init; }

    public required int Watched { get; init; }

    /// <summary>The most valuable first.</summary>
    public required IReadOnlyList<MapPoint> Points { get; init; }

    /// <summary>Where the quarters meet, 0…1.</summary>
    public required double LoyalFrom { get; init; }

    public required double SatisfiedFrom { get; init; }

    /// <summary>Null for those who may not see it.</summary>
    public Buckets? Buckets { get; init; }

    public StaffMember? BucketOwner { get; init; }
}

/// <summary>Reads the map of accounts, and who of the contacts belongs to none.</summary>
public sealed class ReadAccountMap(IDbContextFactory<FeedbackDb> contexts, ReadStandings standings, ReadBuckets buckets, IOptions<WatchOptions> options)
{
    public const int MostPoints = 100;
    private const int MostContacts = 100;

    public async Task<AccountMap> RunAsync(Viewer viewer, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var seen = db.Accounts.AsNoTracking().VisibleTo(viewer.Staff);
        var own = await standings.OwnViewAsync(db, viewer.Staff);
        var kept = await seen.Join(db.AccountStandings.AsNoTracking(), a => a.Id, s => s.AccountId, (a, s) => new { Account = a, Standing = s })
            .OrderBy(p => p.Account.Tier).ThenByDescending(p => p.Account.AnnualValueMinor ?? 0).ThenBy(p => p.Account.ExternalId).ToListAsync(cancellation);
        var all = kept.ConvertAll(p => (p.Account, Standing: own.GetValueOrDefault(p.Account.Id) ?? p.Standing));
        return new()
        {
            Quadrants = all.Where(p => p.Standing.Quadrant != null).CountBy(p => p.Standing.Quadrant!.Value).ToDictionary(),
            Cells = all.Where(p => p.Standing.ValueCell != null).CountBy(p => p.Standing.ValueCell!.Value).ToDictionary(),
            All = await seen.CountAsync(cancellation),
            Watched = all.Count(p => p.Standing.Reasons != WatchReasons.None),
            Points = [.. all.Where(p => p.Standing.Quadrant != null).Take(MostPoints).Select(p => new MapPoint(
                p.Account.ExternalId, p.Account.Name, p.Account.Tier, p.Standing.Csat!.Value, p.Standing.CsatN, p.Standing.Loyalty!.Value, p.Standing.Quadrant!.Value))],
            LoyalFrom = options.Value.LoyalPercent / 100.0,
            SatisfiedFrom = options.Value.SatisfiedPercent / 100.0,
            Buckets = viewer.Works ? await buckets.RunAsync(db, viewer.Staff.Id) : null,
            BucketOwner = viewer.Works ? await buckets.OwnerAsync(db) : null,
        };
    }

    /// <summary>Contacts without an account, the newest first; a rule violation (not_found) for those who do not see every case.</summary>
    public async Task<IReadOnlyList<Contact>> UnassignedAsync(Viewer viewer, CancellationToken cancellation)
    {
        if (!viewer.Works)
        {
            throw new RuleViolation("not_found", "Only whoever sees every case sees who belongs to no account.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await buckets.Contacts(db, viewer.Staff.Id).AsNoTracking().OrderByDescending(c => c.Id).Take(MostContacts).ToListAsync(cancellation);
    }
}
