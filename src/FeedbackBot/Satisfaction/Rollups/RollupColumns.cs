namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>How the columns of roll-ups are called, and how keys are written in them.</summary>
internal static class RollupColumns
{
    /// <summary>Those that make a row's key.</summary>
    public const string Key = "grouping, length, metric, lead, starts_on, key, second";

    /// <summary>n0 … n13.</summary>
    public static IReadOnlyList<string> Numbers { get; } = [.. Enumerable.Range(0, Tally.Size).Select(c => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"n{c}"))];

    /// <summary>The column of a key beside facts and changes.</summary>
    public static string FactKey(Dimension dimension) => $"of_{Storage.ColumnForms.Word(dimension)}";

    public static bool IsId(Dimension dimension) => dimension is Dimension.Account or Dimension.Owner or Dimension.Team;

    /// <summary>SQL for a fact's key: both databases write an id in capital letters when told to; what is missing is empty.</summary>
    public static string KeyOf(string column, Dimension dimension) =>
        IsId(dimension) ? $"COALESCE(UPPER(CAST({column} AS text)), '')" : $"COALESCE({column}, '')";

    public static string KeyOf(Guid? id) => id?.ToString().ToUpperInvariant() ?? "";
}
