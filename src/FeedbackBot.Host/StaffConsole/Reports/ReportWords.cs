using System.Globalization;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>Says figures in the reader's language, never one without its n.</summary>
public sealed class ReportWords(ConsoleTexts texts, IReadOnlyDictionary<string, string> teams)
{
    public string this[string key] => texts[key];

    /// <summary>zh-Hans or en.</summary>
    public string Language => texts.Language;

    public string Fill(string key, params ReadOnlySpan<(string Name, object? Value)> values) => texts.Fill(key, values);

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#}%");

    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A share or, for NPS, a number of −100…100.</summary>
    public static string Value(Metric metric, double value) => metric == Metric.Nps ? string.Create(CultureInfo.InvariantCulture, $"{value:+0.#;−0.#;0}") : Percent(value);

    public string Value(Score score) => score.Value is { } value ? Value(score.Metric, value) : Few(score.N);

    public string Detail(Score score) => score is { Low: { } low, High: { } high }
        ? Fill("report.detail", ("n", score.N), ("low", Value(score.Metric, low)), ("high", Value(score.Metric, high)))
        : Fill("report.n", ("n", score.N));

    public string Value(Share share) => share.Value is { } value ? Percent(value) : Few(share.N);

    public string Detail(Share share) => share is { Low: { } low, High: { } high }
        ? Fill("report.detail", ("n", share.N), ("low", Percent(low)), ("high", Percent(high)))
        : Fill("report.n", ("n", share.N));

    public string Few(long n) => n == 0 ? texts["report.none"] : Fill("score.few", ("n", n));

    public string Time(double? minutes) => minutes is { } m ? texts.Span(TimeSpan.FromMinutes(m)) : "–";

    /// <summary>Up, down or no clear change, by the interval of the difference.</summary>
    public string Change(Score now, Score before) => ScoreChange.Between(now, before) switch
    {
        Trend.Unknown => texts["trend.unknown"],
        var trend => $"{texts[$"trend.{ColumnForms.Word(trend)}"]} {Fill("report.before", ("value", Value(before)), ("n", before.N))}",
    };

    public string Name(Dimension dimension, string key) => key.Length == 0 ? texts[dimension == Dimension.Account ? "report.no_account" : "report.no_key"] : dimension switch
    {
        Dimension.Team => teams.GetValueOrDefault(key, key),
        Dimension.Tier => texts.Fill("tier.badge", ("tier", texts.Or($"tier.{key}", key))),
        Dimension.Topic => texts.Or($"topic.{key}", key),
        Dimension.Kind => texts.Or($"kind.{key}", key),
        Dimension.ListeningPost => texts.Or($"post.{key}", key),
        Dimension.Language => texts.Or($"language.{key}", key),
        _ => key,
    };

    public string PeriodOf(SeriesPoint point) => point.IsWhole ? point.Period.Name : Fill("report.part", ("period", point.Period.Name));

    public string Weekday(DayOfWeek day) => DayNames.Of(day, texts.Language);

    public static Cell Count(long n, string? link = null) => new(n.ToString("#,0", CultureInfo.InvariantCulture), n, link);

    public Cell Figure(Score score, string? link = null) => new(Value(score), score.Value, link);

    public Cell Interval(Score score) => new(score is { Low: { } low, High: { } high } ? $"{Value(score.Metric, low)} – {Value(score.Metric, high)}" : "") { Bar = CellBar.Of(score) };

    public Cell Figure(Share share) => new(Value(share), share.Value);

    public Cell Minutes(double? minutes) => new(Time(minutes), minutes is { } m ? Math.Round(m, 1) : null);
}
