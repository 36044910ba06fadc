using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction.Ways;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>What happened to one owner's digest; false where it had been sent before.</summary>
public sealed record DigestOutcome(Guid OwnerId, string OwnerEmail, string Period, bool IsNew, Guid OutboxId);

/// <summary>
/// Sends account owners the digest of a week or month: the last week that is over, or the period asked for, to one owner or to all who wish for such.
/// Each owner has a commit of its own that holds the digest and what goes out by each way together, so running it twice, at once or after a crash sends none twice and loses none.
/// </summary>
public sealed class SendDigests(
    UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, ReadDigestFacts readFacts, TimeProvider time, IOptions<SatisfactionOptions> options,
    IOptions<WatchOptions> watch)
{
    /// <summary>The week we are in, by the reporting time zone: 2026-W47.</summary>
    public string RunningWeek => DigestPeriod.WeekOf(time.GetUtcNow().UtcDateTime, options.Value.Zone).Name;

    /// <param name="period">Such as 2026-W47 or 2026-11; null is the last week that is over. A running period gives an interim digest; the whole one follows when it is over.</param>
    /// <param name="ownerEmail">Null is every owner who wishes for digests of this length.</param>
    public async Task<IReadOnlyList<DigestOutcome>> RunAsync(
        string? period = null, string? ownerEmail = null, CancellationToken cancellation = default)
    {
        var week = PeriodOf(period);
        var outcomes = new List<DigestOutcome>();
        foreach (var owner in await OwnersAsync(ownerEmail, week.Length, cancellation))
        {
            outcomes.Add(await SendAsync(owner, week, cancellation));
        }

        return outcomes;
    }

    /// <summary>A rule violation (period) for what is none, and for what has not begun.</summary>
    internal DigestPeriod PeriodOf(string? name)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (name == null)
        {
            return DigestPeriod.LastComplete(now, options.Value.Zone);
        }

        var week = DigestPeriod.Parse(name, options.Value.Zone)
            ?? throw new RuleViolation("unknown_value", $"A period is a week such as {DigestPeriod.LastComplete(now, options.Value.Zone).Name} or a month such as 2026-11, not '{name}'.", "period");
        return week.From <= now
            ? week
            : throw new RuleViolation("out_of_range", $"The period {week.Name} has not begun yet.", "period");
    }

    /// <summary>Whoever owns an account, and whoever looks after what nobody owns.</summary>
    public IQueryable<StaffMember> Owners(FeedbackDb db)
    {
        var (accounts, bucketOwner) = (db.Accounts, StaffMember.Normalize(watch.Value.BucketOwner ?? ""));
        return db.Staff.AsNoTracking().Where(s => accounts.Any(a => a.OwnerId == s.Id) || s.Email == bucketOwner);
    }

    private async Task<IReadOnlyList<StaffMember>> OwnersAsync(string? email, PeriodLength length, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (email == null)
        {
            var rhythm = length == PeriodLength.Week ? DigestRhythm.Weekly : DigestRhythm.Monthly;
            return await Owners(db).Where(s => s.DigestRhythm == rhythm).OrderBy(s => s.Email).ToListAsync(cancellation);
        }

        var wanted = StaffMember.Normalize(email);
        var owner = await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Email == wanted, cancellation)
            ?? throw new RuleViolation("unknown_owner", $"Nobody on the staff has the address {wanted}.", "owner");
        return await Owners(db).AnyAsync(s => s.Id == owner.Id, cancellation)
            ? [owner]
            : throw new RuleViolation("no_accounts", $"{wanted} owns no account.", "owner");
    }

    /// <summary>Reads and writes the words outside the commit, which stays short.</summary>
    private async Task<DigestOutcome> SendAsync(StaffMember owner, DigestPeriod period, CancellationToken cancellation)
    {
        var (now, id) = (time.GetUtcNow().UtcDateTime, Guid.CreateVersion7(time.GetUtcNow()));
        DigestFacts facts;
        var copies = new List<Email>();
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (await SentBeforeAsync(db, owner, period, now) is { } before)
            {
                return before;
            }

            facts = await readFacts.RunAsync(db, DigestReader.Of(owner), period) with { DigestId = id };
            foreach (var deputy in await DeputiesAsync(db, owner, now))
            {
                copies.Add(Compose(await readFacts.RunAsync(db, deputy, period) with { DigestId = id }));
            }
        }

        return await unitOfWork.RunAsync(db => PostAsync(db, owner, facts, copies, now), cancellation);
    }

    private Email Compose(DigestFacts facts) => ComposeDigest.Compose(facts, options.Value.BaseUrl);

    /// <summary>While the owner is absent each deputy gets a copy that tells of the accounts they stand in for, and of no other.</summary>
    private static async Task<IEnumerable<DigestReader>> DeputiesAsync(FeedbackDb db, StaffMember owner, DateTime now)
    {
        if (!owner.IsAbsentAt(now))
        {
            return [];
        }

        var accounts = await db.Accounts.AsNoTracking().Include(a => a.Deputies).Where(a => a.OwnerId == owner.Id && a.Deputies.Any()).ToListAsync();
        var places = accounts.SelectMany(a => a.Deputies).ToLookup(d => d.StaffId, d => d.AccountId);
        var ids = places.Select(p => p.Key).ToArray();
        var deputies = await db.Staff.AsNoTracking().Where(s => ids.Contains(s.Id) && s.Id != owner.Id).OrderBy(s => s.Email).ToListAsync();
        return deputies.Select(d => new DigestReader(owner, d, [.. places[d.Id]]));
    }

    private async Task<DigestOutcome> PostAsync(FeedbackDb db, StaffMember owner, DigestFacts facts, IReadOnlyList<Email> copies, DateTime now)
    {
        if (await SentBeforeAsync(db, owner, facts.Period, now) is { } before)
        {
            return before;
        }

        var ways = await PostDigest.RunAsync(db, facts, options.Value.BaseUrl, now);
        foreach (var copy in copies)
        {
            db.Post(copy, now);
        }

        var digest = new Digest(owner.Id, facts.Period, Languages.Interface(owner.Language), ways[0].OutboxId, now, facts.DigestId);
        digest.Saw(facts.Watch.Watched.Where(w => w.Reasons != WatchReasons.None).ToDictionary(w => w.AccountId, w => w.Reasons));
        db.Digests.Add(digest);
        db.DigestDeliveries.AddRange(ways.Select(w => new DigestDelivery(digest.Id, w.Way, w.OutboxId)));
        return new(owner.Id, owner.Email, facts.Period.Name, true, digest.OutboxId);
    }

    private static async Task<DigestOutcome?> SentBeforeAsync(FeedbackDb db, StaffMember owner, DigestPeriod week, DateTime now)
    {
        var interim = now < week.To;
        var digest = await db.Digests.AsNoTracking().SingleOrDefaultAsync(d => d.OwnerId == owner.Id && d.Period == week.Name && d.Interim == interim);
        return digest == null ? null : new(owner.Id, owner.Email, week.Name, false, digest.OutboxId);
    }
}
