using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>How promises went over time.</summary>
internal static class PromisesReport
{
    public static ReportView Build(Overview overview, ReportWords words)
    {
        string[] names = [.. overview.Series.Select(words.PeriodOf)];
        var service = overview.Series.Select(p => p.Figures.Service).ToArray();
        return new(words["report.promises"], [],
        [
            Kept("first_promise", s => s.FirstPromise), Kept("resolution_promise", s => s.ResolutionPromise),
            Took("first_time", Duration.FirstResponse, Duration.FirstResponseWorking), Took("resolution_time", Duration.Resolution, Duration.ResolutionWorking),
        ], []);

        ReportSection Kept(string id, Func<ServiceScore, Share> of) => new(id, words[$"report.{id}"], words["report.cohort_note"],
            ChartOption.Band(names, [.. service.Select(of).Select(s => (s.Value, s.Low, s.High))], words[$"report.{id}"], words["score.interval"], 0, 100, true),
            new([words["report.period"], words["report.decided"], words["report.kept"], words["score.interval"]],
                [.. names.Select((name, i) => of(service[i]) is var share ? (Cell[])
                [
                    new(name), ReportWords.Count(share.N), words.Figure(share),
                    new(share is { Low: { } low, High: { } high } ? $"{ReportWords.Percent(low)} – {ReportWords.Percent(high)}" : "") { Bar = CellBar.Of(share) },
                ] : [])]));

        ReportSection Took(string id, Duration wall, Duration working) => new(id, words[$"report.{id}"], words["report.time_note"],
            ChartOption.Lines(names,
            [
                (words["report.median"], [.. service.Select(s => s.Times[wall].Median / 60)]), (words["report.p90"], [.. service.Select(s => s.Times[wall].P90 / 60)]),
                (words["report.working_median"], [.. service.Select(s => s.Times[working].Median / 60)]),
            ], false),
            new([words["report.period"], words["report.done"], words["report.median"], words["report.p90"], words["report.working_median"], words["report.working_p90"]],
                [.. names.Select((name, i) => (Cell[])
                [
                    new(name), ReportWords.Count(service[i].Times[wall].N), words.Minutes(service[i].Times[wall].Median), words.Minutes(service[i].Times[wall].P90),
                    words.Minutes(service[i].Times[working].Median), words.Minutes(service[i].Times[working].P90),
                ])]));
    }
}

/// <summary>What became of the questions that were asked.</summary>
internal static class SurveysReport
{
    public static ReportView Build(Overview overview, ReportWords words)
    {
        string[] names = [.. overview.Series.Select(words.PeriodOf)];
        return new(words["report.surveys"], [],
            [.. Enum.GetValues<Metric>().Where(m => m == Metric.Csat || overview.Series.Any(p => p.Figures.Metrics[m].Sent > 0)).Select(Section)], []);

        ReportSection Section(Metric metric)
        {
            var word = ColumnForms.Word(metric);
            var figures = overview.Series.Select(p => p.Figures.Metrics[metric]).ToArray();
            return new(word, words[$"metric.{word}"], words["report.explain.response"],
                ChartOption.Stacked(names,
                [
                    (words["report.answered"], "#0a8f6c", [.. figures.Select(f => f.Answered)]), (words["report.dismissed"], "#d9822b", [.. figures.Select(f => f.Dismissed)]),
                    (words["report.silent"], "#b6bfcc", [.. figures.Select(f => f.Sent - f.Answered - f.Dismissed)]),
                ]),
                new([words["report.period"], words["report.sent"], words["report.answered"], words["report.dismissed"], words["report.silent"], words["report.response"]],
                    [.. names.Select((name, i) => figures[i] is var f ? (Cell[])
                    [
                        new(name), ReportWords.Count(f.Sent), ReportWords.Count(f.Answered), ReportWords.Count(f.Dismissed), ReportWords.Count(f.Sent - f.Answered - f.Dismissed),
                        new(f.ResponseRate is { } rate ? ReportWords.Percent(rate) : "", f.ResponseRate),
                    ] : [])]));
        }
    }
}

