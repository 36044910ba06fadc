using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>The first look: every figure once, and how the main ones went.</summary>
internal static class OverviewReport
{
    private static readonly Metric[] Metrics = Enum.GetValues<Metric>();

    public static ReportView Build(Overview overview, ReportWords words, ReportFilter filter)
    {
        var csat = overview.Series.Select(p => p.Figures.Metrics[Metric.Csat]).ToArray();
        string[] names = [.. overview.Series.Select(words.PeriodOf)];
        return new(words["report.overview"], [.. Cards(overview, words, filter)],
        [
            .. Metrics.Where(m => m == Metric.Csat || overview.Series.Any(p => p.Figures.Metrics[m].Score.N > 0)).Select(m => Course(overview, m, names, words)),
            Ratings(csat, names, words),
            Volumes(overview, names, words),
        ], []);
    }

    private static IEnumerable<FigureCard> Cards(Overview overview, ReportWords words, ReportFilter filter)
    {
        var (now, before) = (overview.Now, overview.Before);
        foreach (var metric in Metrics)
        {
            var (figures, earlier) = (now.Metrics[metric], before.Metrics[metric]);
            var word = ColumnForms.Word(metric);
            yield return new(word, words[$"metric.{word}"], words.Value(figures.Score), words.Detail(figures.Score), words.Change(figures.Score, earlier.Score),
                words[$"report.explain.{word}"], filter.Address($"{ReportPages.Path}/answers") is var to && to.Contains('?') ? $"{to}&metric={word}" : $"{to}?metric={word}")
            { Bar = CellBar.Of(figures.Score) };
        }

        var asked = now.Metrics.Values;
        var (sent, answered) = (asked.Sum(m => m.Sent), asked.Sum(m => m.Answered));
        yield return new("response", words["report.response"], sent == 0 ? words["report.none"] : ReportWords.Percent((double)answered / sent),
            words.Fill("report.response_detail", ("answered", answered), ("sent", sent), ("dismissed", asked.Sum(m => m.Dismissed))), null, words["report.explain.response"]);
        var service = now.Service;
        yield return new("cases", words["report.cases"], ReportWords.Count(service.Cases).Text,
            words.Fill("report.cases_detail", ("complaints", service.Complaints), ("resolved", service.Resolved)), words.Fill("report.before_number", ("n", before.Service.Cases)), words["report.explain.cases"]);
        yield return new("sentiment", words["report.sentiment"], service.SentimentIndex is { } index ? ReportWords.Value(Metric.Nps, index) : words.Few(service.Cases),
            service is { SentimentLow: { } low, SentimentHigh: { } high } ? words.Fill("report.detail", ("n", service.Cases), ("low", ReportWords.Value(Metric.Nps, low)), ("high", ReportWords.Value(Metric.Nps, high))) : "",
            null, words["report.explain.sentiment"]);
        foreach (var (id, share, earlier) in Shares(service, before.Service))
        {
            yield return new(id, words[$"report.{id}"], words.Value(share), words.Detail(share), earlier.Value is { } was ? words.Fill("report.before", ("value", ReportWords.Percent(was)), ("n", earlier.N)) : null, words[$"report.explain.{id}"]) { Bar = CellBar.Of(share) };
        }

        foreach (var (id, duration, working) in new[] { ("first_time", Duration.FirstResponse, Duration.FirstResponseWorking), ("resolution_time", Duration.Resolution, Duration.ResolutionWorking) })
        {
            var (wall, hours) = (service.Times[duration], service.Times[working]);
            yield return new(id, words[$"report.{id}"], wall.Median is { } median ? words.Time(median) : words.Few(wall.N),
                words.Fill("report.time_detail", ("p90", words.Time(wall.P90)), ("working", words.Time(hours.Median)), ("working90", words.Time(hours.P90)), ("n", wall.N)), null, words[$"report.explain.{id}"]);
        }
    }

    private static IEnumerable<(string, Share, Share)> Shares(ServiceScore now, ServiceScore before) =>
    [
        ("first_promise", now.FirstPromise, before.FirstPromise), ("resolution_promise", now.ResolutionPromise, before.ResolutionPromise),
        ("first_contact", now.FirstContact, before.FirstContact), ("reopened", now.Reopened, before.Reopened), ("handed_over", now.HandedOver, before.HandedOver),
    ];

    private static ReportSection Course(Overview overview, Metric metric, IReadOnlyList<string> names, ReportWords words)
    {
        var word = ColumnForms.Word(metric);
        var scores = overview.Series.Select(p => p.Figures.Metrics[metric].Score).ToArray();
        var (low, high) = metric == Metric.Nps ? (-100.0, 100.0) : (0.0, 100.0);
        var title = words.Fill("report.course", ("metric", words[$"metric.{word}"]));
        return new($"course-{word}", title, words["report.band_note"],
            ChartOption.Band(names, [.. scores.Select(s => (s.Value, s.Low, s.High))], words[$"metric.{word}"], words["score.interval"], low, high, metric != Metric.Nps),
            new([words["report.period"], words["score.n"], words[$"metric.{word}"], words["score.interval"], words["report.mean"], words["report.top_box"]],
                [.. names.Select((name, i) => new[]
                {
                    new Cell(name), ReportWords.Count(scores[i].N), words.Figure(scores[i]), words.Interval(scores[i]),
                    new Cell(scores[i].Mean is { } mean ? mean.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) : "", scores[i].Mean),
                    new Cell(scores[i].TopBox is { } top ? ReportWords.Percent(top) : "", scores[i].TopBox),
                })]));
    }

    private static ReportSection Ratings(MetricFigures[] csat, IReadOnlyList<string> names, ReportWords words)
    {
        string[] colours = ["#c62828", "#e07a00", "#b6bfcc", "#7cc4a4", "#0a8f6c"];
        return new("ratings", words["report.ratings"], words["report.ratings_note"],
            ChartOption.Stacked(names, [.. Enumerable.Range(1, 5).Select(v => ($"{v}", (string?)colours[v - 1], (IReadOnlyList<long?>)[.. csat.Select(f => f.Score.Shown?[v])]))]),
            new([words["report.period"], words["score.n"], .. Enumerable.Range(1, 5).Select(v => $"{v}")],
                [.. names.Select((name, i) => (Cell[])
                [
                    new(name), ReportWords.Count(csat[i].Score.N), .. Enumerable.Range(1, 5).Select(v => csat[i].Score.Shown is { } shown ? ReportWords.Count(shown[v]) : new Cell("")),
                ])]));
    }

    private static ReportSection Volumes(Overview overview, IReadOnlyList<string> names, ReportWords words)
    {
        var service = overview.Series.Select(p => p.Figures.Service).ToArray();
        return new("volumes", words["report.volumes"], null,
            ChartOption.Stacked(names,
            [
                (words["kind.complaint"], "#c94f5d", [.. service.Select(s => s.Complaints)]), (words["report.other_cases"], "#2f6fde", [.. service.Select(s => s.Cases - s.Complaints)]),
            ]),
            new([words["report.period"], words["report.cases"], words["kind.complaint"], words["report.resolved"], words["report.sentiment"]],
                [.. names.Select((name, i) => new[]
                {
                    new Cell(name), ReportWords.Count(service[i].Cases), ReportWords.Count(service[i].Complaints), ReportWords.Count(service[i].Resolved),
                    new Cell(service[i].SentimentIndex is { } index ? ReportWords.Value(Metric.Nps, index) : "", service[i].SentimentIndex),
                })]));
    }
}
