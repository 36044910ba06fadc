using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>Looks at how accounts stand and keeps what was found: of all, or of one that is asked for.</summary>
public sealed class KeepStandings(
    UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, ReadStandingFacts read, TimeProvider time, IOptions<WatchOptions> options)
{
    /// <summary>On SQLite everybody else waits for a commit, so each is short.</summary>
    private const int MostInACommit = 500;

    public async Task RunAsync(Guid? only = null, CancellationToken cancellation = default)
    {
        IReadOnlyList<StandingFacts> facts;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            facts = await read.RunAsync(db, only);
        }

        foreach (var some in facts.Chunk(MostInACommit))
        {
            await unitOfWork.RunAsync(db => KeepAsync(db, some), cancellation);
        }
    }

    private async Task KeepAsync(FeedbackDb db, StandingFacts[] some)
    {
        var (now, ids) = (time.GetUtcNow().UtcDateTime, some.Select(f => f.AccountId).ToArray());
        var kept = await db.AccountStandings.Where(s => ids.Contains(s.AccountId)).ToDictionaryAsync(s => s.AccountId);
        foreach (var facts in some)
        {
            var standing = kept.GetValueOrDefault(facts.AccountId) ?? db.AccountStandings.Add(new(facts.AccountId)).Entity;
            standing.Become(StandingRule.Of(facts, options.Value, now), now);
        }
    }
}
