using System.Globalization;
using CsvHelper;
using FeedbackBot.Host.Api;

namespace FeedbackBot.Host.Import;

/// <summary>A row of a file of orders: its line, and what it says or, by column, why it cannot be read.</summary>
public sealed record OrderRow(int Line, string Number, OrderRequest Request, IReadOnlyDictionary<string, string> Faults);

/// <summary>Reads orders from a CSV file with the columns number, contact, account, product, placedAt, amount, currency, status, in any order.</summary>
public static class OrderFile
{
    /// <exception cref="RuleViolation">It is not UTF-8, or its first line does not name the columns.</exception>
    public static IEnumerable<OrderRow> Read(Stream file, string name) =>
        new CsvFile(name, "number", "contact", "account", "product", "placedAt", "amount", "currency", "status").Rows(file).Select(Row);

    private static OrderRow Row(CsvReader csv)
    {
        var faults = new Dictionary<string, string>();
        var request = new OrderRequest
        {
            Contact = CsvFile.Field(csv, "contact") is { } contact ? new() { ExternalId = contact } : null,
            Account = CsvFile.Field(csv, "account") is { } account ? new() { ExternalId = account } : null,
            Product = CsvFile.Field(csv, "product"),
            PlacedAt = Time(CsvFile.Field(csv, "placedAt"), faults),
            Amount = CsvFile.Amount(csv, "amount", faults),
            Currency = CsvFile.Field(csv, "currency"),
            Status = CsvFile.Field(csv, "status"),
        };
        return new(csv.Parser.RawRow, CsvFile.Field(csv, "number") ?? "", request, faults);
    }

    private static DateTime? Time(string? text, Dictionary<string, string> faults)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length >= 10 && char.IsAsciiDigit(text[0]) && text[4] is '-' or '/'
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        faults["placedAt"] = $"placedAt '{text}' must be a time such as 2026-11-16T08:00:00Z, or a date.";
        return null;
    }
}
