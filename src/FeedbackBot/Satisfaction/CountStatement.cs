using System.Globalization;
using FeedbackBot.Storage;

namespace FeedbackBot.Satisfaction;

/// <summary>
/// Writes the SELECT of <see cref="ScoreCounts"/>. By hand, for EF Core cannot group by columns chosen at run time in a way both databases take.
/// Names come from closed lists; everything from outside is a parameter.
/// </summary>
internal sealed class CountStatement(bool sqlite)
{
    private static readonly Dimension[] Columns = [.. Enum.GetValues<Dimension>().Where(d => Dimensions.ColumnOf(d) != null)];
    private readonly List<object> _parameters = [];

    public IReadOnlyList<object> Parameters => _parameters;

    public string Write(CountRequest request, string table, string time, string what)
    {
        var periods = request.Periods.Count > 0;
        var grouped = request.By.Select(Dimensions.ColumnOf).Where(c => c != null).Select(c => $"t.{c}").ToList();
        string[] keys = ["t.metric", what, .. grouped, .. periods ? ["p.name"] : Array.Empty<string>()];
        return string.Join('\n', [
            periods ? $"WITH periods (name, starts, ends) AS (VALUES {string.Join(", ", request.Periods.Select(Values))})" : "",
            $"SELECT t.metric AS \"Metric\", {what} AS \"What\", COUNT(*) AS \"N\", {string.Join(", ", Columns.Select(d => Column(d, request)))}, "
                + $"{(periods ? "p.name" : Null("varchar(40)"))} AS \"Period\"",

            // The order of a cross join is kept by SQLite: period by period, each a range of an index that ends in the time.
            $"FROM {(periods ? "periods p CROSS JOIN " : "")}{table} t",
            $"WHERE {string.Join(" AND ", Conditions(request, table, time))}",
            $"GROUP BY {string.Join(", ", keys)}",
        ]);
    }

    private static IEnumerable<string> Always(string table) => table == "invitations" ? ["t.status <> 'cancelled'"] : ["1 = 1"];

    private string Column(Dimension dimension, CountRequest request)
    {
        var column = Dimensions.ColumnOf(dimension)!;
        var isId = column.EndsWith("_id", StringComparison.Ordinal);
        var value = request.By.Contains(dimension) ? $"t.{column}" : Null(isId ? "uuid" : "varchar(60)");
        return $"{value} AS \"{dimension}{(isId ? "Id" : "")}\"";
    }

    private string Null(string type) => sqlite ? "NULL" : $"CAST(NULL AS {type})";

    private string Values(Period period) => $"({Parameter(period.Name)}, {Time(period.From)}, {Time(period.To)})";

    private IEnumerable<string> Conditions(CountRequest request, string table, string time) =>
    [
        .. Always(table),
        .. When(request.Metric, metric => $"t.metric = {Parameter(ColumnForms.Word(metric))}"),
        .. When(request.From, from => $"t.{time} >= {Time(from)}"),
        .. When(request.To, to => $"t.{time} < {Time(to)}"),
        .. When(request.AccountId, id => $"t.account_id = {Parameter(id)}"),
        .. When(request.AccountsOf, id => $"t.account_id IN (SELECT id FROM accounts WHERE owner_id = {Parameter(id)})"),
        .. request.Periods.Count > 0 ? [$"t.{time} >= p.starts AND t.{time} < p.ends"] : Array.Empty<string>(),
    ];

    private static string[] When<T>(T? value, Func<T, string> condition) where T : struct => value == null ? [] : [condition(value.Value)];

    /// <summary>Raw parameters pass by the model's converters: SQLite keeps microseconds since 1970.</summary>
    private string Time(DateTime at) => sqlite
        ? Parameter(ColumnForms.Stored(at))
        : Parameter(at);

    private string Parameter(object value)
    {
        _parameters.Add(value);
        return "{" + (_parameters.Count - 1).ToString(CultureInfo.InvariantCulture) + "}";
    }
}
