using System.Buffers;
using System.Globalization;
using System.Text;

namespace FeedbackBot.Understanding;

/// <summary>Makes any text safe to store, show and read: applied where text is heard, before anything else sees it.</summary>
public static class TextCleaning
{
    /// <summary>No honest sentence repeats one character this often; the rest of such a run is dropped.</summary>
    private const int LongestRun = 64;

    /// <summary>Combining marks beyond these on one character only climb over the neighbouring lines.</summary>
    private const int MostMarks = 4;

    private static readonly SearchValues<char> Invisible = SearchValues.Create(InvisibleCharacters());

    /// <summary>Removes what cannot be stored or seen; text that needs nothing comes back as the same instance.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = FirstFault(text);
        if (clean == text.Length) return text;

        var kept = new StringBuilder(text.Length).Append(text, 0, clean);
        var run = new Run();
        for (var i = 0; i < clean; i++) run.Takes(text[i]);
        for (var i = clean; i < text.Length; i++)
        {
            if (!Stays(text, i) || !run.Takes(text[i])) continue;
            kept.Append(text[i]);
            if (!char.IsHighSurrogate(text[i])) continue;
            kept.Append(text[++i]);
        }

        return kept.ToString();
    }

    /// <summary>At most so many UTF-16 units, never with half a character at the end: no database gives that back.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private static int FirstFault(string text)
    {
        var run = new Run();
        var span = text.AsSpan();
        var end = span.IndexOfAny(Invisible);
        if (end < 0) end = span.Length;
        for (var i = 0; i < end; i++)
        {
            if (!Stays(text, i) || !run.Takes(text[i])) return i;
            if (char.IsHighSurrogate(text[i])) i++;
        }

        return end;
    }

    private static bool Stays(string text, int at)
    {
        var c = text[at];
        if (char.IsLowSurrogate(c)) return false;
        if (char.IsHighSurrogate(c)) return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        return !Invisible.Contains(c) || (c == '\u200D' && JoinsEmoji(text, at));
    }

    /// <summary>A family emoji is several joined by U+200D; without it the picture falls apart.</summary>
    private static bool JoinsEmoji(string text, int at) =>
        at > 0 && at + 1 < text.Length
        && (char.IsLowSurrogate(text[at - 1]) || text[at - 1] == '\uFE0F')
        && (char.IsHighSurrogate(text[at + 1]) || text[at + 1] >= '\u2600' && text[at + 1] <= '\u27BF');

    private static string InvisibleCharacters()
    {
        var all = new StringBuilder();
        for (var c = '\0'; c < '\u00A0'; c++)
        {
            if (char.IsControl(c) && c is not ('\n' or '\t')) all.Append(c);
        }

        // Soft hyphen, Arabic and Mongolian fillers, zero-width and direction marks, line separators, isolates, byte order mark.
        all.Append("\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u3164\uFEFF\uFFA0");
        for (var c = '\u200B'; c <= '\u200F'; c++) all.Append(c);
        for (var c = '\u2028'; c <= '\u202E'; c++) all.Append(c);
        for (var c = '\u2060'; c <= '\u206F'; c++) all.Append(c);
        for (var c = '\uFFF9'; c <= '\uFFFB'; c++) all.Append(c);

        // No characters at all: normalising text with U+FFFE in it, as search does, throws.
        all.Append("\uFFFE\uFFFF");
        return all.ToString();
    }

    private struct Run
    {
        private char _last;
        private int _length;
        private int _marks;

        public bool Takes(char c)
        {
            if (c >= '\u0300' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                return ++_marks <= MostMarks;
            _marks = 0;
            _length = c == _last ? _length + 1 : 1;
            _last = c;
            return _length <= LongestRun;
        }
    }
}
