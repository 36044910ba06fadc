using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>One of the customer's own orders, as imported.</summary>
/// <param name="PlacedOn">The day in the customer's own time zone.</param>
public sealed record KnownOrder(string Number, string? Product, DateOnly PlacedOn);

/// <summary>Reads the last orders of an identified contact; nobody else has any.</summary>
internal static class ReadKnownOrders
{
    private const int Most = 5;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(180);

    public static async Task<IReadOnlyList<KnownOrder>> OrdersOfAsync(this FeedbackDb db, Contact contact, DateTime now)
    {
        if (contact.ExternalId == null)
        {
            return [];
        }

        var since = now - Recent;
        var orders = await db.Orders.AsNoTracking()
            .Where(o => o.ContactId == contact.Id && o.PlacedAt >= since)
            .OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Number).Take(Most).ToListAsync();
        return [.. orders.Select(o => new KnownOrder(o.Number, o.Product, LocalTime.DayOf(o.PlacedAt, contact.TimeZone)))];
    }
}
