namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>A cell as it is read, and as a number where it is one, for programs that calculate.</summary>
/// <param name="Link">Where the figure leads: to what it is made of.</param>
public sealed record Cell(string Text, double? Number = null, string? Link = null);

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
public sealed record FigureCard(string Id, string Title, string Value, string Detail, string? Change, string Explain, string? Link = null);

/// <summary>A whole report.</summary>
public sealed record ReportView(string Title, IReadOnlyList<FigureCard> Cards, IReadOnlyList<ReportSection> Sections, IReadOnlyList<string> Sentences);