/// <summary>When in the week cases come in.</summary>
internal static class HoursReport
{
    public static ReportView Build(IReadOnlyList<HourOfWeek> hours, ReportWords words)
    {
        var days = hours.Chunk(24).ToArray();
        string[] names = [.. days.Select(d => words.Weekday(d[0].Day))];
        return new(words["report.hours"], [],
        [
            new("hours", words["report.hours"], words["report.hours_note"], ChartOption.Week(names, [.. hours.Select(h => h.Cases)], words["report.cases"]),
                new([words["report.weekday"], .. Enumerable.Range(0, 24).Select(h => $"{h:00}")],
                    [.. days.Select((d, i) => (Cell[])[new(names[i]), .. d.Select(h => ReportWords.Count(h.Cases))])])),
            new("hours-complaints", words["report.hours_complaints"], null, ChartOption.Week(names, [.. hours.Select(h => h.Complaints)], words["kind.complaint"]),
                new([words["report.weekday"], .. Enumerable.Range(0, 24).Select(h => $"{h:00}")],
                    [.. days.Select((d, i) => (Cell[])[new(names[i]), .. d.Select(h => ReportWords.Count(h.Complaints))])])),
        ], []);
    }
}

/// <summary>Which groups are more or less satisfied than the rest, said plainly, with what cannot be said.</summary>
internal static class DriversReport
{
    public static ReportView Build(IReadOnlyDictionary<DriverKind, IReadOnlyList<Driver>> found, ReportWords words)
    {
        var claims = found.SelectMany(f => f.Value.Where(d => d.Verdict is DriverVerdict.Lower or DriverVerdict.Higher).Select(d => (f.Key, Driver: d)))
            .OrderByDescending(c => Math.Abs(c.Driver.Difference!.Value)).ToArray();
        return new(words["report.drivers"], [],
            [.. found.Where(f => f.Value.Count > 1).Select(f => Section(f.Key, f.Value, words))],
            claims.Length == 0 ? [words["report.no_drivers"]] : [.. claims.Select(c => Sentence(c.Key, c.Driver, words)), words["report.not_causes"]]);
    }

    private static string Sentence(DriverKind kind, Driver driver, ReportWords words) => words.Fill(
        driver.Verdict == DriverVerdict.Lower ? "report.driver_lower" : "report.driver_higher",
        ("what", words.Fill($"report.driver.{ColumnForms.Word(kind)}", ("key", Name(kind, driver.Key, words)))), ("n", driver.N), ("value", ReportWords.Percent(driver.Value!.Value)),
        ("points", ReportWords.Number(Math.Abs(driver.Difference!.Value) * 100)),
        ("low", ReportWords.Number(Math.Min(Math.Abs(driver.Low!.Value), Math.Abs(driver.High!.Value)) * 100)), ("high", ReportWords.Number(Math.Max(Math.Abs(driver.Low.Value), Math.Abs(driver.High.Value)) * 100)));

    private static ReportSection Section(DriverKind kind, IReadOnlyList<Driver> drivers, ReportWords words)
    {
        var known = drivers.Where(d => d.Difference != null).ToArray();
        string[] names = [.. known.Select(d => Name(kind, d.Key, words))];
        var title = words[$"report.driver_kind.{ColumnForms.Word(kind)}"];
        return new(ColumnForms.Word(kind), title, words["report.drivers_note"],
            known.Length == 0 ? null : ChartOption.Forest(names, [.. known.Select(d => (d.Difference, d.Low, d.High))], words["report.difference"], words["score.interval"], -100, 100),
            new([title, words["score.n"], words["metric.csat"], words["report.difference"], words["score.interval"], words["report.adjusted"], words["report.verdict"]],
                [.. drivers.Select(d => (Cell[])
                [
                    new(Name(kind, d.Key, words)), ReportWords.Count(d.N), new(d.Value is { } v ? ReportWords.Percent(v) : words.Few(d.N), d.Value), new(Points(d.Difference), d.Difference),
                    new(d.Low == null ? "" : $"{Points(d.Low)} – {Points(d.High)}") { Bar = d is { Low: { } low, High: { } high, Difference: { } between } ? new(low, between, high, -1, 1) : null }, new(d.Adjusted is { } p ? p < 0.001 ? "< 0.001" : p.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture) : "", d.Adjusted),
                    new(words[$"report.verdict.{ColumnForms.Word(d.Verdict)}"]),
                ])]));
    }

    private static string Points(double? difference) => difference is { } d ? (d * 100).ToString("+0.#;−0.#;0", System.Globalization.CultureInfo.InvariantCulture) : "";

    private static string Name(DriverKind kind, string key, ReportWords words) => kind switch
    {
        DriverKind.Topic => words.Name(Dimension.Topic, key),
        DriverKind.Team => words.Name(Dimension.Team, key),
        DriverKind.ListeningPost => words.Name(Dimension.ListeningPost, key),
        _ => words[$"report.{ColumnForms.Word(kind)}.{key}"],
    };
}
