using System.Text;
using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Conversations;

/// <summary>The form in which texts are compared: half-width, lower case, simplified, without apostrophes, a space where Han and Latin meet.</summary>
internal static class Plain
{
    /// <summary>What is heard of a very long message; the whole of it is kept, but this much decides.</summary>
    private const int Enough = 4000;

    public static string Of(string text)
    {
        if (text.Length > Enough)
            text = text[..(char.IsHighSurrogate(text[Enough - 1]) ? Enough - 1 : Enough)];
        text = Normalized(text);
        var plain = new StringBuilder(text.Length + 8);
        var before = ' ';
        foreach (var raw in text)
        {
            var c = Folded(raw);
            if (c == '\'') // "whats", "dont": people leave it out
                continue;
            if (char.IsWhiteSpace(c) || char.IsControl(c))
                c = ' ';
            if (c == ' ' && before == ' ')
                continue;
            if (Meet(before, c))
                plain.Append(' ');
            plain.Append(c);
            before = c;
        }
        return plain.ToString().TrimEnd();
    }

    public static IReadOnlyList<string> Clauses(string plain)
    {
        var clauses = new List<string>();
        var start = 0;
        for (var i = 0; i <= plain.Length; i++)
        {
            if (i < plain.Length && !Separates(plain, i))
                continue;
            if (plain[start..i].Trim() is { Length: > 0 } clause)
                clauses.Add(clause);
            start = i + 1;
        }
        return clauses;
    }

    private static bool Separates(string plain, int at) => plain[at] switch
    {
        ',' or '.' or '!' or '?' or ';' or ':' or '~' or '…' or '-' => true,
        ' ' => at > 0 && at + 1 < plain.Length && IsHan(plain[at - 1]) && IsHan(plain[at + 1]),
        _ => false,
    };

    public static bool IsHan(char c) => c is >= '\u3400' and <= '\u9fff';

    private static bool Meet(char before, char c) =>
        (IsHan(before) && char.IsAsciiLetterOrDigit(c)) || (char.IsAsciiLetterOrDigit(before) && IsHan(c));

    private static char Folded(char c) => c switch
    {
        '’' or '‘' or '´' or '`' => '\'',
        '“' or '”' => '"',
        '。' => '.',
        '、' => ',',
        >= 'A' and <= 'Z' => (char)(c + 32),
        < '\u0080' => c,
        >= '\u4e00' and <= '\u9fff' => ChineseScript.Simplified(c),
        _ => char.ToLowerInvariant(c),
    };

    private static string Normalized(string text)
    {
        try
        {
            return System.Text.Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException) // a lone surrogate: compared as it stands
        {
            return text;
        }
    }
}
