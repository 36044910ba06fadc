using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace FeedbackBot.Host.Import;

/// <summary>A CSV file whose first line names its columns; which of comma, semicolon and tab parts them is found out.</summary>
internal sealed class CsvFile(string name, params string[] columns)
{
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        PrepareHeaderForMatch = header => Column(header.Header),
        MissingFieldFound = null,
        BadDataFound = null,
        DetectDelimiter = true,
        DetectDelimiterValues = [",", ";", "\t"],
        TrimOptions = TrimOptions.Trim,
    };

    /// <summary>Every row after the first; the first of the columns must be among those named.</summary>
    /// <exception cref="RuleViolation">It is not UTF-8, or its first line does not name the columns.</exception>
    public IEnumerable<CsvReader> Rows(Stream file)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var csv = new CsvReader(reader, Form);
        var named = Next(csv) && csv.ReadHeader() ? csv.HeaderRecord!.Select(Column).ToList() : [];
        var known = columns.Select(Column).ToList();
        if (!named.Contains(known[0]) || named.Except(known).Any())
        {
            throw new RuleViolation(
                "malformed", $"{name}:1: the first line must name the columns: {string.Join(", ", columns)} ({columns[0]} is needed); it names {string.Join(", ", named)}.");
        }

        while (Next(csv))
        {
            yield return csv;
        }
    }

    public static string? Field(CsvReader csv, string column) =>
        csv.GetField(Column(column)) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>A number with a point, without thousands; what is none is noted among the faults, by column.</summary>
    public static decimal? Amount(CsvReader csv, string column, IDictionary<string, string> faults)
    {
        if (Field(csv, column) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return amount;
        }

        faults[column] = $"{column} '{text}' must be a number such as 1250.50.";
        return null;
    }

    private bool Next(CsvReader csv)
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

    /// <summary>placedAt, placed_at and "Placed at" are one column.</summary>
    private static string Column(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
