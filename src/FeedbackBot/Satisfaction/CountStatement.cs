using FeedbackBot.Satisfaction.Rollups;
using FeedbackBot.Storage;

namespace FeedbackBot.Satisfaction;

/// <summary>
/// Writes the SELECTs of <see cref="ScoreCounts"/>: one over roll-up rows, one over the facts themselves. By hand, for EF Core cannot group by columns
/// chosen at run time in a way both databases take. Names come from closed lists; everything from outside is a parameter.
/// </summary>
internal sealed class CountStatement(CountRequest request, bool sqlite)
{
    private readonly List<object> _parameters = [];

    public IReadOnlyList<object> Parameters => _parameters;

    /// <summary>Rows of <paramref name="grouping"/>, and what waits to be folded into them: in one statement, so that nothing is seen twice or not at all.</summary>
    public string OverRollups(Grouping grouping, IReadOnlyList<Tile> tiles, IReadOnlyList<Period> covered) => string.Join('\n', [
        $"WITH tiles (name, length, starts, ends) AS (VALUES {string.Join(", ", tiles.Select(Values))}),",
        $"spans (name, starts, ends) AS (VALUES {string.Join(", ", covered.Select(Values))})",
        Select("r.metric", d => $"r.{grouping.ColumnOf(d)}", n => $"r.{n}"),

        // The order of a cross join is kept by SQLite: tile by tile, each a range of the key.
        "FROM tiles p CROSS JOIN score_rollups r",
        $"WHERE {string.Join(" AND ", RollupConditions(grouping))}",
        Group("r.metric", d => $"r.{grouping.ColumnOf(d)}"),
        "UNION ALL",
        Select("c.metric", d => $"c.{RollupColumns.FactKey(d)}", n => $"c.{n}"),
        "FROM spans p CROSS JOIN pending_counts c",
        $"WHERE {string.Join(" AND ", PendingConditions())}",
        Group("c.metric", d => $"c.{RollupColumns.FactKey(d)}"),
    ]);

    /// <summary>The same numbers from the facts of a source.</summary>
    public string OverFacts(FactSource source, IReadOnlyList<Period> periods)
    {
        var sums = RollupColumns.Numbers.Select((n, column) => Sum(source.Number(column), n));
        var isFixed = source.Metric.StartsWith('\'') && !source.Metric.Contains("||", StringComparison.Ordinal);
        string[] keys = [.. isFixed ? Array.Empty<string>() : [source.Metric], "p.name", .. request.By.Select(d => $"t.{Dimensions.ColumnOf(d)}")];
        return string.Join('\n', [
            $"WITH periods (name, starts, ends) AS (VALUES {string.Join(", ", periods.Select(Values))})",
            $"SELECT {source.Metric} AS \"Metric\", p.name AS \"Period\", {Keys(Key)}, {string.Join(", ", sums)}",

            // Here period by period, each a range of an index that ends in the time.
            $"FROM periods p CROSS JOIN {source.Table} t",
            $"WHERE {string.Join(" AND ", FactConditions(source).Append($"t.{source.Time} >= p.starts AND t.{source.Time} < p.ends"))}",
            $"GROUP BY {string.Join(", ", keys)}",
        ]);
    }

    /// <summary>Answers beside the measures of their cases: by how long the first answer took and how many hands the case went through.</summary>
    public string OverCases(DateTime from, DateTime to)
    {
        const string Wait = "CASE WHEN m.first_minutes < 60 THEN 59 WHEN m.first_minutes < 240 THEN 239 WHEN m.first_minutes < 1440 THEN 1439 WHEN m.first_minutes >= 1440 THEN 1440 END";
        const string Hands = "CASE WHEN m.handovers > 2 THEN 2 ELSE m.handovers END";
        var conditions = FactConditions(FactSource.All[0]).Append($"t.answered_at >= {Time(from)} AND t.answered_at < {Time(to)}");
        return $"""
            SELECT CAST({Wait} AS bigint) AS "Wait", CAST({Hands} AS integer) AS "Handovers",
                CAST(SUM(CASE WHEN t.value >= 4 THEN 1 ELSE 0 END) AS bigint) AS "Satisfied", CAST(COUNT(*) AS bigint) AS "N"
            FROM answers t JOIN case_measures m ON m.ticket_number = t.ticket_number
            WHERE {string.Join(" AND ", conditions)}
            GROUP BY {Wait}, {Hands}
            """;
    }

    /// <summary>Cases by the quarter of an hour in which they were opened: clocks of all time zones lie whole quarters apart.</summary>
    public string OverQuarterHours(DateTime from, DateTime to)
    {
        var quarter = sqlite ? "t.created_at / 900000000" : "CAST(FLOOR(EXTRACT(EPOCH FROM t.created_at) / 900) AS bigint)";
        var conditions = FactConditions(FactSource.All.First(s => s.Subject == Subject.Cases)).Append($"t.created_at >= {Time(from)} AND t.created_at < {Time(to)}");
        return $"""
            SELECT {quarter} AS "Quarter", CAST(COUNT(*) AS bigint) AS "N", CAST(SUM(CASE WHEN t.kind = 'complaint' THEN 1 ELSE 0 END) AS bigint) AS "Complaints"
            FROM case_measures t WHERE {string.Join(" AND ", conditions)} GROUP BY {quarter}
            """;
    }

