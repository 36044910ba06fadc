using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace FeedbackBot.Host.StaffConsole.Reports.Pdf;

/// <summary>Finds the font that reports are printed in: the setting's, the one beside the program, or one that systems usually have.</summary>
internal static class PdfFont
{
    private static readonly string[] OfSystems =
    [
        "C:/Windows/Fonts/Deng.ttf", "C:/Windows/Fonts/simhei.ttf", "C:/Windows/Fonts/simkai.ttf",
        "/System/Library/Fonts/Supplemental/Arial Unicode.ttf", "/Library/Fonts/Arial Unicode.ttf",
        "/usr/share/fonts/truetype/noto/NotoSansSC-Regular.ttf", "/usr/share/fonts/noto/NotoSansSC-Regular.ttf", "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    ];

    private static readonly Lock Once = new();

    /// <summary>Null where there is none. A setting that names no file finds none: nobody should look at another font than they chose.</summary>
    public static string? Find(string? chosen, string programFolder)
    {
        IEnumerable<string> places = chosen is { Length: > 0 } ? [chosen] : [Path.Combine(programFolder, "fonts", "NotoSansSC-Regular.ttf"), .. OfSystems];
        return places.FirstOrDefault(File.Exists);
    }

    public static XFont Of(string file, double size)
    {
        lock (Once)
        {
            GlobalFontSettings.FontResolver ??= new ByFile();
        }

        return new(file, size, XFontStyleEx.Regular);
    }

    /// <summary>A family's name is its file; only what a page uses of it gets into a document.</summary>
    private sealed class ByFile : IFontResolver
    {
        public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(familyName);

        public byte[] GetFont(string faceName) => File.ReadAllBytes(faceName);
    }
}
