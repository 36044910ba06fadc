using FeedbackBot.Surveys;

namespace FeedbackBot.Satisfaction.Reports;

/// <summary>A metric's score with what became of the questions; the response rate is null where none was sent.</summary>
public sealed record MetricFigures(Score Score, long Sent, long Answered, long Dismissed)
{
    public double? ResponseRate => Sent == 0 ? null : (double)Answered / Sent;

    internal static MetricFigures Of(Metric metric, Tally? tally, int minimum) => tally == null
        ? new(ScoreFormula.Of(metric, new Dictionary<int, long>(), minimum), 0, 0, 0)
        : new(ScoreFormula.Of(metric, ScoreColumns.ValuesOf(tally), minimum), tally[ScoreColumns.Sent], tally[ScoreColumns.Answered], tally[ScoreColumns.Dismissed]);
}

/// <summary>All figures of some facts: every survey metric, and how the cases went.</summary>
public sealed record Figures(IReadOnlyDictionary<Metric, MetricFigures> Metrics, ServiceScore Service)
{
    public bool IsEmpty => Service.Cases == 0 && Metrics.Values.All(m => m.Score.N == 0 && m.Sent == 0);
}

/// <summary>A scope's figures, those of as many days before, and the series within.</summary>
public sealed record Overview(ReportScope Scope, Figures Now, Figures Before, IReadOnlyList<SeriesPoint> Series);

/// <summary>One day, week or month.</summary>
/// <param name="IsWhole">False at the ends of a scope that cuts through it.</param>
public sealed record SeriesPoint(Period Period, bool IsWhole, Figures Figures);

/// <summary>One key's figures; the key is an id in capital letters, a word, or empty for those that have none.</summary>
public sealed record BreakdownRow(string Key, Figures Now, Figures Before);
