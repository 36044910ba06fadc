using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction;

/// <summary>For whom a digest is made.</summary>
/// <param name="Owner">Whose accounts it tells of.</param>
/// <param name="Reader">Who reads it: the owner, a deputy, or a manager who looks at it. Cases from which either is recused are left out.</param>
/// <param name="Only">Of the owner's accounts only these: what a deputy stands in for; null is all.</param>
public sealed record DigestReader(StaffMember Owner, StaffMember Reader, IReadOnlyCollection<Guid>? Only = null)
{
    public static DigestReader Of(StaffMember owner) => new(owner, owner);

    public bool IsDeputy => Only != null;
}

/// <summary>An account on the watch-list, or just off it: why, and what is new and gone since the digest before.</summary>
public sealed record WatchedAccount(Guid AccountId, WatchReasons Reasons, WatchReasons New, WatchReasons Gone);

/// <summary>What an owner meant to do, and what has become of it.</summary>
public sealed record ActionFacts(Guid AccountId, string Account, string Text, DateOnly DueOn, bool IsDone, bool IsOverdue, string? Outcome);

/// <summary>The part of a digest that looks ahead.</summary>
public sealed record WatchFacts
{
    /// <summary>With the most reasons first.</summary>
    public IReadOnlyList<WatchedAccount> Watched { get; init; } = [];

    /// <summary>Open ones, and those done since the period began; overdue first.</summary>
    public IReadOnlyList<ActionFacts> Actions { get; init; } = [];

    /// <summary>Only in the digest of whoever looks after them.</summary>
    public Buckets? Buckets { get; init; }
}

/// <summary>Reads the watch-list, the actions and the buckets of a digest.</summary>
public sealed class ReadDigestWatch(ReadStandings standings, ReadBuckets buckets, TimeProvider time)
{
    public async Task<WatchFacts> RunAsync(FeedbackDb db, DigestReader who, DigestPeriod period, IReadOnlyCollection<Account> accounts) => new()
    {
        Watched = await WatchedAsync(db, who, period, accounts),
        Actions = await ActionsAsync(db, who, period, accounts),
        Buckets = !who.IsDeputy && (await buckets.OwnerAsync(db))?.Id == who.Owner.Id ? await buckets.RunAsync(db, who.Reader.Id) : null,
    };

    private async Task<IReadOnlyList<WatchedAccount>> WatchedAsync(FeedbackDb db, DigestReader who, DigestPeriod period, IReadOnlyCollection<Account> accounts)
    {
        var now = await standings.OfAsync(db, who.Reader, [.. accounts.Select(a => a.Id)]);

        // Where the reader is recused from a case, a change would be one of view and not of the account.
        var own = await standings.OwnViewAsync(db, who.Reader);
        var isWeek = period.Length == PeriodLength.Week;
        var before = await db.Digests.AsNoTracking()
            .Where(d => d.OwnerId == who.Owner.Id && !d.Interim && d.To < period.To && d.Period.Contains("W") == isWeek).OrderByDescending(d => d.To).FirstOrDefaultAsync();
        return
        [
            .. accounts.Select(a => Compare(a.Id, now.GetValueOrDefault(a.Id)?.Reasons ?? WatchReasons.None, own.ContainsKey(a.Id) ? null : before?.Watched.GetValueOrDefault(a.Id)))
                .Where(w => (w.Reasons | w.Gone) != WatchReasons.None)
                .OrderByDescending(w => System.Numerics.BitOperations.PopCount((uint)w.Reasons)),
        ];
    }

    /// <param name="before">Null where there was no digest before: then nothing is called a change.</param>
    private static WatchedAccount Compare(Guid id, WatchReasons now, WatchReasons? before) =>
        new(id, now, before is { } known ? now & ~known : WatchReasons.None, before is { } was ? was & ~now : WatchReasons.None);

    private async Task<IReadOnlyList<ActionFacts>> ActionsAsync(FeedbackDb db, DigestReader who, DigestPeriod period, IReadOnlyCollection<Account> accounts)
    {
        var (names, today) = (accounts.ToDictionary(a => a.Id, a => a.Name), LocalTime.DayOf(time.GetUtcNow().UtcDateTime, who.Owner.TimeZone));
        var ids = names.Keys.ToArray();

        // By account, not by who noted it: whoever takes an account over is told of what is still open.
        var actions = await db.AccountActions.AsNoTracking().Where(a => ids.Contains(a.AccountId) && (a.DoneAt == null || a.DoneAt >= period.From)).ToListAsync();
        return
        [
            .. actions.OrderByDescending(a => a.IsOverdueOn(today)).ThenBy(a => a.DoneAt != null).ThenBy(a => a.DueOn).ThenBy(a => a.CreatedAt)
                .Select(a => new ActionFacts(a.AccountId, names[a.AccountId], a.Text, a.DueOn, a.DoneAt != null, a.IsOverdueOn(today), a.Outcome)),
        ];
    }
}
