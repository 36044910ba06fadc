using FeedbackBot.Storage;

namespace FeedbackBot.Satisfaction;

/// <summary>What scores can be grouped by; of day, week and month only one at a time.</summary>
public enum Dimension { Account, Owner, Tier, Team, Topic, Kind, ListeningPost, Language, Day, Week, Month }

/// <summary>Reads and names dimensions.</summary>
public static class Dimensions
{
    /// <summary>A comma-separated list such as account,listeningPost; none for an empty one.</summary>
    public static IReadOnlyList<Dimension> Parse(string? groupBy)
    {
        var chosen = (groupBy ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(One).Distinct().ToArray();
        return chosen.Count(d => LengthOf(d) != null) > 1
            ? throw new RuleViolation("one_period", "Group by one of day, week and month, not by several.", "groupBy")
            : chosen;
    }

    /// <summary>The name in keys: account, listeningPost, week.</summary>
    public static string NameOf(Dimension dimension) =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(dimension.ToString());

    /// <summary>Null for dimensions that are not a stretch of time.</summary>
    internal static PeriodLength? LengthOf(Dimension dimension) => dimension switch
    {
        Dimension.Day => PeriodLength.Day,
        Dimension.Week => PeriodLength.Week,
        Dimension.Month => PeriodLength.Month,
        _ => null,
    };

    /// <summary>The column that answers and invitations both have.</summary>
    internal static string? ColumnOf(Dimension dimension) => dimension switch
    {
        Dimension.Account => "account_id",
        Dimension.Owner => "owner_id",
        Dimension.Team => "team_id",
        _ when LengthOf(dimension) == null => ColumnForms.Word(dimension),
        _ => null,
    };

    private static Dimension One(string name) =>
        Enum.GetValues<Dimension>().Cast<Dimension?>().FirstOrDefault(d => NameOf(d!.Value) == name)
        ?? throw new RuleViolation(
            "unknown_value", $"groupBy knows {string.Join(", ", Enum.GetValues<Dimension>().Select(NameOf))}, not '{name}'.", "groupBy");
}
