using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>Makes or changes an account as another program or a file tells it; told again, nothing changes.</summary>
public sealed class PutAccount(TimeProvider time)
{
    private const int MostAncestors = 50;

    /// <summary>The account and what became of it; where something is refused, nothing was touched.</summary>
    public async Task<(Account Account, Stored Became)> RunAsync(FeedbackDb db, string externalId, AccountRequest request)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var present = await FindAsync(db, externalId);
        var fields = new Fields();
        var details = Details(request, present, fields);
        var owner = Owner(request.Owner, fields);
        var parent = fields.Line(request.Parent, "parent", 200);
        fields.End();
        await CheckParentAsync(db, externalId, present, parent);

        var account = present ?? await db.AccountOfAsync(externalId, now);
        var changed = account.Update(details, now);
        if (owner != null)
        {
            var member = await db.StaffOfAsync(owner.Email!, owner.Name, StaffRoles.AccountOwner, now);
            member.Update(owner.Name, owner.Language, owner.TimeZone);
            changed |= account.GiveTo(member, now);
        }

        if (parent != null)
        {
            changed |= account.PlaceUnder(await db.AccountOfAsync(parent, now), now);
        }

        return (account, db.Entry(account).State == EntityState.Added ? Stored.New : changed ? Stored.Changed : Stored.Unchanged);
    }

    private static async Task<Account?> FindAsync(FeedbackDb db, string externalId) =>
        db.Accounts.Local.FirstOrDefault(a => a.ExternalId == externalId) ?? await db.Accounts.FirstOrDefaultAsync(a => a.ExternalId == externalId);

    private static AccountDetails Details(AccountRequest request, Account? present, Fields fields)
    {
        var name = fields.Line(request.Name, "name", 200);
        var currency = Money.Currency(request.Currency, present?.Currency, fields);
        if (present == null)
        {
            fields.Needed(name, "name");
        }

        if (request.OrderCount < 0)
        {
            fields.Refuse(ProblemCode.OutOfRange, "orderCount", "orderCount must not be negative.");
        }

        var annual = Money.Told(request.AnnualValue, currency, present?.AnnualValueMinor, present?.Currency);
        var potential = Money.Told(request.PotentialValue, currency, present?.PotentialValueMinor, present?.Currency);
        return new()
        {
            Name = name,
            Currency = currency,
            AnnualValueMinor = Money.Minor(annual, currency, "annualValue", fields),
            PotentialValueMinor = Money.Minor(potential, currency, "potentialValue", fields),
            CustomerSince = Date(request.CustomerSince, "customerSince", fields),
            OrderCount = request.OrderCount,
            RelationshipLevel = request.RelationshipLevel,
            Region = fields.Line(request.Region, "region", 100),
        };
    }

    private static OwnerRequest? Owner(OwnerRequest? given, Fields fields) => given == null ? null : new()
    {
        Email = fields.Needed(fields.Email(given.Email, "owner.email"), "owner.email"),
        Name = fields.Line(given.Name, "owner.name", 200),
        Language = fields.Language(given.Language, "owner.language") is { } language ? Languages.Interface(language) : null,
        TimeZone = fields.TimeZone(given.TimeZone, "owner.timeZone"),
    };

    private static DateOnly? Date(string? given, string field, Fields fields)
    {
        var line = fields.Line(given, field, 40);
        if (line == null)
        {
            return null;
        }

        var day = line.Length > 10 && line[10] == 'T' ? line[..10] : line;
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            fields.Refuse(ProblemCode.Malformed, field, $"{field} must be a date such as 2019-05-01.");
        }

        return date;
    }

    private static async Task CheckParentAsync(FeedbackDb db, string externalId, Account? account, string? parent)
    {
        var above = parent == null || parent == externalId ? null : await FindAsync(db, parent);
        for (var i = 0; above != null && above != account && i < MostAncestors; i++)
        {
            above = above.ParentId is { } id ? await db.Accounts.FindAsync(id) : null;
        }

        if (parent == externalId || above != null)
        {
            throw new RuleViolation(ProblemCode.OutOfRange, "An account cannot stand under itself.", "parent");
        }
    }
}
