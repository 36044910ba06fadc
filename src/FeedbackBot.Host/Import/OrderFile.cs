using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using FeedbackBot.Host.Api;

namespace FeedbackBot.Host.Import;

/// <summary>A row of a file of orders: its line, and what it says or why it cannot be read.</summary>
public sealed record OrderRow(int Line, string Number, OrderRequest Request, string? Fault);

/// <summary>Reads orders from a CSV file with the columns number, contact, account, product, placedAt, amount, currency, status, in any order.</summary>
public static class OrderFile
{
    private static readonly string[] Needed = ["number"];
    private static readonly string[] Known = ["number", "contact", "account", "product", "placedat", "amount", "currency", "status"];

    /// <exception cref="RuleViolation">It is not UTF-8, or its first line does not name the columns.</exception>
    public static IEnumerable<OrderRow> Read(Stream file, string name)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            PrepareHeaderForMatch = header => Column(header.Header),
            MissingFieldFound = null,
            BadDataFound = null,
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            TrimOptions = TrimOptions.Trim,
        });
        Header(csv, name);
        while (Next(csv, name))
        {
            yield return Row(csv);
        }
    }

    private static bool Next(CsvReader csv, string name)
    {
        try
        {
            return csv.Read();
        }
        catch (DecoderFallbackException)
        {
            throw new RuleViolation("malformed", $"{name} is not written in UTF-8; save it as \"CSV UTF-8\".");
        }
    }

    private static void Header(CsvReader csv, string name)
    {
        var columns = Next(csv, name) && csv.ReadHeader() ? csv.HeaderRecord!.Select(Column).ToList() : [];
        if (Needed.Except(columns).Any() || columns.FirstOrDefault(c => !Known.Contains(c)) is not null)
        {
            throw new RuleViolation(
                "malformed", $"{name}:1: the first line must name the columns: number, contact, account, product, placedAt, amount, currency, status (number is needed); it names {string.Join(", ", columns)}.");
        }
    }

    private static OrderRow Row(CsvReader csv)
    {
        var faults = new List<string>();
        var request = new OrderRequest
        {
            Contact = Field(csv, "contact") is { } contact ? new() { ExternalId = contact } : null,
            Account = Field(csv, "account") is { } account ? new() { ExternalId = account } : null,
            Product = Field(csv, "product"),
            PlacedAt = Time(Field(csv, "placedat"), faults),
            Amount = Amount(Field(csv, "amount"), faults),
            Currency = Field(csv, "currency"),
            Status = Field(csv, "status"),
        };
        return new(csv.Parser.RawRow, Field(csv, "number") ?? "", request, faults.Count == 0 ? null : string.Join(' ', faults));
    }

    private static string? Field(CsvReader csv, string column) => csv.GetField(column) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    private static DateTime? Time(string? text, List<string> faults)
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

        faults.Add($"placedAt '{text}' must be a time such as 2026-11-16T08:00:00Z, or a date.");
        return null;
    }

    private static decimal? Amount(string? text, List<string> faults)
    {
        if (text is null)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return amount;
        }

        faults.Add($"amount '{text}' must be a number such as 1250.50.");
        return null;
    }

    /// <summary>placedAt, placed_at and "Placed at" are one column.</summary>
    private static string Column(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
