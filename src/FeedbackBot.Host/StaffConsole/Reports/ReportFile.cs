using System.Globalization;
using System.Text;
using CsvHelper;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>A report as a file, with the very figures of its page.</summary>
public sealed record ReportFile(string Name, string MediaType, byte[] Bytes)
{
    /// <param name="format">csv or xlsx.</param>
    public static ReportFile Write(BuiltReport report, ConsoleTexts texts, string format) =>
        Of(NameOf(report, format), Tables(report, texts), format);

    /// <summary>Any tables as a file.</summary>
    internal static ReportFile Of(string name, IReadOnlyList<(string Title, ReportTable Table)> tables, string format) => format == "csv"
        ? new(name, "text/csv; charset=utf-8", Csv(tables))
        : new(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Excel(tables));

    internal static string NameOf(BuiltReport report, string format) =>
        $"{report.Kind}-{ReportFilter.Day(report.Scope.From)}-{ReportFilter.Day(report.Scope.To.AddDays(-1))}.{format}";

    /// <summary>The cards as a table of their own, then the sections'.</summary>
    private static IReadOnlyList<(string Title, ReportTable Table)> Tables(BuiltReport report, ConsoleTexts texts)
    {
        var about = new List<IReadOnlyList<Cell>>
        {
            new Cell[] { new(texts["report.scope_row"]), new(texts.Fill("report.scope", ("from", ReportFilter.Day(report.Scope.From)), ("to", ReportFilter.Day(report.Scope.To.AddDays(-1))), ("days", report.Scope.Days))) },
        };
        about.AddRange(report.Choices.OwnerName(report.Scope) is { } owner ? [new Cell[] { new("owner"), new(owner) }] : Array.Empty<Cell[]>());
        about.AddRange(report.Filter.Narrowing.Select(f => (Cell[])[new(f.Name), new(f.Value)]));
        about.AddRange(report.View.Cards.Select(c => (Cell[])[new(c.Title), new(c.Value), new(c.Detail), new(c.Change ?? ""), new(c.Explain)]));
        about.AddRange(report.View.Sentences.Select(s => (Cell[])[new(texts["report.in_words"]), new(s)]));
        return
        [
            (report.View.Title, new([texts["report.figure"], texts["report.value"], texts["report.detail_column"], texts["report.change"], texts["report.explain"]], about)),
            .. report.View.Sections.Select(s => (s.Title, s.Table)),
        ];
    }

    /// <summary>UTF-8 with its mark, for spreadsheet programs guess otherwise. Numbers stand as numbers, in points of one for shares.</summary>
    private static byte[] Csv(IReadOnlyList<(string Title, ReportTable Table)> tables)
    {
        using var memory = new MemoryStream();
        using (var text = new StreamWriter(memory, new UTF8Encoding(true)))
        using (var csv = new CsvWriter(text, new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = CsvHelper.Configuration.InjectionOptions.Escape }))
        {
            foreach (var (title, table) in tables)
            {
                csv.WriteField(title);
                csv.NextRecord();
                foreach (var column in table.Columns)
                {
                    csv.WriteField(column);
                }

                csv.NextRecord();
                foreach (var row in table.Rows)
                {
                    foreach (var cell in row)
                    {
                        csv.WriteField(cell.Number is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : cell.Text);
                    }

                    csv.NextRecord();
                }

                csv.NextRecord();
            }
        }

        return memory.ToArray();
    }

    /// <summary>A sheet for each table.</summary>
    private static byte[] Excel(IReadOnlyList<(string Title, ReportTable Table)> tables)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheets = new Sheets();
            workbook.Workbook = new Workbook(sheets);
            for (var i = 0; i < tables.Count; i++)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                part.Worksheet = new Worksheet(new SheetData(Rows(tables[i].Table)));
                sheets.Append(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)i + 1, Name = SheetName(tables[i].Title, i) });
            }
        }

        return memory.ToArray();
    }

    private static IEnumerable<Row> Rows(ReportTable table)
    {
        yield return new Row(table.Columns.Select(c => Text(c)));
        foreach (var row in table.Rows)
        {
            yield return new Row(row.Select(c => c.Number is { } number
                ? new DocumentFormat.OpenXml.Spreadsheet.Cell { CellValue = new CellValue(number), DataType = CellValues.Number }
                : Text(c.Text)));
        }
    }

    private static DocumentFormat.OpenXml.Spreadsheet.Cell Text(string text) => new() { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };

    /// <summary>At most 31 characters, none that Excel refuses, and each only once.</summary>
    private static string SheetName(string title, int number)
    {
        var name = string.Concat(title.Where(c => !"[]:*?/\\'".Contains(c, StringComparison.Ordinal)));
        var end = string.Create(CultureInfo.InvariantCulture, $" {number + 1}");
        return name[..Math.Min(name.Length, 31 - end.Length)] + end;
    }
}
