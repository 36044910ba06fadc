using System.Text;

namespace FeedbackBot.Understanding.Embedded;

/// <summary>A message as the lexicon sees it: one width, one case, one Chinese script, no elongation, single spaces.</summary>
internal sealed class FoldedText
{
    /// <summary>What is said after this is not read; nobody's matter begins there.</summary>
    public const int MostRead = 16_000;

    [ThreadStatic]
    private static FoldedText? _folder;

    private char[] _chars = new char[512];
    private bool[] _optional = new bool[512];
    private int[] _origins = new int[512];
    private bool _exact;
    private int _at;
    private int _run;

    public int Length { get; private set; }

    public int Exclamations { get; private set; }

    public int Questions { get; private set; }

    public int Ellipses { get; private set; }

    public int Capitals { get; private set; }

    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

    /// <summary>The second of three or more equal letters: it may be there or not ("soooo", "gooood").</summary>
    public bool IsOptional(int at) => _optional[at];

    /// <summary>The piece of the original that was folded to this; the folded piece itself where the original had to be rewritten.</summary>
    public string Quote(string original, int start, int end) =>
        _exact ? original[_origins[start]..(_origins[end - 1] + 1)] : Chars[start..end].ToString();

    /// <summary>Where in the original a folded character was; −1 where the original had to be rewritten.</summary>
    public int Origin(int at) => _exact ? _origins[at] : -1;

    public static string Phrase(string phrase)
    {
        var folded = _folder ??= new FoldedText();
        folded.Fold(phrase);
        return folded.Chars.ToString();
    }

    public void Fold(ReadOnlySpan<char> text)
    {
        Length = Exclamations = Questions = Ellipses = Capitals = _run = 0;
        if (text.Length > MostRead) text = text[..MostRead];
        _exact = !NeedsUnicode(text);
        if (!_exact) text = Compatible(text);
        if (_chars.Length < text.Length + 1)
        {
            _chars = new char[text.Length + 256];
            _optional = new bool[text.Length + 256];
            _origins = new int[text.Length + 256];
        }

        for (var i = 0; i < text.Length; i++)
        {
            _at = i;
            Take(text, ref i);
        }

        if (Length > 0 && _chars[Length - 1] == ' ') Length--;
    }

    /// <summary>Words and Chinese characters behind a place in the text.</summary>
    public int UnitsAfter(int at)
    {
        var units = 0;
        var inWord = false;
        foreach (var c in _chars.AsSpan(at, Length - at))
        {
            var latin = PhraseTrie.IsLatin(c) || c == '\'';
            if (c != ' ' && !IsMark(c) && !(latin && inWord)) units++;
            inWord = latin;
        }

        return units;
    }

    private void Take(ReadOnlySpan<char> text, ref int i)
    {
        var c = text[i];
        if (c is >= '\uFF01' and <= '\uFF5E') c = (char)(c - 0xFEE0);
        switch (c)
        {
            case >= 'a' and <= 'z' or >= '0' and <= '9': Put(c); break;
            case >= 'A' and <= 'Z': Capitals++; Put((char)(c | 0x20)); break;
            case >= '\u4E00' and <= '\u9FFF': Put(ChineseScript.Simplified(c)); break;
            case ' ' or '\t' or '\n' or '\r' or '\u3000' or '\u00A0' or '-' or '_' or '/': Space(c == '\n'); break;
            case '\'' or '\u2018' or '\u2019' or '`' or '\u00B4': Apostrophe(text, i); break;
            case '.' when IsPoint(text, i): Put('.'); break;
            case '.' or '。' or '｡' or '…' or '!' or '?' or ';' or '；': Mark(c is '。' or '｡' or '…' ? '.' : c); break;
            case ',' or '、' or ':' or '~' or '～' or '·' or '—' or '(' or ')' or '"' or '“' or '”': Mark(','); break;
            case >= '\u200B' and <= '\u200F' or '\u2060' or '\uFEFF' or '\u00AD' or >= '\uFE00' and <= '\uFE0F': break;
            // A skin tone says nothing about feeling.
            case '\uD83C' when i + 1 < text.Length && text[i + 1] is >= '\uDFFB' and <= '\uDFFF': i++; break;
            default: Put(char.ToLowerInvariant(c)); break;
        }
    }

    private void Put(char c)
    {
        _run = Length > 0 && _chars[Length - 1] == c && char.IsLetter(c) ? _run + 1 : 1;
        if (_run > 2)
        {
            _optional[Length - 1] = true;
            return;
        }

        _optional[Length] = false;
        _origins[Length] = _at;
        _chars[Length++] = c;
    }

    private void Mark(char mark)
    {
        if (mark == '!') Exclamations++;
        if (mark == '?') Questions++;
        if (Length > 0 && _chars[Length - 1] == ' ') Length--;
        if (Length > 0 && _chars[Length - 1] == mark)
        {
            if (mark == '.') Ellipses++;
            return;
        }

        _optional[Length] = false;
        _origins[Length] = _at;
        _chars[Length++] = mark;
    }

    private void Space(bool newLine)
    {
        if (newLine && Length > 0 && !IsMark(_chars[Length - 1])) Mark('.');
        if (Length == 0 || _chars[Length - 1] == ' ') return;
        _optional[Length] = false;
        _origins[Length] = _at;
        _chars[Length++] = ' ';
    }

    /// <summary>"isn't" and "isnt" are one word, and so are "it's" and "its"; "I'll" stays apart from "ill".</summary>
    private void Apostrophe(ReadOnlySpan<char> text, int i)
    {
        var next = i + 1 < text.Length ? text[i + 1] | 0x20 : ' ';
        if (Length == 0 || !char.IsAsciiLetter(_chars[Length - 1]) || !char.IsAsciiLetter((char)next))
        {
            Mark(',');
            return;
        }

        if (next is not ('t' or 's')) Put('\'');
    }

    private static bool IsPoint(ReadOnlySpan<char> text, int i) =>
        i > 0 && i + 1 < text.Length && char.IsAsciiLetterOrDigit(text[i - 1]) && char.IsAsciiLetterOrDigit(text[i + 1]);

    public static bool IsMark(char c) => c is '.' or ',' or '!' or '?' or ';';

    private static bool NeedsUnicode(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c < '\u00A8' || c is >= '\u4E00' and <= '\u9FFF') continue;
            if (c is '\uD835' or >= '\uFB00' and <= '\uFB06' or >= '\u2070' and <= '\u209F' or >= '\u2100' and <= '\u214F'
                or >= '\u2160' and <= '\u217F' or >= '\u2460' and <= '\u24FF' or >= '\u3200' and <= '\u33FF' or >= '\uF900' and <= '\uFAFF'
                or >= '\uFF66' and <= '\uFF9F' or >= '\u2E80' and <= '\u2FDF') return true;
        }

        return false;
    }

    private static string Compatible(ReadOnlySpan<char> text) =>
        TextCleaning.Clean(text.ToString()).Normalize(NormalizationForm.FormKC);
}
