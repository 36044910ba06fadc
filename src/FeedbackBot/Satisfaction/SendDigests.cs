using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>What happened to one owner's digest; false where it had been sent before.</summary>
public sealed record DigestOutcome(Guid OwnerId, string OwnerEmail, string Period, bool IsNew, Guid OutboxId);

/// <summary>
/// Sends every account owner the digest of a week: the last one that is over, or the one asked for, to all owners or to one.
/// Each owner has a commit of its own that holds digest and e-mail together, so running it twice, at once or after a crash sends none twice and loses none.
/// </summary>
public sealed class SendDigests(
    UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, ReadDigestFacts readFacts, TimeProvider time, IOptions<SatisfactionOptions> options)
{
    /// <summary>The week we are in, by the reporting time zone: 2026-W47.</summary>
    public string RunningWeek => DigestPeriod.WeekOf(time.GetUtcNow().UtcDateTime, options.Value.Zone).Name;

    /// <param name="period">Such as 2026-W47; null is the last week that is over. A running week gives an interim digest; the whole one follows when it is over.</param>
    /// <param name="ownerEmail">Null is every member of staff who owns an account.</param>
    public async Task<IReadOnlyList<DigestOutcome>> RunAsync(
        string? period = null, string? ownerEmail = null, CancellationToken cancellation = default)
    {
        var week = WeekOf(period);
        var outcomes = new List<DigestOutcome>();
        foreach (var owner in await OwnersAsync(ownerEmail, cancellation))
        {
            outcomes.Add(await SendAsync(owner, week, cancellation));
        }

        return outcomes;
    }

    private DigestPeriod WeekOf(string? name)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (name == null)
        {
            return DigestPeriod.LastComplete(now, options.Value.Zone);
        }

        var week = DigestPeriod.Parse(name, options.Value.Zone)
            ?? throw new RuleViolation("unknown_value", $"A period is a week such as {DigestPeriod.LastComplete(now, options.Value.Zone).Name}, not '{name}'.", "period");
        return week.From <= now
            ? week
            : throw new RuleViolation("out_of_range", $"The week {week.Name} has not begun yet.", "period");
    }

    private async Task<IReadOnlyList<StaffMember>> OwnersAsync(string? email, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var accounts = db.Accounts;
        if (email == null)
        {
            return await db.Staff.AsNoTracking().Where(s => accounts.Any(a => a.OwnerId == s.Id)).OrderBy(s => s.Email).ToListAsync(cancellation);
        }

        var wanted = StaffMember.Normalize(email);
        var owner = await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Email == wanted, cancellation)
            ?? throw new RuleViolation("unknown_owner", $"Nobody on the staff has the address {wanted}.", "owner");
        return await db.Accounts.AnyAsync(a => a.OwnerId == owner.Id, cancellation)
            ? [owner]
            : throw new RuleViolation("no_accounts", $"{wanted} owns no account.", "owner");
    }

    /// <summary>Reads and writes the words outside the commit, which stays short.</summary>
    private async Task<DigestOutcome> SendAsync(StaffMember owner, DigestPeriod week, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        Email email;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (await SentBeforeAsync(db, owner, week, now) is { } before)
            {
                return before;
            }

            email = ComposeDigest.Compose(await readFacts.RunAsync(db, owner, week), options.Value.BaseUrl);
        }

        return await unitOfWork.RunAsync(db => PostAsync(db, owner, week, email, now), cancellation);
    }

    private static async Task<DigestOutcome> PostAsync(FeedbackDb db, StaffMember owner, DigestPeriod week, Email email, DateTime now)
    {
        if (await SentBeforeAsync(db, owner, week, now) is { } before)
        {
            return before;
        }

        var item = db.Post(email, now);
        db.Digests.Add(new Digest(owner.Id, week, Languages.Interface(owner.Language), item.Id, now));
        return new(owner.Id, owner.Email, week.Name, true, item.Id);
    }

    private static async Task<DigestOutcome?> SentBeforeAsync(FeedbackDb db, StaffMember owner, DigestPeriod week, DateTime now)
    {
        var interim = now < week.To;
        var digest = await db.Digests.AsNoTracking().SingleOrDefaultAsync(d => d.OwnerId == owner.Id && d.Period == week.Name && d.Interim == interim);
        return digest == null ? null : new(owner.Id, owner.Email, week.Name, false, digest.OutboxId);
    }
}
