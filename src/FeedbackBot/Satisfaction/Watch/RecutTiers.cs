using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>Cuts all accounts into tiers anew and records who moved. Cut again, nothing moves. What was asked and answered before keeps its tier.</summary>
public sealed class RecutTiers(UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, TimeProvider time, IOptions<AccountOptions> options)
{
    /// <summary>On SQLite everybody else waits for a commit, so each is short.</summary>
    private const int MostInACommit = 500;

    /// <returns>How many accounts moved.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var (moving, places) = await MovingAsync(cancellation);
        foreach (var some in moving.Chunk(MostInACommit))
        {
            await unitOfWork.RunAsync(db => MoveAsync(db, some, places), cancellation);
        }

        return moving.Count;
    }

    private async Task<(IReadOnlyList<Guid> Moving, IReadOnlyDictionary<Guid, TierPlace> Places)> MovingAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var accounts = await db.Accounts.AsNoTracking()
            .Select(a => new { a.Tier, Valued = new ValuedAccount(a.Id, a.ExternalId, a.AnnualValueMinor, a.Currency) }).ToListAsync(cancellation);
        var places = TierCut.Of(accounts.Select(a => a.Valued), options.Value);
        return ([.. accounts.Where(a => a.Tier != places[a.Valued.Id].Tier).Select(a => a.Valued.Id)], places);
    }

    private async Task MoveAsync(FeedbackDb db, Guid[] moving, IReadOnlyDictionary<Guid, TierPlace> places)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var account in await db.Accounts.Where(a => moving.Contains(a.Id)).ToListAsync())
        {
            if (places[account.Id] is var place && place.Tier != account.Tier)
            {
                db.TierMoves.Add(new(account, place, now));
                account.MoveToTier(place.Tier, now);
            }
        }
    }
}
