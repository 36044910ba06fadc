using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Themes;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
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

    public static SendDigests Digests(this TestDatabase database, string zone = "UTC", string? bucketOwner = null) => new(
        database.Work, database.Contexts, database.DigestFacts(zone, bucketOwner), database.Clock, Zoned(zone), Watched(bucketOwner));

    public static SendDueDigests DueDigests(this TestDatabase database, string zone = "UTC") => new(database.Digests(zone), database.Contexts, database.Clock, Zoned(zone), NullLogger<SendDueDigests>.Instance);

    public static TryDigest TryDigest(this TestDatabase database) =>
        new(database.Work, database.Contexts, database.Digests(), database.DigestFacts("UTC", null), database.Clock, Zoned("UTC"));

    /// <summary>What was posted, in order.</summary>
    public static async Task<IReadOnlyList<Email>> EmailsAsync(this TestDatabase database)
    {
        await using var db = database.Open();
        var items = await db.Outbox.AsNoTracking().OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).ToListAsync();
        return [.. items.Select(i => JsonSerializer.Deserialize<Email>(i.Payload, StoredJson.Options)!)];
    }

    public static async Task<Guid> LastDigestAsync(this TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Digests.OrderByDescending(d => d.CreatedAt).Select(d => d.Id).FirstAsync();
    }

    private static ReadDigestFacts DigestFacts(this TestDatabase database, string zone, string? bucketOwner) => new(
        new ReadDigestWatch(database.Seen(), new ReadBuckets(database.Clock, Watched(bucketOwner)), database.Clock),
        new ReadThemes(new NameThemes(NullLogger<NameThemes>.Instance), Options.Create(new ThemeOptions())), database.Clock, Zoned(zone), Options.Create(new SurveyOptions()));

    private static IOptions<SatisfactionOptions> Zoned(string zone) => Options.Create(new SatisfactionOptions { TimeZone = zone });

    private static IOptions<WatchOptions> Watched(string? bucketOwner) => Options.Create(new WatchOptions { BucketOwner = bucketOwner });
}
