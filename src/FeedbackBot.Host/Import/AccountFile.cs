using System.Globalization;
using CsvHelper;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.Import;

/// <summary>A row of a file of accounts: its line, and what it says or, by column, why it cannot be read.</summary>
public sealed record AccountFileRow(int Line, string ExternalId, AccountRequest Request, IReadOnlyDictionary<string, string> Faults);

/// <summary>Reads accounts from a CSV file; what a row leaves empty stays as it is.</summary>
public static class AccountFile
{
    /// <summary>In any order; the first is needed.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "externalId", "name", "owner", "ownerName", "parent", "annualValue", "potentialValue", "currency", "customerSince", "orderCount", "relationshipLevel", "region",
    ];

    /// <exception cref="RuleViolation">It is not UTF-8, or its first line does not name the columns.</exception>
    public static IEnumerable<AccountFileRow> Read(Stream file, string name) => new CsvFile(name, [.. Columns]).Rows(file).Select(Row);

    private static AccountFileRow Row(CsvReader csv)
    {
        var faults = new Dictionary<string, string>();
        var owner = CsvFile.Field(csv, "owner");
        if (owner == null && CsvFile.Field(csv, "ownerName") != null)
        {
            faults["owner"] = "owner must be the e-mail address of whoever ownerName names.";
        }

        var request = new AccountRequest
        {
            Name = CsvFile.Field(csv, "name"),
            Owner = owner == null ? null : new() { Email = owner, Name = CsvFile.Field(csv, "ownerName") },
            Parent = CsvFile.Field(csv, "parent"),
            AnnualValue = CsvFile.Amount(csv, "annualValue", faults),
            PotentialValue = CsvFile.Amount(csv, "potentialValue", faults),
            Currency = CsvFile.Field(csv, "currency"),
            CustomerSince = CsvFile.Field(csv, "customerSince"),
            OrderCount = Count(CsvFile.Field(csv, "orderCount"), faults),
            RelationshipLevel = Level(CsvFile.Field(csv, "relationshipLevel"), faults),
            Region = CsvFile.Field(csv, "region"),
        };
        return new(csv.Parser.RawRow, CsvFile.Field(csv, "externalId") ?? "", request, faults);
    }

    private static int? Count(string? text, Dictionary<string, string> faults)
    {
        if (text != null && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            faults["orderCount"] = $"orderCount '{text}' must be a whole number.";
            return null;
        }

        return text == null ? null : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static RelationshipLevel? Level(string? text, Dictionary<string, string> faults)
    {
        if (text == null || ColumnForms.TryParse<RelationshipLevel>(text.ToLowerInvariant(), out var level))
        {
            return text == null ? null : ColumnForms.Parse<RelationshipLevel>(text.ToLowerInvariant());
        }

        faults["relationshipLevel"] = $"relationshipLevel '{text}' must be one of {string.Join(", ", ColumnForms.WordsOf<RelationshipLevel>())}.";
        return null;
    }
}
