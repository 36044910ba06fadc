using FeedbackBot.Access;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Themes;
using FeedbackBot.Satisfaction.Ways;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>Deputies and standing of an account, the digests of an owner, and rising themes.</summary>
public static class OutreachEndpoints
{
    private const int MostDeputies = 20;

    /// <summary>Without a choice, the days up to now.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromDays(28);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static async Task<IResult> GetDeputiesAsync(string externalId, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return Answers.Ok(await DeputiesAsync(db, ExternalId.Of(http, externalId, "deputies")), ApiJson.Wire.DeputiesJson);
    }

    public static async Task<IResult> PutDeputiesAsync(string externalId, HttpContext http, KeepDeputies keep, UnitOfWork unit)
    {
        var (id, by) = (ExternalId.Of(http, externalId, "deputies"), ApiEdge.CallerOf(http).Actor);
        var body = await Body.ReadAsync(http, ApiJson.Wire.DeputiesRequest);
        var fields = new Fields();
        string[] emails = [.. (body.Value.Emails ?? []).Take(MostDeputies + 1).Select((e, i) => fields.Needed(fields.Email(e, $"emails[{i}]"), $"emails[{i}]"))];
        if (body.Value.Emails == null || emails.Length > MostDeputies)
        {
            fields.Refuse(ProblemCode.OutOfRange, "emails", $"emails is a list of at most {MostDeputies} addresses.");
        }

        fields.End();
        var json = await unit.RunAsync(async db =>
        {
            var members = await db.Staff.Where(s => emails.Contains(s.Email)).ToListAsync();
            if (emails.Except(members.Select(m => m.Email)).FirstOrDefault() is { } unknown)
            {
                throw new RuleViolation("unknown_staff", $"Nobody on the staff has the address {unknown}.", "emails");
            }

            await keep.RunAsync(db, id, [.. members.Select(m => m.Id)], by);
            return new DeputiesJson([.. members.OrderBy(m => m.Email, StringComparer.Ordinal).Select(m => new DeputyJson(m.Email, m.Name))]);
        });
        return Answers.Ok(json, ApiJson.Wire.DeputiesJson);
    }

    public static async Task<IResult> GetStandingAsync(string externalId, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var id = ExternalId.Of(http, externalId, "standing");
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var account = await AccountAsync(db, id);
        var standing = await db.AccountStandings.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == account.Id, http.RequestAborted)
            ?? throw Refusal.NotFound("How this account stands has not been concluded yet; it is every night.");
        return Answers.Ok(StandingJson.Of(standing), ApiJson.Wire.StandingJson);
    }

    public static async Task<IResult> GetSettingsAsync(string email, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return Answers.Ok(await SettingsAsync(db, await OwnerAsync(db, email)), ApiJson.Wire.DigestSettingsJson);
    }

    public static async Task<IResult> PutSettingsAsync(string email, HttpContext http, ChooseDigestRhythm rhythm, ChooseDigestWays ways, UnitOfWork unit)
    {
        var (wanted, by) = ((await Body.ReadAsync(http, ApiJson.Wire.DigestSettingsRequest)).Value, ApiEdge.CallerOf(http).Actor);
        var json = await unit.RunAsync(async db =>
        {
            var owner = await OwnerAsync(db, email);
            var (before, teams) = (await SettingsAsync(db, owner), (await db.DigestWays.FindAsync(owner.Id))?.TeamsUrl);

            // What was read may be written back as it stands.
            teams = wanted.TeamsUrl == null || wanted.TeamsUrl == before.TeamsUrl ? teams : wanted.TeamsUrl;
            await rhythm.RunAsync(db, owner.Id, wanted.Rhythm ?? before.Rhythm, by);
            await ways.RunAsync(db, owner.Id, new(wanted.Email ?? before.Email, teams, wanted.WebhookUrl ?? before.WebhookUrl, wanted.File ?? before.File), by);
            return await SettingsAsync(db, owner);
        });
        return Answers.Ok(json, ApiJson.Wire.DigestSettingsJson);
    }

    public static async Task<IResult> GetThemesAsync(HttpContext http, ReadThemes read, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
    {
        var query = new Query(http, "from", "to", "account", "topic");
        var (to, account, topic) = (query.Time("to") ?? time.GetUtcNow().UtcDateTime, query.Text("account", ExternalId.Most), query.Text("topic", 100));
        var from = query.Time("from") ?? to - Usual;
        if (from >= to || to - from > Longest)
        {
            query.Fields.Refuse(ProblemCode.OutOfRange, "from", "from lies before to, by at most 366 days.");
        }

        query.Fields.End();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var where = new List<KeyFilter>();
        if (account is { Length: > 0 })
        {
            where.Add(KeyFilter.Of(Dimension.Account, (await AccountAsync(db, account)).Id));
        }

        if (topic is { Length: > 0 })
        {
            where.Add(new(Dimension.Topic, topic));
        }

        var report = await read.RunAsync(db, new() { From = from, To = to, Where = where, Reader = null }, http.RequestAborted);
        return Answers.Ok(ThemesJson.Of(report, from, to, ApiEdge.CallerOf(http).Scopes.Contains(Scopes.TicketsRead)), ApiJson.Wire.ThemesJson);
    }

    private static async Task<Account> AccountAsync(FeedbackDb db, string externalId) =>
        await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.ExternalId == externalId) ?? throw Refusal.NotFound("There is no account with this external id.");

    private static async Task<DeputiesJson> DeputiesAsync(FeedbackDb db, string externalId)
    {
        var account = await AccountAsync(db, externalId);
        var staff = await db.Set<AccountDeputy>().AsNoTracking().Where(d => d.AccountId == account.Id).Join(db.Staff, d => d.StaffId, s => s.Id, (d, s) => s).OrderBy(s => s.Email).ToListAsync();
        return new([.. staff.Select(s => new DeputyJson(s.Email, s.Name))]);
    }

    private static async Task<StaffMember> OwnerAsync(FeedbackDb db, string email)
    {
        var address = StaffMember.Normalize(email);
        return await db.Staff.FirstOrDefaultAsync(s => s.Email == address) ?? throw Refusal.NotFound("Nobody on the staff has this address.");
    }

    private static async Task<DigestSettingsJson> SettingsAsync(FeedbackDb db, StaffMember owner)
    {
        var ways = await db.DigestWays.FindAsync(owner.Id) ?? new(owner.Id);
        return new(owner.DigestRhythm, ways.Email, DigestSettingsJson.HostOnly(ways.TeamsUrl), ways.WebhookUrl, ways.File);
    }
}
