using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction.Reports;

/// <summary>Reads the figures of a report: a fixed number of queries over roll-ups, however long the history.</summary>
public sealed class ReadReport(ServiceQuery service, IOptions<SatisfactionOptions> options)
{
    private const string Now = "now";
    private const string Before = "before";

    private int Minimum => options.Value.MinimumAnswers;

    private TimeZoneInfo Zone => options.Value.Zone;

    /// <summary>Today by the reporting time zone.</summary>
    public DateOnly DayOf(DateTime moment) => DateOnly.FromDateTime(LocalTime.Of(moment, Zone));

    /// <summary>A scope's days as moments.</summary>
    public (DateTime From, DateTime To) MomentsOf(ReportScope scope) => scope.Period("", Zone) is var period ? (period.From, period.To) : default;

    public async Task<Overview> OverviewAsync(FeedbackDb db, ReportScope scope)
    {
        var series = scope.Series(Zone);
        var found = await ReadAsync(db, scope, null, [scope.Period(Now, Zone), scope.Before.Period(Before, Zone), .. series]);
        var points = series.Select(p => new SeriesPoint(p, Period.Of(scope.Step, p.From, Zone) is var whole && whole.From == p.From && whole.To == p.To, found.Of("", p.Name)));
        return new(scope, found.Of("", Now), found.Of("", Before), [.. points]);
    }

    /// <summary>By one dimension; those without a key come last.</summary>
    public async Task<IReadOnlyList<BreakdownRow>> BreakdownAsync(FeedbackDb db, ReportScope scope, Dimension by)
    {
        var found = await ReadAsync(db, scope, by, [scope.Period(Now, Zone), scope.Before.Period(Before, Zone)]);
        return
        [
            .. found.Keys.Select(key => new BreakdownRow(key, found.Of(key, Now), found.Of(key, Before))).Where(r => !r.Now.IsEmpty)
                .OrderBy(r => r.Key.Length == 0).ThenBy(r => r.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>Scores and cases by key, where there is a dimension, and period.</summary>
    private async Task<Found> ReadAsync(FeedbackDb db, ReportScope scope, Dimension? by, IReadOnlyList<Period> periods)
    {
        var request = new CountRequest { By = by is { } one ? [one] : [], Where = scope.Where, AccountsSeenBy = scope.AccountsOf, Periods = periods };
        var scores = await ScoreCounts.ReadAsync(db, request);
        var cases = await service.ReadAsync(db, request);
        string KeyOf(CountKey key) => by is { } dimension ? key.Of(dimension) : "";
        return new(
            scores.ToLookup(s => (KeyOf(s.Key), s.Key.Period ?? ""), s => (ColumnForms.Parse<Metric>(s.Key.Metric), s.Value)),
            cases.ToDictionary(c => (KeyOf(c.Key), c.Key.Period ?? ""), c => c.Value), Minimum);
    }

    private sealed record Found(
        ILookup<(string Key, string Period), (Metric Metric, Tally Tally)> Scores, Dictionary<(string Key, string Period), ServiceScore> Cases, int Minimum)
    {
        public IEnumerable<string> Keys => Scores.Select(s => s.Key.Key).Concat(Cases.Keys.Select(c => c.Key)).Distinct();

        public Figures Of(string key, string period)
        {
            var tallies = Scores[(key, period)].ToDictionary(s => s.Metric, s => s.Tally);
            return new(
                Enum.GetValues<Metric>().ToDictionary(m => m, m => MetricFigures.Of(m, tallies.GetValueOrDefault(m), Minimum)),
                Cases.GetValueOrDefault((key, period)) ?? ServiceScore.Of(new(), new Dictionary<Duration, Dictionary<int, long>>(), Minimum));
        }
    }
}
