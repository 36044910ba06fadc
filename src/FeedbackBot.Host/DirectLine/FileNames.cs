using FeedbackBot.Understanding;

namespace FeedbackBot.Host.DirectLine;

/// <summary>Names of files as they may be kept: no path, no control, nothing that would run where somebody opens it.</summary>
public static class FileNames
{
    private const int MostLength = 200;

    /// <summary>Endings that a double click runs, or that a browser opens as a page with scripts.</summary>
    private static readonly HashSet<string> Running = new(StringComparer.OrdinalIgnoreCase)
    {
        ".exe", ".msi", ".msp", ".bat", ".cmd", ".com", ".scr", ".pif", ".cpl", ".dll", ".sys", ".gadget", ".lnk", ".url", ".reg", ".inf", ".msc",
        ".ps1", ".psm1", ".vb", ".vbs", ".vbe", ".js", ".mjs", ".cjs", ".jse", ".ws", ".wsf", ".wsh", ".hta", ".jar", ".apk", ".aab", ".ipa", ".app",
        ".dmg", ".pkg", ".deb", ".rpm", ".run", ".sh", ".bash", ".command", ".py", ".pl", ".php", ".asp", ".aspx", ".jsp", ".swf", ".iso", ".vhd",
        ".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".svg", ".svgz",
    };

    /// <summary>The name without its path and without what cannot be seen or must not be kept; of a long one the end, where the ending is, not cut inside a character.</summary>
    public static string Clean(string? given)
    {
        var name = PersonalData.Mask(TextCleaning.Clean(Path.GetFileName((given ?? "").Replace('\\', '/'))).ReplaceLineEndings(" ").Replace('\t', ' ').Trim());
        var end = name.Length > MostLength ? name[^MostLength..] : name;
        end = end.Length > 0 && char.IsLowSurrogate(end[0]) ? end[1..] : end;
        return end.Length == 0 ? "file" : end;
    }

    /// <summary>Dots and blanks at the end are dropped by Windows, so they hide nothing here.</summary>
    public static bool Runs(string name) => Running.Contains(Path.GetExtension(name.TrimEnd('.', ' ')));
}
