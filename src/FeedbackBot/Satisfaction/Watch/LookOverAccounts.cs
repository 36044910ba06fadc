using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>The night's work on accounts, once in each reporting day: tiers are cut anew, then every account's standing. What was cut off by a crash is done again.</summary>
public sealed class LookOverAccounts(
    UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, RecutTiers recut, KeepStandings standings, TimeProvider time, IOptions<SatisfactionOptions> options)
{
    private const string Name = "accounts";

    /// <returns>Whether it was due.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation = default)
    {
        if (!await IsDueAsync(cancellation) || !await unitOfWork.RunAsync(BeginAsync, cancellation))
        {
            return false;
        }

        await recut.RunAsync(cancellation);
        await standings.RunAsync(cancellation: cancellation);
        await unitOfWork.RunAsync(async db => (await db.NightlyRuns.SingleAsync(r => r.Name == Name)).End(Now), cancellation);
        return true;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<bool> IsDueAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.NightlyRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Name == Name, cancellation) is not { } run || run.IsDueAt(Now, options.Value.Zone);
    }

    private async Task<bool> BeginAsync(FeedbackDb db)
    {
        var run = await db.NightlyRuns.FindAsync(Name) ?? db.NightlyRuns.Add(new(Name)).Entity;
        if (!run.IsDueAt(Now, options.Value.Zone))
        {
            return false;
        }

        run.Begin(Now);
        return true;
    }
}
