using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>
/// How accounts stand as one member of staff may know it. What is kept counts every case; for the few accounts with a case from which the member
/// is recused it is concluded anew without those, so that neither a count nor a reason tells of them.
/// </summary>
public sealed class ReadStandings(ReadStandingFacts read, TimeProvider time, IOptions<WatchOptions> options)
{
    /// <summary>What differs from the kept standings for this member; empty for nearly everybody.</summary>
    public async Task<IReadOnlyDictionary<Guid, AccountStanding>> OwnViewAsync(FeedbackDb db, StaffMember member)
    {
        var recusals = db.Recusals.Where(r => r.StaffId == member.Id);
        var hidden = await db.Tickets.Where(t => t.AccountId != null && recusals.Any(r => r.TicketNumber == t.Number)).Select(t => t.AccountId!.Value).Distinct().ToListAsync();
        var own = new Dictionary<Guid, AccountStanding>();
        foreach (var account in hidden)
        {
            foreach (var facts in await read.RunAsync(db, account, member.Id))
            {
                var now = time.GetUtcNow().UtcDateTime;
                own[account] = new(account);
                own[account].Become(StandingRule.Of(facts, options.Value, now), now);
            }
        }

        return own;
    }

    public async Task<IReadOnlyDictionary<Guid, AccountStanding>> OfAsync(FeedbackDb db, StaffMember member, IReadOnlyCollection<Guid> accounts)
    {
        var kept = await db.AccountStandings.AsNoTracking().Where(s => accounts.Contains(s.AccountId)).ToDictionaryAsync(s => s.AccountId);
        foreach (var (id, standing) in await OwnViewAsync(db, member))
        {
            if (accounts.Contains(id))
            {
                kept[id] = standing;
            }
        }

        return kept;
    }
}
