using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>GET|PUT /accounts/{externalId} and GET /accounts.</summary>
public static class AccountEndpoints
{
    private const string Order = "accounts";

    public static async Task<IResult> PutAsync(string externalId, HttpContext http, PutAccount put, UnitOfWork unit)
    {
        var id = ExternalId.Of(http, externalId);
        var body = await Body.ReadAsync(http, ApiJson.Wire.AccountRequest);
        var (json, became) = await unit.RunAsync(async db =>
        {
            var (account, made) = await put.RunAsync(db, id, body.Value);
            return (await FormAsync(db, account), made);
        });
        return Answers.Put(json, ApiJson.Wire.AccountJson, became == Stored.New, "accounts", id);
    }

    public static async Task<IResult> GetAsync(string externalId, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var id = ExternalId.Of(http, externalId);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.ExternalId == id, http.RequestAborted)
            ?? throw Refusal.NotFound("There is no account with this external id.");
        return Answers.Ok(await FormAsync(db, account), ApiJson.Wire.AccountJson);
    }

    public static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var query = new Query(http, "owner", "tier", "limit", "cursor");
        var (owner, tiers, limit, after) = (query.Text("owner", 320), query.Words<AccountTier>("tier"), query.Limit(), query.After(Order, parts: 1));
        query.Fields.End();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var (accounts, staff) = (db.Accounts.AsNoTracking(), db.Staff);
        accounts = tiers.Count == 0 ? accounts : accounts.Where(a => tiers.Contains(a.Tier));
        if (owner != null && StaffMember.Normalize(owner) is var email)
        {
            accounts = accounts.Where(a => staff.Any(s => s.Id == a.OwnerId && s.Email == email));
        }

        if (after != null && after[0] is var last)
        {
            accounts = accounts.Where(a => string.Compare(a.ExternalId, last) > 0);
        }

        var page = await accounts.OrderBy(a => a.ExternalId).Take(limit + 1).ToListAsync(http.RequestAborted);
        var next = page.Count > limit ? Cursor.Of(Order, page[limit - 1].ExternalId) : null;
        var items = await FormAsync(db, next == null ? page : page[..limit]);
        return Answers.Ok(new PageJson<AccountJson>(items, next), ApiJson.Wire.PageJsonAccountJson);
    }

    private static async Task<AccountJson> FormAsync(FeedbackDb db, Account account) => Form(
        account,
        account.OwnerId is { } owner ? await db.Staff.FindAsync(owner) : null,
        account.ParentId is { } parent ? (await db.Accounts.FindAsync(parent))?.ExternalId : null);

    private static async Task<IReadOnlyList<AccountJson>> FormAsync(FeedbackDb db, IReadOnlyList<Account> accounts)
    {
        var owners = accounts.Select(a => a.OwnerId).Distinct().ToArray();
        var parents = accounts.Select(a => a.ParentId).Distinct().ToArray();
        var staff = await db.Staff.AsNoTracking().Where(s => owners.Contains(s.Id)).ToDictionaryAsync(s => s.Id);
        var above = await db.Accounts.AsNoTracking().Where(a => parents.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.ExternalId);
        return [.. accounts.Select(a => Form(a, staff.GetValueOrDefault(a.OwnerId ?? Guid.Empty), above.GetValueOrDefault(a.ParentId ?? Guid.Empty)))];
    }

    private static AccountJson Form(Account account, StaffMember? owner, string? parent) => new()
    {
        ExternalId = account.ExternalId,
        Name = account.Name,
        Owner = owner == null ? null : new(owner.Email, owner.Name, owner.Language, owner.TimeZone),
        Tier = account.Tier,
        RelationshipLevel = account.RelationshipLevel,
        AnnualValue = Money.Amount(account.AnnualValueMinor, account.Currency),
        PotentialValue = Money.Amount(account.PotentialValueMinor, account.Currency),
        Currency = account.Currency,
        CustomerSince = account.CustomerSince,
        OrderCount = account.OrderCount,
        Parent = parent,
        Region = account.Region,
        CreatedAt = account.CreatedAt,
        UpdatedAt = account.UpdatedAt,
    };
}
