using FeedbackBot.Storage;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>
/// The statements by which roll-ups are counted, for a rebuild and for folding in what commits have changed. Facts are laid beside the days they lie in,
/// once; then each grouping and length is counted from them or, where the table was empty, longer periods from its days.
/// </summary>
internal static class RollupSql
{
    /// <summary>How many changes are folded at a time: some milliseconds of the writer's.</summary>
    public const int MostFolded = 500;

    /// <summary>Times have several rows a case and are counted by fewer groupings, so they lie in tables of their own.</summary>
    private const string Timed = "timed";
    private const string Counted = "counted";
    private static readonly string[] Kinds = [Counted, Timed];
    private static readonly string Numbers = string.Join(", ", RollupColumns.Numbers);
    private static readonly string Sums = string.Join(", ", RollupColumns.Numbers.Select(n => $"SUM({n})"));
    private static readonly string NamedSums = string.Join(", ", RollupColumns.Numbers.Select(n => $"SUM({n}) AS {n}"));
    private static readonly string Few = string.Join(", ", CountKey.Kept.Where(d => Grouping.Of(Subject.Scores, [d])!.Lead == null).Select(RollupColumns.FactKey));
    private static readonly string Keys = string.Join(", ", CountKey.Kept.Select(RollupColumns.FactKey));

    public static readonly string EmptyCount = $"CREATE TEMPORARY TABLE counted AS SELECT {RollupColumns.Key}, {Numbers} FROM score_rollups WHERE 1 = 0";

    /// <summary>The changes that are folded next, out of the way of those that come meanwhile.</summary>
    public static readonly IReadOnlyList<string> TakeChanges =
    [
        "DROP TABLE IF EXISTS folding",
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CREATE TEMPORARY TABLE folding AS SELECT * FROM pending_counts ORDER BY sequence LIMIT {MostFolded}"),
        "DELETE FROM pending_counts WHERE sequence IN (SELECT sequence FROM folding)",
    ];

    /// <summary>What rows lack of the facts, changes that wait to be folded being counted out of these; rows of nothing but noughts are none.</summary>
    public static readonly string Differences =
        $"""
        CREATE TEMPORARY TABLE differing AS SELECT {RollupColumns.Key}, {NamedSums} FROM (
            SELECT {RollupColumns.Key}, {Numbers} FROM counted
            UNION ALL SELECT {RollupColumns.Key}, {string.Join(", ", RollupColumns.Numbers.Select(n => $"-{n}"))} FROM score_rollups
        ) AS both_sides
        GROUP BY {RollupColumns.Key}
        HAVING {string.Join(" OR ", RollupColumns.Numbers.Select(n => $"SUM({n}) <> 0"))}
        """;

    public static readonly string ReadDifferences = $"SELECT {RollupColumns.Key}, {Numbers} FROM differing";

    public static readonly string DropNoughts = $"DELETE FROM score_rollups WHERE {string.Join(" AND ", RollupColumns.Numbers.Select(n => $"{n} = 0"))}";

