using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Satisfaction.Watch;

/// <summary>The use cases that look after accounts, on a test's database.</summary>
internal static class WatchCast
{
    public static ReadStandingFacts Facts(this TestDatabase database) => new(database.Clock, Options.Create(new SatisfactionOptions()), Options.Create(new AccountOptions()));

    public static KeepStandings Standings(this TestDatabase database) => new(database.Work, database.Contexts, database.Facts(), database.Clock, Options.Create(new WatchOptions()));

    public static ReadStandings Seen(this TestDatabase database) => new(database.Facts(), database.Clock, Options.Create(new WatchOptions()));

    public static RecutTiers Recut(this TestDatabase database) => new(database.Work, database.Contexts, database.Clock, Options.Create(new AccountOptions()));

    public static LookOverAccounts Night(this TestDatabase database, string zone = "UTC") =>
        new(database.Work, database.Contexts, database.Recut(), database.Standings(), database.Clock, Options.Create(new SatisfactionOptions { TimeZone = zone }));

    public static async Task<AccountStanding> StandingAsync(this TestDatabase database, Guid account)
    {
        await using var db = database.Open();
        return await db.AccountStandings.AsNoTracking().SingleAsync(s => s.AccountId == account);
    }
}
