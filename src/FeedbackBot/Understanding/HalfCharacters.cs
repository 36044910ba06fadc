using System.Buffers.Text;

namespace FeedbackBot.Understanding;

/// <summary>
/// Drops escapes of half a character (a surrogate without its partner, such as \ud83d before a quote) from JSON. Browsers write them where a page cuts
/// a text in the middle of an emoji; a reader of JSON refuses the whole message for it.
/// </summary>
public static class HalfCharacters
{
    private const int EscapeLength = 6;

    /// <summary>The same bytes where nothing is to be dropped, shorter ones otherwise.</summary>
    public static ReadOnlyMemory<byte> Drop(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOf("\\ud"u8) < 0 && json.Span.IndexOf("\\uD"u8) < 0)
        {
            return json;
        }

        var kept = new byte[json.Length];
        var length = 0;
        var text = json.Span;
        while (text.Length > 0)
        {
            var (take, skip) = Next(text);
            text[..take].CopyTo(kept.AsSpan(length));
            length += take;
            text = text[(take + skip)..];
        }

        return kept.AsMemory(0, length);
    }

    /// <summary>How many bytes come next to be kept, and how many after them to be dropped.</summary>
    private static (int Take, int Skip) Next(ReadOnlySpan<byte> text)
    {
        var escape = text.IndexOf((byte)'\\');
        if (escape != 0)
        {
            return (escape < 0 ? text.Length : escape, 0);
        }

        return Unit(text) switch
        {
            null => (Math.Min(2, text.Length), 0),
            { } unit when !char.IsSurrogate(unit) => (EscapeLength, 0),
            { } unit when char.IsHighSurrogate(unit) && Unit(text[EscapeLength..]) is { } next && char.IsLowSurrogate(next) => (2 * EscapeLength, 0),
            _ => (0, EscapeLength),
        };
    }

    /// <summary>The UTF-16 unit that the text begins with as an escape.</summary>
    private static char? Unit(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength && text[0] == '\\' && text[1] == 'u'
        && Utf8Parser.TryParse(text[2..EscapeLength], out ushort unit, out var read, 'x') && read == EscapeLength - 2
            ? (char)unit
            : null;
}
