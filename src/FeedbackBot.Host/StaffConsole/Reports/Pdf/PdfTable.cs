using PdfSharp.Drawing;

namespace FeedbackBot.Host.StaffConsole.Reports.Pdf;

/// <summary>Draws a report's table: its head again on every page, cells broken into lines, intervals as bars on a common scale.</summary>
internal static class PdfTable
{
    private const double Padding = 3;
    private const double BarHeight = 9;
    private const double LeastWidth = 24;
    private const int MostLines = 14;

    public static void Draw(PdfSheets sheets, ReportTable table)
    {
        var size = table.Columns.Count > 12 ? 6.5 : table.Columns.Count > 7 ? 7.5 : 8.5;
        var widths = Widths(sheets, table, size);
        var head = table.Columns.Select((c, i) => Lines(sheets, c, size, widths[i])).ToArray();
        sheets.Need((3 * size * 1.4) + Height(head, size, false));
        DrawHead(sheets, head, widths, size);
        foreach (var row in table.Rows)
        {
            var cells = row.Select((c, i) => Lines(sheets, c.Text, size, widths[i])).ToArray();
            var height = Height(cells, size, row.Any(c => c.Bar != null));
            if (sheets.Need(height))
            {
                DrawHead(sheets, head, widths, size);
            }

            DrawRow(sheets, row, cells, widths, size, height);
        }

        sheets.Skip(8);
    }

    /// <summary>As wide as the longest line wants, less where that is too much, but never so narrow that nothing stands in it.</summary>
    private static double[] Widths(PdfSheets sheets, ReportTable table, double size)
    {
        var columns = Enumerable.Range(0, table.Columns.Count).ToArray();
        double[] wanted = [.. columns.Select(i => (2 * Padding) + Math.Max(
            table.Rows.Any(r => i < r.Count && r[i].Bar != null) ? 70 : LeastWidth, table.Rows.Select(r => i < r.Count ? r[i].Text : "").Append(table.Columns[i]).Max(t => sheets.Measure(t, size))))];
        double[] needed = [.. columns.Select(i => Math.Min(wanted[i], (2 * Padding) + (i == 0 ? 70 : LeastWidth)))];
        var (over, spare) = (wanted.Sum() - sheets.Width, wanted.Sum() - needed.Sum());
        return over <= 0 ? [.. wanted.Select(w => w * sheets.Width / wanted.Sum())]
            : [.. columns.Select(i => spare <= 0 ? sheets.Width / columns.Length : wanted[i] - ((wanted[i] - needed[i]) * Math.Min(1, over / spare)))];
    }

    private static IReadOnlyList<string> Lines(PdfSheets sheets, string text, double size, double width)
    {
        var lines = sheets.Wrap(text, size, width - (2 * Padding));
        return lines.Count <= MostLines ? lines : [.. lines.Take(MostLines - 1), "…"];
    }

    private static double Height(IReadOnlyList<string>[] cells, double size, bool hasBar) => (2 * Padding) + (Math.Max(1, cells.Max(c => c.Count)) * size * 1.35) + (hasBar ? BarHeight : 0);

    private static void DrawHead(PdfSheets sheets, IReadOnlyList<string>[] head, double[] widths, double size)
    {
        var height = Height(head, size, false);
        sheets.Page.DrawRectangle(new XSolidBrush(XColor.FromArgb(0xE9, 0xED, 0xF3)), PdfSheets.Margin, sheets.Y, sheets.Width, height);
        DrawText(sheets, head, widths, size, XBrushes.Black);
        sheets.Skip(height);
    }

    private static void DrawRow(PdfSheets sheets, IReadOnlyList<Cell> row, IReadOnlyList<string>[] cells, double[] widths, double size, double height)
    {
        DrawText(sheets, cells, widths, size, XBrushes.Black);
        var x = PdfSheets.Margin;
        for (var i = 0; i < row.Count; i++)
        {
            if (row[i].Bar is { } bar)
            {
                DrawBar(sheets.Page, bar, x + Padding, sheets.Y + height - BarHeight, widths[i] - (2 * Padding));
            }

            x += widths[i];
        }

        sheets.Skip(height);
        sheets.Page.DrawLine(new XPen(XColor.FromArgb(0xDF, 0xE3, 0xEA), 0.5), PdfSheets.Margin, sheets.Y, PdfSheets.Margin + sheets.Width, sheets.Y);
    }

    private static void DrawText(PdfSheets sheets, IReadOnlyList<string>[] cells, double[] widths, double size, XBrush brush)
    {
        var x = PdfSheets.Margin;
        for (var i = 0; i < cells.Length; i++)
        {
            for (var line = 0; line < cells[i].Count; line++)
            {
                sheets.Write(cells[i][line], size, brush, x + Padding, sheets.Y + Padding + (line * size * 1.35));
            }

            x += widths[i];
        }
    }

    /// <summary>The scale as a thin line, the interval as a bar on it, the figure as a stroke across.</summary>
    public static void DrawBar(XGraphics page, CellBar bar, double x, double y, double width)
    {
        double At(double value) => x + (width * Math.Clamp((value - bar.ScaleLow) / (bar.ScaleHigh - bar.ScaleLow), 0, 1));
        page.DrawLine(new XPen(XColor.FromArgb(0xB6, 0xBF, 0xCC), 0.6), x, y + 3, x + width, y + 3);
        page.DrawRectangle(new XSolidBrush(XColor.FromArgb(0x8F, 0xB3, 0xEC)), At(bar.Low), y + 1, Math.Max(0.8, At(bar.High) - At(bar.Low)), 4);
        page.DrawLine(new XPen(XColor.FromArgb(0x12, 0x32, 0x6B), 1.4), At(bar.Value), y - 0.5, At(bar.Value), y + 6.5);
    }
}
