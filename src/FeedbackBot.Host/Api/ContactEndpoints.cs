using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>GET|PUT /contacts/{externalId} and GET /contacts.</summary>
public static class ContactEndpoints
{
    private const string Order = "contacts";

    public static async Task<IResult> PutAsync(string externalId, HttpContext http, UnitOfWork unit, TimeProvider time)
    {
        var id = ExternalId.Of(http, externalId);
        var body = await Body.ReadAsync(http, ApiJson.Wire.ContactRequest);
        var fields = new Fields();
        var (details, account) = (Details(body.Value, fields), AccountOf(body.Value, fields));
        fields.End();
        var (json, isNew) = await unit.RunAsync(db => StoreAsync(db, id, details, account, body.Value.Preferences, time.GetUtcNow().UtcDateTime));
        return Answers.Put(json, ApiJson.Wire.ContactJson, isNew, "contacts", id);
    }

    /// <summary>By external id; those who have none are found by our own id.</summary>
    public static async Task<IResult> GetAsync(string externalId, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var id = ExternalId.Of(http, externalId);
        var own = Guid.TryParse(id, out var given) ? given : Guid.Empty;
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var contact = await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.ExternalId == id, http.RequestAborted)
            ?? await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == own, http.RequestAborted)
            ?? throw Refusal.NotFound("There is no contact with this external id.");
        return Answers.Ok(Form(contact, contact.AccountId is { } account ? await db.Accounts.FindAsync(account) : null), ApiJson.Wire.ContactJson);
    }

    public static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var query = new Query(http, "account", "limit", "cursor");
        var (account, limit, after) = (query.Text("account"), query.Limit(), query.AfterId(Order));
        query.Fields.End();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var (contacts, accounts) = (db.Contacts.AsNoTracking(), db.Accounts);
        contacts = account == null ? contacts : contacts.Where(c => accounts.Any(a => a.Id == c.AccountId && a.ExternalId == account));
        contacts = after == null ? contacts : contacts.Where(c => c.Id.CompareTo(after.Value) > 0);
        var page = await contacts.OrderBy(c => c.Id).Take(limit + 1).ToListAsync(http.RequestAborted);
        var next = page.Count > limit ? Cursor.Of(Order, page[limit - 1].Id.ToString()) : null;
        page = next == null ? page : page[..limit];
        var ids = page.Select(c => c.AccountId).Distinct().ToArray();
        var named = await accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, http.RequestAborted);
        return Answers.Ok(
            new PageJson<ContactJson>([.. page.Select(c => Form(c, named.GetValueOrDefault(c.AccountId ?? Guid.Empty)))], next),
            ApiJson.Wire.PageJsonContactJson);
    }

    private static async Task<(ContactJson Json, bool IsNew)> StoreAsync(
        FeedbackDb db, string externalId, ContactDetails details, string? account, PreferencesJson? wishes, DateTime now)
    {
        var isNew = !await db.Contacts.AnyAsync(c => c.ExternalId == externalId);
        var contact = await db.ContactOfAsync(externalId, now);
        contact.Update(details with { Preferences = Preferences(wishes, contact.Preferences) }, now);
        if (account != null)
        {
            contact.BelongTo(await db.AccountOfAsync(account, now), now);
        }

        return (Form(contact, contact.AccountId is { } home ? await db.Accounts.FindAsync(home) : null), isNew);
    }

    private static ContactDetails Details(ContactRequest request, Fields fields)
    {
        fields.Form(request.Preferences?.QuietHours, "preferences.quietHours", 5, QuietHours.Form(), "20-8");
        return new(
            fields.Line(request.Name, "name", 200),
            fields.Email(request.Email, "email"),
            fields.Line(request.Phone, "phone", 40),
            fields.Language(request.Language, "language"),
            fields.TimeZone(request.TimeZone, "timeZone"));
    }

    private static string? AccountOf(ContactRequest request, Fields fields) => request.Account == null
        ? null
        : fields.Needed(fields.Line(request.Account.ExternalId, "account.externalId", ExternalId.Most), "account.externalId");

    /// <summary>Wishes that are told replace their like; the others stay.</summary>
    private static ContactPreferences? Preferences(PreferencesJson? told, ContactPreferences present) => told == null ? null : present with
    {
        Channel = told.Channel is { } channel ? ColumnForms.Word(channel) : present.Channel,
        OptedOut = told.OptedOut ?? present.OptedOut,
        QuietHours = told.QuietHours ?? present.QuietHours,
    };

    private static ContactJson Form(Contact contact, Account? account) => new()
    {
        Id = contact.Id,
        ExternalId = contact.ExternalId,
        Name = contact.Name,
        Email = contact.Email,
        Phone = contact.Phone,
        Language = contact.Language,
        TimeZone = contact.TimeZone,
        Account = account == null ? null : new(account.ExternalId, account.Name),
        Preferences = new()
        {
            Channel = ColumnForms.TryParse<ContactChannel>(contact.Preferences.Channel, out var channel) ? channel : null,
            OptedOut = contact.Preferences.OptedOut,
            QuietHours = contact.Preferences.QuietHours,
        },
        CreatedAt = contact.CreatedAt,
        UpdatedAt = contact.UpdatedAt,
    };
}