    /// <summary>A fact's key as the roll-ups write it: an id in capital letters, nothing where there is none.</summary>
    private static string Key(Dimension dimension) => RollupColumns.KeyOf($"t.{Dimensions.ColumnOf(dimension)}", dimension);

    private string Select(string metric, Func<Dimension, string> key, Func<string, string> number) =>
        $"SELECT {metric} AS \"Metric\", p.name AS \"Period\", {Keys(key)}, {string.Join(", ", RollupColumns.Numbers.Select(n => Sum(number(n), n)))}";

    private string Group(string metric, Func<Dimension, string> key) => $"GROUP BY {string.Join(", ", request.By.Select(key).Prepend("p.name").Prepend(metric))}";

    private string Keys(Func<Dimension, string> column) =>
        string.Join(", ", CountKey.Kept.Select(d => $"{(request.By.Contains(d) ? column(d) : "''")} AS \"{d}\""));

    private IEnumerable<string> RollupConditions(Grouping grouping) =>
    [
        $"r.grouping = {Parameter(grouping.Name)} AND r.length = p.length AND r.starts_on >= p.starts AND r.starts_on < p.ends",
        $"r.metric IN ({string.Join(", ", FactSource.MetricsOf(request.Subject, request.Metric).Select(Parameter))})",
        .. grouping.Lead == null ? ["r.lead = ''"] : Array.Empty<string>(),
        .. request.Where.Select(f => $"r.{grouping.ColumnOf(f.Dimension)} = {Parameter(f.Key ?? "")}"),
        .. request.IsOfSomeAccounts ? [$"r.{grouping.ColumnOf(Dimension.Account)} IN ({SomeAccounts(RollupColumns.KeyOf("id", Dimension.Account))})"] : Array.Empty<string>(),
    ];

    private IEnumerable<string> PendingConditions() =>
    [
        "c.at >= p.starts AND c.at < p.ends",
        $"c.metric IN ({string.Join(", ", FactSource.MetricsOf(request.Subject, request.Metric).Select(Parameter))})",
        .. request.Where.Select(f => $"c.{RollupColumns.FactKey(f.Dimension)} = {Parameter(f.Key ?? "")}"),
        .. request.IsOfSomeAccounts ? [$"c.of_account IN ({SomeAccounts(RollupColumns.KeyOf("id", Dimension.Account))})"] : Array.Empty<string>(),
    ];

    /// <summary>All but the time.</summary>
    private IEnumerable<string> FactConditions(FactSource source) =>
    [
        source.Condition,
        .. request is { Subject: Subject.Scores, Metric: { } metric } ? [$"t.metric = {Parameter(ColumnForms.Word(metric))}"] : Array.Empty<string>(),
        .. request.Where.Select(Equal),
        .. request.IsOfSomeAccounts ? [$"t.account_id IN ({SomeAccounts("id")})"] : Array.Empty<string>(),
        .. request.HiddenFrom is { } member ? [$"NOT EXISTS (SELECT 1 FROM recusals x WHERE x.ticket_number = t.ticket_number AND x.staff_id = {Parameter(member)})"] : Array.Empty<string>(),
    ];

    /// <summary>The same accounts as <see cref="Accounts.AccountAccess.CaredForBy"/> where somebody looks, and those owned where they are told.</summary>
    private string SomeAccounts(string column)
    {
        if (request.AccountsOf is { } owner)
        {
            return $"SELECT {column} FROM accounts WHERE owner_id = {Parameter(owner)}";
        }

        var member = Parameter(request.AccountsSeenBy!.Value);
        return $"SELECT {column} FROM accounts WHERE owner_id = {member} OR id IN (SELECT account_id FROM account_deputies WHERE staff_id = {member})";
    }

    private string Equal(KeyFilter filter)
    {
        var column = $"t.{Dimensions.ColumnOf(filter.Dimension)}";
        return filter.Key is not { Length: > 0 } key ? $"{column} IS NULL"
            : $"{column} = {Parameter(RollupColumns.IsId(filter.Dimension) ? Guid.Parse(key) : key)}";
    }

    private string Values(Tile tile) => $"({Parameter(tile.Name)}, {Parameter(ColumnForms.Word(tile.Length))}, {Day(tile.Starts)}, {Day(tile.Ends)})";

    private string Values(Period period) => $"({Parameter(period.Name)}, {Time(period.From)}, {Time(period.To)})";

    /// <summary>Raw parameters pass by the model's converters: SQLite keeps days as text, and moments as microseconds since 1970.</summary>
    private string Day(DateOnly day) => sqlite ? Parameter(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) : Parameter(day);

    private string Time(DateTime at) => sqlite ? Parameter(ColumnForms.Stored(at)) : Parameter(at);

    /// <summary>PostgreSQL sums whole numbers to numeric.</summary>
    private string Sum(string number, string name) => sqlite ? $"SUM({number}) AS \"{name.ToUpperInvariant()}\"" : $"CAST(SUM({number}) AS bigint) AS \"{name.ToUpperInvariant()}\"";

    private string Parameter(object value)
    {
        _parameters.Add(value);
        return "{" + (_parameters.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + "}";
    }
}