    /// <param name="rows">How many rows of keys and numbers, as places {0}, {1}, …, are added to what is there.</param>
    public static string AddRows(int rows)
    {
        var width = RollupColumns.Key.Split(',').Length + RollupColumns.Numbers.Count;
        var places = Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", Enumerable.Range(row * width, width).Select(i => $"{{{i}}}"))})");
        return $"INSERT INTO score_rollups ({RollupColumns.Key}, {Numbers}) VALUES {string.Join(", ", places)}{Adding("score_rollups")}";
    }

    public static IEnumerable<string> FreshDays(bool sqlite)
    {
        yield return "DROP TABLE IF EXISTS days";
        foreach (var kind in Kinds)
        {
            yield return $"DROP TABLE IF EXISTS {kind}_facts";
            yield return $"DROP TABLE IF EXISTS {kind}_few";
        }

        yield return sqlite
            ? "CREATE TEMPORARY TABLE days (starts INTEGER NOT NULL, ends INTEGER NOT NULL, day TEXT PRIMARY KEY, week TEXT NOT NULL, month TEXT NOT NULL)"
            : "CREATE TEMPORARY TABLE days (starts timestamptz NOT NULL, ends timestamptz NOT NULL, day date PRIMARY KEY, week date NOT NULL, month date NOT NULL)";
    }

    /// <summary>Every answer, question and case.</summary>
    public static IEnumerable<string> AllFacts(bool sqlite) => Kinds.Select(kind =>
        $"CREATE TEMPORARY TABLE {kind}_facts AS {string.Join(" UNION ALL ", FactSource.All.Where(s => KindOf(s.Subject) == kind).Select(s => Facts(s, sqlite)))}");

    /// <summary>Changes from a table like that of the pending ones.</summary>
    /// <param name="sign">A minus where they are to be taken away.</param>
    public static IEnumerable<string> Changes(string table, string sign = "") => Kinds.Select(kind =>
        $"CREATE TEMPORARY TABLE {kind}_facts AS SELECT d.day, d.week, d.month, t.metric, {Keys}, {string.Join(", ", RollupColumns.Numbers.Select(n => $"{sign}t.{n} AS {n}"))} "
        + $"FROM {table} t JOIN days d ON t.at >= d.starts AND t.at < d.ends WHERE t.subject {(kind == Timed ? "=" : "<>")} '{ColumnForms.Word(Subject.Times)}'");

    /// <param name="table">score_rollups, or one like it.</param>
    /// <param name="isEmpty">Nothing stands in it yet, so that its own days can be added up to weeks and months.</param>
    /// <param name="adds">What is there is added to; else rows come beside it, for whoever reads the table to add up.</param>
    public static IEnumerable<string> CountInto(string table, bool isEmpty, bool adds)
    {
        foreach (var kind in Kinds)
        {
            yield return $"CREATE TEMPORARY TABLE {kind}_few AS SELECT day, week, month, metric, {Few}, {NamedSums} FROM {kind}_facts GROUP BY day, week, month, metric, {Few}";
        }

        foreach (var grouping in Grouping.All)
        {
            var fromDays = isEmpty && grouping.Lengths.Contains(PeriodLength.Day);
            foreach (var length in grouping.Lengths.Order())
            {
                foreach (var statement in fromDays && length != PeriodLength.Day ? [FromDays(table, grouping, length)] : FromFacts(table, grouping, length, adds))
                {
                    yield return statement;
                }
            }
        }

        foreach (var kind in Kinds)
        {
            yield return $"DROP TABLE {kind}_facts";
            yield return $"DROP TABLE {kind}_few";
        }
    }

    private static string KindOf(Subject subject) => subject == Subject.Times ? Timed : Counted;

    private static IEnumerable<string> FromFacts(string table, Grouping grouping, PeriodLength length, bool adds)
    {
        var period = ColumnForms.Word(length);
        return Kinds.Where(kind => kind == Counted || Grouping.For(Subject.Times).Contains(grouping)).Select(kind =>
            $"INSERT INTO {table} ({RollupColumns.Key}, {Numbers}) "
            + $"SELECT '{grouping.Name}', '{period}', metric, {Column("lead")}, {period}, {Column("key")}, {Column("second")}, {Sums} "
            + $"FROM {kind}_{(grouping.Lead == null ? "few" : "facts")} WHERE 1 = 1 GROUP BY metric, {period}{string.Concat(grouping.Dimensions.Select(d => $", {RollupColumns.FactKey(d)}"))}"
            + (adds ? Adding(table) : ""));

        string Column(string place) =>
            grouping.Dimensions.Where(d => grouping.ColumnOf(d) == place).Select(RollupColumns.FactKey).FirstOrDefault() ?? "''";
    }

    private static string Adding(string table) =>
        $" ON CONFLICT ({RollupColumns.Key}) DO UPDATE SET {string.Join(", ", RollupColumns.Numbers.Select(n => $"{n} = {table}.{n} + excluded.{n}"))}";

    private static string FromDays(string table, Grouping grouping, PeriodLength length)
    {
        var period = ColumnForms.Word(length);
        return $"INSERT INTO {table} ({RollupColumns.Key}, {Numbers}) "
            + $"SELECT r.grouping, '{period}', r.metric, r.lead, d.{period}, r.key, r.second, {Sums} FROM {table} r JOIN days d ON d.day = r.starts_on "
            + $"WHERE r.grouping = '{grouping.Name}' AND r.length = 'day' GROUP BY r.grouping, r.metric, r.lead, d.{period}, r.key, r.second";
    }

    private static string Facts(FactSource source, bool sqlite) =>
        $"SELECT d.day, d.week, d.month, {source.Metric} AS metric, "
        + string.Join(", ", CountKey.Kept.Select(k => $"{RollupColumns.KeyOf($"t.{Dimensions.ColumnOf(k)}", k)} AS {RollupColumns.FactKey(k)}"))
        + string.Concat(RollupColumns.Numbers.Select((n, column) => $", {source.Number(column)} AS {n}"))

        // SQLite keeps the order of a cross join: day by day, each a range of an index that ends in the time.
        + $" FROM days d {(sqlite ? "CROSS JOIN" : "JOIN")} {source.Table} t ON t.{source.Time} >= d.starts AND t.{source.Time} < d.ends AND {source.Condition}";
}
