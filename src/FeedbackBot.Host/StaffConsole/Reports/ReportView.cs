namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>A cell as it is read, and as a number where it is one, for programs that calculate.</summary>
/// <param name="Link">Where the figure leads: to what it is made of.</param>
public sealed record Cell(string Text, double? Number = null, string? Link = null)
{
    /// <summary>The interval that the text tells, where it can be drawn.</summary>
    public CellBar? Bar { get; init; }
}

/// <summary>An interval with its figure, on a scale.</summary>
public sealed record CellBar(double Low, double Value, double High, double ScaleLow, double ScaleHigh)
{
    /// <summary>Of a share; null where there is no figure.</summary>
    public static CellBar? Of(FeedbackBot.Satisfaction.Share share) => share is { Value: { } value, Low: { } low, High: { } high } ? new(low, value, high, 0, 1) : null;

    /// <summary>Of a share, or of NPS; null where there is no figure.</summary>
    public static CellBar? Of(FeedbackBot.Satisfaction.Score score) => score is not { Value: { } value, Low: { } low, High: { } high } ? null
        : score.Metric == FeedbackBot.Surveys.Metric.Nps ? new(low, value, high, -100, 100) : new(low, value, high, 0, 1);
}

/// <summary>The figures of a section. The same table stands on the page, behind the chart, and in every file.</summary>
public sealed record ReportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows);

/// <summary>A part of a report: perhaps a chart, and its table.</summary>
/// <param name="Note">How it is to be read.</param>
/// <param name="Chart">An ECharts option as JSON; the table says the same.</param>
public sealed record ReportSection(string Id, string Title, string? Note, string? Chart, ReportTable Table);

/// <summary>One figure with what must be told beside it.</summary>
/// <param name="Detail">n and interval.</param>
/// <param name="Change">Against as many days before; only what the intervals allow to say.</param>
/// <param name="Explain">How it is counted.</param>
public sealed record FigureCard(string Id, string Title, string Value, string Detail, string? Change, string Explain, string? Link = null)
{
    /// <summary>Its interval, where it can be drawn.</summary>
    public CellBar? Bar { get; init; }
}

/// <summary>A whole report.</summary>
public sealed record ReportView(string Title, IReadOnlyList<FigureCard> Cards, IReadOnlyList<ReportSection> Sections, IReadOnlyList<string> Sentences);
