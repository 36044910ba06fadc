using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace FeedbackBot.Host.StaffConsole.Reports.Pdf;

/// <summary>Pages that are written from top to bottom; what does not fit any more goes onto the next. In points.</summary>
internal sealed class PdfSheets : IDisposable
{
    public const double Margin = 42;
    private const double Footer = 24;

    private readonly PdfDocument _document = new();
    private readonly Dictionary<double, XFont> _fonts = [];
    private readonly Dictionary<(string, double), double> _widths = [];
    private readonly string _fontFile;
    private readonly bool _isWide;
    private XGraphics? _page;
    private double _height;

    /// <param name="isWide">Landscape, for tables of many columns.</param>
    public PdfSheets(string title, string language, string fontFile, bool isWide)
    {
        (_fontFile, _isWide) = (fontFile, isWide);
        _document.Info.Title = title;
        _document.Info.Creator = "FeedbackBot";
        _document.Language = language;
        Next();
    }

    public double Width { get; private set; }

    public double Y { get; private set; }

    public XGraphics Page => _page!;

    public double Left => _height - Margin - Footer - Y;

    public void Skip(double height) => Y += height;

    /// <summary>Begins a page where less than this is left of the present one.</summary>
    public bool Need(double height)
    {
        if (Left >= height)
        {
            return false;
        }

        Next();
        return true;
    }

    public void Paragraph(string text, double size, XBrush brush, double after = 4)
    {
        foreach (var line in Wrap(text, size, Width))
        {
            Need(size * 1.4);
            Write(line, size, brush, Margin, Y);
            Y += size * 1.4;
        }

        Y += after;
    }

    /// <summary>One line, from its upper left corner.</summary>
    public void Write(string text, double size, XBrush brush, double x, double y) => Page.DrawString(text, Font(size), brush, new XPoint(x, y + size * 1.05));

    /// <summary>Lines no wider than this: broken at blanks, between Chinese characters, and within a word only where it alone is too long.</summary>
    public IReadOnlyList<string> Wrap(string text, double size, double width) => PdfLines.Break(text, width, piece => Measure(piece, size));

    public double Measure(string text, double size)
    {
        if (!_widths.TryGetValue((text, size), out var width))
        {
            _widths[(text, size)] = width = Page.MeasureString(text, Font(size)).Width;
        }

        return width;
    }

    /// <summary>The whole document, each page with its number and what it is of.</summary>
    public byte[] Finish(string about, Func<int, int, string> number)
    {
        _page?.Dispose();
        _page = null;
        for (var i = 0; i < _document.PageCount; i++)
        {
            using var page = XGraphics.FromPdfPage(_document.Pages[i]);
            var (y, size) = (_height - Margin - 2, 8.0);
            page.DrawLine(new XPen(XColors.LightGray, 0.5), Margin, y - 14, Margin + Width, y - 14);
            page.DrawString(about, Font(size), XBrushes.Gray, new XPoint(Margin, y));
            var text = number(i + 1, _document.PageCount);
            page.DrawString(text, Font(size), XBrushes.Gray, new XPoint(Margin + Width - page.MeasureString(text, Font(size)).Width, y));
        }

        using var memory = new MemoryStream();
        _document.Save(memory, false);
        return memory.ToArray();
    }

    public void Dispose()
    {
        _page?.Dispose();
        _document.Dispose();
    }

    private XFont Font(double size) => _fonts.TryGetValue(size, out var font) ? font : _fonts[size] = PdfFont.Of(_fontFile, size);

    private void Next()
    {
        _page?.Dispose();
        var page = _document.AddPage();
        page.Size = PageSize.A4;
        page.Orientation = _isWide ? PageOrientation.Landscape : PageOrientation.Portrait;
        _page = XGraphics.FromPdfPage(page);
        (Width, _height, Y) = (page.Width.Point - (2 * Margin), page.Height.Point, Margin);
    }
}

/// <summary>Breaks text into lines. Pure.</summary>
internal static class PdfLines
{
    public static IReadOnlyList<string> Break(string text, double width, Func<string, double> measure)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var (line, wide) = ("", 0.0);
            foreach (var piece in Pieces(paragraph))
            {
                var more = measure(piece);
                if (line.Length > 0 && wide + measure(piece.TrimEnd()) > width)
                {
                    lines.Add(line.TrimEnd());
                    (line, wide) = ("", 0);
                }

                foreach (var part in more > width ? piece.EnumerateRunes().Select(r => r.ToString()) : [piece])
                {
                    var size = part == piece ? more : measure(part);
                    if (line.Length > 0 && part != piece && wide + size > width)
                    {
                        lines.Add(line);
                        (line, wide) = ("", 0);
                    }

                    (line, wide) = (line + part, wide + size);
                }
            }

            lines.Add(line.TrimEnd());
        }

        return lines;
    }

    /// <summary>Words with the blanks behind them, and Chinese characters with the marks that may not begin a line.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        var from = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] != ' ' && !char.IsLowSurrogate(text[i]) && !IsClosing(text[i]) && (text[i - 1] == ' ' || IsChinese(text[i]) || IsChinese(text[i - 1]))))
            {
                yield return text[from..i];
                from = i;
            }
        }
    }

    private static bool IsChinese(char c) => c is >= '\u2E80' and <= '\uFFEF' && !IsClosing(c) && c is not ('（' or '“' or '《');

    private static bool IsClosing(char c) => c is '，' or '。' or '；' or '：' or '！' or '？' or '）' or '”' or '》' or '、' or '%';
}
