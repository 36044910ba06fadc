using System.Runtime.InteropServices;
using Spectre.Console;

namespace FeedbackBot.Benchmarks;

/// <summary>One row of the table: what is measured, and the figure it should reach.</summary>
public sealed record Row(string Name, string Budget, Func<Pace, Task<IReadOnlyList<Figure>>> RunAsync);

/// <summary>How long to measure: a quick look or the full runs.</summary>
public sealed record Pace(int Runs, TimeSpan Length, double Size)
{
    public static readonly Pace Full = new(5, TimeSpan.FromSeconds(8), 1);
    public static readonly Pace Quick = new(2, TimeSpan.FromSeconds(3), 0.1);
}

/// <summary>One measured quantity over the runs.</summary>
public sealed record Figure(string Name, string Unit, IReadOnlyList<double> Values)
{
    public double Median => Values.Order().ElementAt(Values.Count / 2);
}

/// <summary>Runs rows by name and prints the machine, the figures and the budgets; it asserts nothing and exits 0 whatever it finds.</summary>
public static class Runner
{
    private static readonly IReadOnlyList<Row> Rows =
    [
        new("turns", "≥ 4,000 turns/s, ≤ 300 µs CPU a turn, p99 ≤ 25 ms (32 visitors, SQLite FULL)", TurnsRow.RunAsync),
        new("tickets", "≥ 2,500/s, p99 ≤ 20 ms (POST /api/v1/tickets, 8 clients)", TicketsRow.RunAsync),
        new("reader", "≥ 40,000 messages/s on one thread; load ≤ 300 ms", ReaderRow.RunAsync),
        new("conversation", "median ≤ 3 customer turns to the case", ConversationRow.RunAsync),
        new("queue", "p50 ≤ 5 ms, p99 ≤ 20 ms, ≤ 60 KB of HTML; any four filters, a deep page: the same", QueueRow.RunAsync),
        new("search", "p50 ≤ 5 ms, p99 ≤ 20 ms, Chinese or English", SearchRow.RunAsync),
        new("ticket", "p50 ≤ 8 ms (200 messages)", TicketRow.RunAsync),
        new("rollup", "an answer's roll-ups in its own commit; a rebuild of 1,000,000 answers gives the same figures", ScoresRow.RollupAsync),
        new("dashboards", "p50 ≤ 20 ms at 1,000,000 answers, any filter, a year", ScoresRow.DashboardsAsync),
        new("digest", "10,000 accounts ≤ 30 s, within 1.2 times when history grows 8 times", ScoresRow.DigestsAsync),
        new("themes", "a page at its bound (20,000 texts) ≤ 2 s; 100,000 texts ≤ 10 s", ThemesRow.RunAsync),
        new("live", "p99 ≤ 250 ms from a customer's message to the agent's screen", LiveRow.RunAsync),
        new("widget", "widget.js ≤ 5 KB brotli; scripts of /chat ≤ 40 KB brotli", WidgetRow.RunAsync),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var pace = args.Contains("--quick") ? Pace.Quick : Pace.Full;
        Million.Postgres = Option(args, "--postgres=");
        Million.Kept = Option(args, "--crowd=");
        var names = args.Where(a => !a.StartsWith('-')).ToList();
        var unknown = names.Except(Rows.Select(r => r.Name)).ToList();
        if (unknown.Count > 0)
        {
            Console.Error.WriteLine($"There is no row {unknown[0]}; there are {string.Join(", ", Rows.Select(r => r.Name))}.");
            return 2;
        }

        Console.WriteLine($"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        var table = new Table().AddColumns("row", "figure", "min", "median", "max", "budget");
        foreach (var row in Rows.Where(r => names.Count == 0 || names.Contains(r.Name)))
        {
            await MeasureAsync(row, pace, table);
        }

        Million.Delete();
        AnsiConsole.Profile.Width = 240;
        AnsiConsole.Write(table);
        return 0;
    }

    private static string? Option(string[] args, string name) => args.FirstOrDefault(a => a.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private static async Task MeasureAsync(Row row, Pace pace, Table table)
    {
        try
        {
            var first = true;
            foreach (var figure in await row.RunAsync(pace))
            {
                table.AddRow(
                    first ? row.Name : "",
                    figure.Name,
                    Say(figure.Values.Min(), figure.Unit),
                    Say(figure.Median, figure.Unit),
                    Say(figure.Values.Max(), figure.Unit),
                    first ? row.Budget : "");
                first = false;
            }
        }
        catch (Exception failure)
        {
            // A benchmark reports; a row that could not run says why and the others go on.
            table.AddRow(row.Name, "could not run", "", Markup.Escape(failure.Message), "", row.Budget);
        }
    }

    private static string Say(double value, string unit) => $"{(value >= 100 ? value.ToString("N0") : value.ToString("0.##"))} {unit}";
}
