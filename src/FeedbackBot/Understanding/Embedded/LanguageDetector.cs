namespace FeedbackBot.Understanding.Embedded;

/// <summary>Which of the languages we read a message is in; a name, a number or a picture alone tells none.</summary>
internal sealed class LanguageDetector
{
    public const string None = "und";
    private static readonly HashSet<string> Empty = [];
    private readonly HashSet<string> _english;
    private readonly HashSet<string> _foreign;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _englishLookup;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _foreignLookup;
    private readonly string _surnames;

    public LanguageDetector(IEnumerable<LexiconEntry> lexicon)
    {
        var words = WordList.Read("words.txt");
        _english = words["english"];
        _foreign = words["foreign"];
        _surnames = string.Concat(words.GetValueOrDefault("surnames", Empty));
        foreach (var entry in lexicon)
        {
            if (!entry.English) continue;
            foreach (var word in entry.Phrase.Split(' '))
            {
                if (word.Length > 2 && char.IsAsciiLetter(word[0]) && !_foreign.Contains(word)) _english.Add(word.TrimEnd('*'));
            }
        }

        _englishLookup = _english.GetAlternateLookup<ReadOnlySpan<char>>();
        _foreignLookup = _foreign.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool IsEnglish(ReadOnlySpan<char> word) => _englishLookup.Contains(word);

    /// <returns>The language, how sure, and whether the text is words of a language that nobody here reads.</returns>
    public (string Language, double Confidence, bool Unreadable) Detect(string original, Tally tally, string? hint)
    {
        var seen = Count(tally.Text.Chars);
        CountScripts(original, ref seen);

        if (seen.Kana > 0 && seen.Kana * 4 >= seen.Han) return (None, 0.9, true);
        if (seen.Strange > seen.Han + seen.Letters / 2) return (None, 0.9, true);
        var chinese = seen.Han * 0.6;
        var english = seen.English + 0.4 * (seen.Words - seen.English);
        if (seen.Han > 0 && chinese >= english) return Chinese(seen, tally, chinese, english, hint);
        return Latin(seen, chinese);
    }

    private (string, double, bool) Chinese(Seen seen, Tally tally, double chinese, double english, string? hint)
    {
        if (tally.Phrases == 0 && seen.Words == 0 && IsName(tally.Text.Chars, seen.Han)) return (None, 0.6, false);
        var traditional = seen.Traditional > seen.Simplified || (seen.Traditional == seen.Simplified && hint == "zh-Hant");
        var clear = Math.Abs(seen.Traditional - seen.Simplified) > 0 ? 0.12 : 0;
        var confidence = 0.6 + 0.27 * (chinese - english) / (chinese + english) + clear;
        return (traditional ? "zh-Hant" : "zh-Hans", Math.Round(Math.Min(0.99, confidence), 3), false);
    }

    private static (string, double, bool) Latin(Seen seen, double chinese)
    {
        if (seen.Words == 0) return (None, 0.5, false);
        var foreign = seen.Foreign + 0.5 * seen.Accents;
        if (foreign > 0.8 * seen.English && (foreign >= 1 || seen.English == 0) && foreign > 0) return (None, 0.8, seen.Words > 1 || seen.Foreign > 0);
        // A long text of unknown words is a language we do not know; a short one is names and codes.
        if (seen.English == 0) return (None, 0.6, seen.Words >= 5);
        var share = seen.English / (double)seen.Words;
        if (seen.Words >= 6 && share < 0.2) return (None, 0.6, true);
        var confidence = 0.55 + 0.35 * share + Math.Min(0.09, 0.015 * seen.Words) - 0.1 * Math.Min(1, chinese);
        return ("en", Math.Round(Math.Clamp(confidence, 0.3, 0.99), 3), false);
    }

    private bool IsName(ReadOnlySpan<char> text, int han) =>
        han is 2 or 3 && text.Length == han && _surnames.Contains(text[0], StringComparison.Ordinal);

    private Seen Count(ReadOnlySpan<char> text)
    {
        var seen = new Seen();
        for (var i = 0; i < text.Length;)
        {
            if (!PhraseTrie.IsLatin(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && (PhraseTrie.IsLatin(text[i]) || text[i] == '\'')) i++;
            Word(text[start..i], ref seen);
        }

        return seen;
    }

    private void Word(ReadOnlySpan<char> word, ref Seen seen)
    {
        if (word.IndexOfAnyInRange('0', '9') >= 0) return;
        seen.Words++;
        seen.Letters += word.Length;
        if (word.IndexOfAnyInRange('\u00C0', '\u024F') >= 0) seen.Accents++;
        if (_foreignLookup.Contains(word)) seen.Foreign++;
        else if (_englishLookup.Contains(word) || (word.IndexOf('\'') is > 0 and var cut && _englishLookup.Contains(word[..cut]))) seen.English++;
    }

    private static void CountScripts(string text, ref Seen seen)
    {
        var end = Math.Min(text.Length, FoldedText.MostRead);
        for (var i = 0; i < end; i++)
        {
            var c = text[i];
            if (c < '\u0370') continue;
            if (c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF') seen.Han++;
            if (ChineseScript.IsTraditional(c)) seen.Traditional++;
            else if (ChineseScript.IsSimplified(c)) seen.Simplified++;
            else if (c is >= '\u3041' and <= '\u30FA' or >= '\uFF66' and <= '\uFF9D') seen.Kana++;
            else if (c is >= '\u0370' and <= '\u1FFF' or >= '\uAC00' and <= '\uD7AF' or >= '\uA000' and <= '\uABFF') seen.Strange++;
        }
    }

    private struct Seen
    {
        public int Han, Traditional, Simplified, Kana, Strange, Words, Letters, English, Foreign, Accents;
    }
}
