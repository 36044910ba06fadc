namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>How the columns of roll-ups are called, and how keys are written in them.</summary>
internal static class RollupColumns
{
    /// <summary>Those that make a row's key, without the shard.</summary>
    public const string Key = "grouping, length, metric, lead, starts_on, key, second";

    /// <summary>v0 … v10, sent, answered, dismissed.</summary>
    public static IReadOnlyList<string> Numbers { get; } = [.. Enumerable.Range(0, ScoreFacts.Count).Select(Of)];

    public static string Of(int column) => NameOf(column).ToLowerInvariant();

    public static string NameOf(int column) => column switch
    {
        ScoreFacts.SentAt => "Sent",
        ScoreFacts.AnsweredAt => "Answered",
        ScoreFacts.DismissedAt => "Dismissed",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"V{column}"),
    };

    public static bool IsId(Dimension dimension) => dimension is Dimension.Account or Dimension.Owner or Dimension.Team;

    /// <summary>SQL for a fact's key: both databases write an id in capital letters when told to; what is missing is empty.</summary>
    public static string KeyOf(string column, Dimension dimension) =>
        IsId(dimension) ? $"COALESCE(UPPER(CAST({column} AS text)), '')" : $"COALESCE({column}, '')";

    public static string KeyOf(Guid? id) => id?.ToString().ToUpperInvariant() ?? "";
}
