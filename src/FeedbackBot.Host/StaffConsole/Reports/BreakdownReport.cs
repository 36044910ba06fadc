using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>The same figures for each team, topic, listening post, tier or language: side by side, in the order of their names, never as a ranking.</summary>
internal static class BreakdownReport
{
    public static ReportView Build(IReadOnlyList<BreakdownRow> rows, Dimension dimension, ReportWords words, ReportFilter filter, IReadOnlyDictionary<string, string> teamKeys)
    {
        var title = words[$"report.by.{ColumnForms.Word(dimension)}"];
        var named = rows.Select(r => (Row: r, Name: words.Name(dimension, r.Key))).OrderBy(r => r.Row.Key.Length == 0).ThenBy(r => r.Name, StringComparer.Ordinal).ToArray();
        var scores = named.Select(r => r.Row.Now.Metrics[Metric.Csat].Score).ToArray();
        string[] names = [.. named.Select(r => r.Name)];
        string? Of(BreakdownRow row) => row.Key.Length == 0 ? null : dimension == Dimension.Team ? teamKeys.GetValueOrDefault(row.Key) : row.Key;
        return new(title, [],
        [
            new("csat", words.Fill("report.side_by_side", ("metric", words["metric.csat"])), words["report.forest_note"],
                ChartOption.Forest(names, [.. scores.Select(s => (s.Value, s.Low, s.High))], words["metric.csat"], words["score.interval"], 0, 100),
                new([title, words["score.n"], words["metric.csat"], words["score.interval"], words["report.change"], words["metric.nps"], words["metric.ces"], words["report.response"]],
                    [.. named.Select((r, i) => Scores(r.Row, r.Name, Of(r.Row) is { } key ? filter.With(dimension, key) : null, words))])),
            .. dimension is Dimension.Topic or Dimension.ListeningPost ? [Complaints(named, title, words)] : Array.Empty<ReportSection>(),
            new("cases", words["report.how_cases_went"], words["report.cohort_note"], null,
                new([title, words["report.cases"], words["kind.complaint"], words["report.resolved"], words["report.first_promise"], words["report.resolution_promise"], words["report.first_contact"],
                    words["report.reopened"], words["report.handovers"], words["report.first_time"], words["report.resolution_time"]],
                    [.. named.Select(r => Cases(r.Row, r.Name, Of(r.Row) is { } key ? filter.With(dimension, key) : null, words))])),
        ], []);
    }

    private static Cell[] Scores(BreakdownRow row, string name, ReportFilter? narrowed, ReportWords words)
    {
        var csat = row.Now.Metrics[Metric.Csat];
        var change = ScoreChange.Between(csat.Score, row.Before.Metrics[Metric.Csat].Score);
        return
        [
            new(name, null, narrowed?.Address(ReportPages.Path)), ReportWords.Count(csat.Score.N, narrowed?.Address($"{ReportPages.Path}/answers")), words.Figure(csat.Score), words.Interval(csat.Score),
            new(change == Trend.Unknown ? "" : words[$"trend.{ColumnForms.Word(change)}"]), Other(row, Metric.Nps, words), Other(row, Metric.Ces, words),
            new(csat.ResponseRate is { } rate ? ReportWords.Percent(rate) : "", csat.ResponseRate),
        ];
    }

    /// <summary>A metric nobody was asked for leaves its cell empty.</summary>
    private static Cell Other(BreakdownRow row, Metric metric, ReportWords words) =>
        row.Now.Metrics[metric].Score is { N: > 0 } score ? words.Figure(score) with { Text = $"{words.Value(score)} ({words.Fill("report.n", ("n", score.N))})" } : new("");

    private static Cell[] Cases(BreakdownRow row, string name, ReportFilter? narrowed, ReportWords words)
    {
        var service = row.Now.Service;
        return
        [
            new(name, null, narrowed?.Address(ReportPages.Path)), ReportWords.Count(service.Cases, QueueOf(narrowed)), ReportWords.Count(service.Complaints), ReportWords.Count(service.Resolved),
            words.Figure(service.FirstPromise), words.Figure(service.ResolutionPromise), words.Figure(service.FirstContact), words.Figure(service.Reopened),
            new(service.Handovers is { } hands ? hands.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) : "", service.Handovers),
            words.Minutes(service.Times[Duration.FirstResponse].Median), words.Minutes(service.Times[Duration.Resolution].Median),
        ];
    }

    /// <summary>The cases themselves, as far as the queue can be narrowed the same way.</summary>
    private static string? QueueOf(ReportFilter? filter) => filter is { Tier: null, Post: null, Language: null, Owner: null }
        ? new QueueFilter { Status = QueueFilter.AnyStatus, Account = filter.Account, Team = filter.Team, Topic = filter.Topic, Kind = filter.Kind }.Address(QueuePages.Path)
        : null;

    private static ReportSection Complaints((BreakdownRow Row, string Name)[] named, string title, ReportWords words)
    {
        var most = named.Where(r => r.Row.Now.Service.Complaints > 0).OrderByDescending(r => r.Row.Now.Service.Complaints).ThenBy(r => r.Name, StringComparer.Ordinal).ToArray();
        long[] complaints = [.. most.Select(r => r.Row.Now.Service.Complaints)];
        var (all, sum) = (Math.Max(1, complaints.Sum()), 0L);
        return new("pareto", words["report.pareto"], words["report.pareto_note"],
            ChartOption.Pareto([.. most.Select(r => r.Name)], complaints, words["kind.complaint"], words["report.together"]),
            new([title, words["kind.complaint"], words["report.before_column"], words["report.together"]],
                [.. most.Select((r, i) => (sum += complaints[i]) is var so ? (Cell[])[new(r.Name), ReportWords.Count(complaints[i]), ReportWords.Count(r.Row.Before.Service.Complaints), new(ReportWords.Percent((double)so / all), (double)so / all)] : [])]));
    }
}
