using FeedbackBot.Storage;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>
/// The statements of a rebuild. Facts are laid beside the days they lie in, once; short periods are counted from them and, where a grouping has
/// days, its longer periods from its days.
/// </summary>
internal static class RollupSql
{
    private static readonly string Numbers = string.Join(", ", RollupColumns.Numbers);
    private static readonly string Sums = string.Join(", ", RollupColumns.Numbers.Select(n => $"SUM({n})"));
    private static readonly IReadOnlyList<Dimension> Few = [.. CountKey.Kept.Where(d => Grouping.Of(Subject.Scores, [d])!.Lead == null)];

    public static readonly string EmptyCount = $"CREATE TEMPORARY TABLE counted AS SELECT {RollupColumns.Key}, shard, {Numbers} FROM score_rollups WHERE 1 = 0";

    /// <summary>Rows that are on one side only, or not the same on both; shards are added up, and rows of nothing but noughts are none.</summary>
    public static readonly string Differences =
        $"""
        SELECT COUNT(*) AS "Value" FROM (
            SELECT {RollupColumns.Key} FROM (
                SELECT {RollupColumns.Key}, {Numbers} FROM counted
                UNION ALL SELECT {RollupColumns.Key}, {string.Join(", ", RollupColumns.Numbers.Select(n => $"-{n}"))} FROM score_rollups
            ) AS both_sides
            GROUP BY {RollupColumns.Key}
            HAVING {string.Join(" OR ", RollupColumns.Numbers.Select(n => $"SUM({n}) <> 0"))}
        ) AS differing
        """;

    public static IEnumerable<string> FreshDays(bool sqlite)
    {
        yield return "DROP TABLE IF EXISTS days";
        yield return "DROP TABLE IF EXISTS facts";
        yield return "DROP TABLE IF EXISTS few";
        yield return sqlite
            ? "CREATE TEMPORARY TABLE days (starts INTEGER NOT NULL, ends INTEGER NOT NULL, day TEXT PRIMARY KEY, week TEXT NOT NULL, month TEXT NOT NULL)"
            : "CREATE TEMPORARY TABLE days (starts timestamptz NOT NULL, ends timestamptz NOT NULL, day date PRIMARY KEY, week date NOT NULL, month date NOT NULL)";
    }

    public static IEnumerable<string> CountInto(string table, bool sqlite)
    {
        yield return $"CREATE TEMPORARY TABLE facts AS {string.Join(" UNION ALL ", FactSource.All.Select(s => Facts(s, sqlite)))}";
        var few = string.Join(", ", Few.Select(ColumnOf));
        yield return $"CREATE TEMPORARY TABLE few AS SELECT day, subject, metric, {few}, {Summed()} FROM facts GROUP BY day, subject, metric, {few}";
        foreach (var grouping in Grouping.All)
        {
            var fromDays = grouping.Lengths.Contains(PeriodLength.Day);
            foreach (var length in grouping.Lengths.Order())
            {
                yield return fromDays && length != PeriodLength.Day ? FromDays(table, grouping, length) : FromFacts(table, grouping, length);
            }
        }

        yield return "DROP TABLE facts";
        yield return "DROP TABLE few";
        yield return "DROP TABLE days";
    }

    private static string FromFacts(string table, Grouping grouping, PeriodLength length)
    {
        var period = ColumnForms.Word(length);
        var source = grouping.Lead == null ? "few" : "facts";
        var sums = grouping.Lead == null ? Sums : Summed();
        return $"INSERT INTO {table} ({RollupColumns.Key}, shard, {Numbers}) "
            + $"SELECT '{grouping.Name}', '{period}', metric, {Column("lead")}, {period}, {Column("key")}, {Column("second")}, 0, {sums} "
            + $"FROM {source}{(grouping.Dimensions.Count < 2 ? "" : " WHERE subject = 'scores'")} GROUP BY metric, {period}{string.Concat(grouping.Dimensions.Select(d => $", {ColumnOf(d)}"))}";

        string Column(string place) =>
            grouping.Dimensions.Where(d => grouping.ColumnOf(d) == place).Select(ColumnOf).FirstOrDefault() ?? "''";
    }

    private static string FromDays(string table, Grouping grouping, PeriodLength length)
    {
        var period = ColumnForms.Word(length);
        return $"INSERT INTO {table} ({RollupColumns.Key}, shard, {Numbers}) "
            + $"SELECT r.grouping, '{period}', r.metric, r.lead, d.{period}, r.key, r.second, 0, {Sums} FROM {table} r JOIN days d ON d.day = r.starts_on "
            + $"WHERE r.grouping = '{grouping.Name}' AND r.length = 'day' GROUP BY r.grouping, r.metric, r.lead, d.{period}, r.key, r.second";
    }

    private static string Facts(FactSource source, bool sqlite) =>
        $"SELECT d.day, d.week, d.month, CAST('{ColumnForms.Word(source.Subject)}' AS varchar(10)) AS subject, {source.Metric} AS metric, "
        + string.Join(", ", CountKey.Kept.Select(k => $"{RollupColumns.KeyOf($"t.{Dimensions.ColumnOf(k)}", k)} AS {ColumnOf(k)}"))
        + string.Concat(RollupColumns.Numbers.Select((n, column) => $", {source.Number(column)} AS {n}"))

        // SQLite keeps the order of a cross join: day by day, each a range of an index that ends in the time.
        + $" FROM days d {(sqlite ? "CROSS JOIN" : "JOIN")} {source.Table} t ON t.{source.Time} >= d.starts AND t.{source.Time} < d.ends AND {source.Condition}";

    private static string Summed() => string.Join(", ", RollupColumns.Numbers.Select(n => $"SUM({n}) AS {n}"));

    private static string ColumnOf(Dimension dimension) => $"of_{ColumnForms.Word(dimension)}";
}
