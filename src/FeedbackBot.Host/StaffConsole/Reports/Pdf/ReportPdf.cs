using System.Globalization;
using FeedbackBot.Satisfaction.Reports;
using PdfSharp.Drawing;

namespace FeedbackBot.Host.StaffConsole.Reports.Pdf;

/// <summary>A report on paper: what it is about and narrowed to, its figures, its tables with intervals as bars, and how the figures are counted.</summary>
internal static class ReportPdf
{
    /// <summary>Columns from which a table needs the paper the long way.</summary>
    private const int WideFrom = 9;

    public static byte[] Write(BuiltReport report, ConsoleTexts texts, string fontFile, DateTime at)
    {
        var view = report.View;
        using var sheets = new PdfSheets(view.Title, texts.Language, fontFile, view.Sections.Any(s => s.Table.Columns.Count >= WideFrom));
        sheets.Paragraph(view.Title, 18, XBrushes.Black, 6);
        sheets.Paragraph(Scope(report.Scope, report.Choices.OwnerName(report.Scope), texts), 9.5, XBrushes.DimGray, 2);
        Narrowing(sheets, report, texts);
        sheets.Skip(6);
        foreach (var sentence in view.Sentences)
        {
            sheets.Paragraph($"• {sentence}", 9.5, XBrushes.Black, 2);
        }

        Cards(sheets, view.Cards, texts);
        foreach (var section in view.Sections)
        {
            Section(sheets, section, texts);
        }

        Explained(sheets, view.Cards, texts);
        return sheets.Finish(
            $"{view.Title} · {texts.Fill("pdf.made", ("at", at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)))}",
            (page, pages) => texts.Fill("pdf.page", ("page", page), ("pages", pages)));
    }

    private static string Scope(ReportScope scope, string? owner, ConsoleTexts texts)
    {
        var days = texts.Fill("report.scope", ("from", ReportFilter.Day(scope.From)), ("to", ReportFilter.Day(scope.To.AddDays(-1))), ("days", scope.Days));
        return scope.AccountsOf == null ? days : $"{days} · {(owner == null ? texts["report.own_accounts"] : texts.Fill("report.accounts_of", ("name", owner)))}";
    }

    private static void Narrowing(PdfSheets sheets, BuiltReport report, ConsoleTexts texts)
    {
        var words = new ReportWords(texts, new Dictionary<string, string>());
        string[] keys =
        [
            .. report.Filter.Narrowing.Select(f => f.Dimension switch
            {
                Satisfaction.Dimension.Account => report.Choices.Account?.Name ?? f.Value,
                Satisfaction.Dimension.Team => report.Choices.Teams.FirstOrDefault(t => t.Key == f.Value)?.Name.In(texts.Language) ?? f.Value,
                _ => words.Name(f.Dimension, f.Value),
            }),
        ];
        if (keys.Length > 0)
        {
            sheets.Paragraph($"{texts["pdf.narrowed"]}: {string.Join(" · ", keys)}", 9.5, XBrushes.DimGray, 2);
        }
    }

    private static void Cards(PdfSheets sheets, IReadOnlyList<FigureCard> cards, ConsoleTexts texts)
    {
        if (cards.Count > 0)
        {
            sheets.Skip(4);
            PdfTable.Draw(sheets, new(
                [texts["report.figure"], texts["report.value"], texts["report.detail_column"], texts["report.change"]],
                [.. cards.Select(c => (Cell[])[new(c.Title), new(c.Value), new(c.Detail) { Bar = c.Bar }, new(c.Change ?? "")])]));
        }
    }

    private static void Section(PdfSheets sheets, ReportSection section, ConsoleTexts texts)
    {
        sheets.Need(90);
        sheets.Skip(6);
        sheets.Paragraph(section.Title, 12.5, XBrushes.Black, 2);
        if (section.Note != null)
        {
            sheets.Paragraph(section.Note, 8.5, XBrushes.DimGray, 4);
        }

        if (section.Table.Rows.Count == 0)
        {
            sheets.Paragraph(texts["report.nothing"], 9.5, XBrushes.DimGray);
            return;
        }

        PdfTable.Draw(sheets, section.Table);
    }

    private static void Explained(PdfSheets sheets, IReadOnlyList<FigureCard> cards, ConsoleTexts texts)
    {
        if (cards.Count > 0)
        {
            sheets.Need(70);
            sheets.Paragraph(texts["pdf.explained"], 12.5, XBrushes.Black, 2);
            foreach (var card in cards)
            {
                sheets.Paragraph($"{card.Title}: {card.Explain}", 8.5, XBrushes.Black, 2);
            }
        }
    }
}
