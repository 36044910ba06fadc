using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>PUT /orders/{number} and GET /orders.</summary>
public static class OrderEndpoints
{
    private const string NewestFirst = "orders";

    public static async Task<IResult> PutAsync(string number, HttpContext http, PutOrder put, UnitOfWork unit)
    {
        var id = ExternalId.Of(http, number);
        var body = await Body.ReadAsync(http, ApiJson.Wire.OrderRequest);
        var (json, isNew) = await unit.RunAsync(async db =>
        {
            var (order, became) = await put.RunAsync(db, id, body.Value);
            var contact = await db.Contacts.FindAsync(order.ContactId);
            var account = order.AccountId is { } home ? await db.Accounts.FindAsync(home) : null;
            return (Form(order, contact?.ExternalId, account?.ExternalId), became == Stored.New);
        });
        return Answers.Put(json, ApiJson.Wire.OrderJson, isNew, "orders", id);
    }

    public static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var query = new Query(http, "contact", "account", "limit", "cursor");
        var (contact, account, limit, after) = (query.Text("contact"), query.Text("account"), query.Limit(), query.After(NewestFirst, parts: 2));
        var before = after == null ? default : new DateTime(query.Number(after[0]), DateTimeKind.Utc);
        query.Fields.End();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var (orders, contacts, accounts) = (db.Orders.AsNoTracking(), db.Contacts, db.Accounts);
        orders = contact == null ? orders : orders.Where(o => contacts.Any(c => c.Id == o.ContactId && c.ExternalId == contact));
        orders = account == null ? orders : orders.Where(o => accounts.Any(a => a.Id == o.AccountId && a.ExternalId == account));
        if (after != null && after[1] is var last)
        {
            orders = orders.Where(o => o.PlacedAt < before || (o.PlacedAt == before && string.Compare(o.Number, last) > 0));
        }

        var page = await orders.OrderByDescending(o => o.PlacedAt).ThenBy(o => o.Number).Take(limit + 1)
            .Select(o => new
            {
                Order = o,
                Contact = contacts.Where(c => c.Id == o.ContactId).Select(c => c.ExternalId).FirstOrDefault(),
                Account = accounts.Where(a => a.Id == o.AccountId).Select(a => a.ExternalId).FirstOrDefault(),
            }).ToListAsync(http.RequestAborted);
        var next = page.Count > limit && page[limit - 1].Order is var end
            ? Cursor.Of(NewestFirst, end.PlacedAt.Ticks.ToString(CultureInfo.InvariantCulture), end.Number)
            : null;
        return Answers.Ok(
            new PageJson<OrderJson>([.. page.Take(limit).Select(o => Form(o.Order, o.Contact, o.Account))], next), ApiJson.Wire.PageJsonOrderJson);
    }

    private static OrderJson Form(Order order, string? contact, string? account) => new()
    {
        Number = order.Number,
        Contact = contact,
        Account = account,
        Product = order.Product,
        PlacedAt = order.PlacedAt,
        Amount = Money.Amount(order.AmountMinor, order.Currency),
        Currency = order.Currency,
        Status = order.Status,
        CreatedAt = order.CreatedAt,
        UpdatedAt = order.UpdatedAt,
    };
}
