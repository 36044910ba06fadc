using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>Makes or changes an account as another program tells it.</summary>
public sealed class PutAccount(TimeProvider time)
{
    private const int MostAncestors = 50;

    /// <summary>The account and whether it is new.</summary>
    public async Task<(Account Account, bool IsNew)> RunAsync(FeedbackDb db, string externalId, AccountRequest request)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var present = await db.Accounts.FirstOrDefaultAsync(a => a.ExternalId == externalId);
        var fields = new Fields();
        var details = Details(request, present, fields);
        var owner = Owner(request.Owner, fields);
        var parent = fields.Line(request.Parent, "parent", 200);
        fields.End();

        var account = present ?? await db.AccountOfAsync(externalId, now);
        account.Update(details, now);
        if (owner != null)
        {
            var member = await db.StaffOfAsync(owner.Email!, owner.Name, StaffRoles.AccountOwner, now);
            member.Update(owner.Name, owner.Language, owner.TimeZone);
            account.GiveTo(member, now);
        }

        if (parent != null)
        {
            account.PlaceUnder(await ParentAsync(db, account, parent, now), now);
        }

        return (account, present == null);
    }

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

    private static async Task<Account> ParentAsync(FeedbackDb db, Account account, string externalId, DateTime now)
    {
        var parent = await db.AccountOfAsync(externalId, now);
        var above = parent;
        for (var i = 0; above != null; i++)
        {
            if (above.Id == account.Id || i == MostAncestors)
            {
                throw new RuleViolation(ProblemCode.OutOfRange, "An account cannot stand under itself.", "parent");
            }

            above = above.ParentId is { } id ? await db.Accounts.FindAsync(id) : null;
        }

        return parent;
    }
}
