using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>Makes or changes an order as another program or a file tells it; told again, nothing changes.</summary>
public sealed class PutOrder(TimeProvider time)
{
    public const int MostNumber = 100;

    /// <summary>The order and what became of it.</summary>
    public async Task<(Order Order, Stored Became)> RunAsync(FeedbackDb db, string number, OrderRequest request)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var present = db.Orders.Local.FirstOrDefault(o => o.Number == number) ?? await db.Orders.FirstOrDefaultAsync(o => o.Number == number);
        var fields = new Fields();
        fields.Needed(fields.Line(number, "number", MostNumber), "number");
        var contact = fields.Line(request.Contact?.ExternalId, "contact.externalId", ExternalId.Most);
        var account = fields.Line(request.Account?.ExternalId, "account.externalId", ExternalId.Most);
        var details = Details(request, present, now, fields);
        if (present == null)
        {
            fields.Needed(contact, "contact.externalId");
            fields.Needed(details.PlacedAt?.ToString("O"), "placedAt");
        }

        fields.End();
        details = details with
        {
            ContactId = contact == null ? null : (await db.ContactOfAsync(contact, now)).Id,
            AccountId = account == null ? null : (await db.AccountOfAsync(account, now)).Id,
        };
        if (present != null)
        {
            return (present, present.Update(details, now) ? Stored.Changed : Stored.Unchanged);
        }

        var made = new Order(number, details.ContactId!.Value, details.PlacedAt!.Value, now);
        made.Update(details, now);
        db.Orders.Add(made);
        return (made, Stored.New);
    }

    private static OrderDetails Details(OrderRequest request, Order? present, DateTime now, Fields fields)
    {
        var currency = Money.Currency(request.Currency, present?.Currency, fields);
        var amount = Money.Told(request.Amount, currency, present?.AmountMinor, present?.Currency);
        return new()
        {
            Product = fields.Line(request.Product, "product", 200),
            PlacedAt = fields.Past(request.PlacedAt, "placedAt", now),
            AmountMinor = Money.Minor(amount, currency, "amount", fields),
            Currency = currency,
            Status = fields.Line(request.Status, "status", 40),
        };
    }
}

/// <summary>What storing something came to.</summary>
public enum Stored { New, Changed, Unchanged }
