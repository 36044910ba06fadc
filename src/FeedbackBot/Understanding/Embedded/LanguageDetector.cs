namespace FeedbackBot.Understanding.Embedded;

/// <summary>What script and known words say about a message's language; for Latin letters the model has the last word.</summary>
/// <param name="Unreadable">Words of a language that nobody here reads.</param>
internal readonly record struct SpokenGuess(string Language, double Confidence, bool Unreadable)
{
    /// <summary>Words in Latin letters, where these make the message.</summary>
    public int Words { get; init; }

    /// <summary>Those of them that we know as English.</summary>
    public int Known { get; init; }

    /// <summary>Those that belong to other languages or have accents.</summary>
    public int Foreign { get; init; }

    /// <param name="english">The model's probability (0…1) that it is English.</param>
    public SpokenGuess With(float english)
    {
        if (Words == 0) return this;
        // Names, brands and codes are in no language, so what nobody knows has to look very English.
        var needed = Known == 0 ? Words == 1 ? 0.9f : 0.75f : Words >= 3 && Known >= 0.8f * Words ? 0.2f : 0.5f;
        if (english >= needed) return this with { Confidence = Math.Round(Math.Max(english, needed), 3) };
        var foreign = Words >= 2 ? english < 0.4f : Foreign > 0 || english < 0.15f;
        return new(LanguageDetector.None, Math.Round(1 - english, 3), foreign);
    }
}

/// <summary>Which of the languages we read a message is in; a name, a number or a picture alone tells none.</summary>
internal sealed class LanguageDetector
{
    public const string None = "und";
    public const string English = "en";
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

    public SpokenGuess Detect(string original, Tally tally, string? hint)
    {
        var seen = Count(tally.Text.Chars);
        CountScripts(original, ref seen);

        if (seen.Kana > 0 && seen.Kana * 4 >= seen.Han) return new(None, 0.97, Unreadable: true);
        if (seen.Strange > seen.Han + seen.Letters / 2) return new(None, 0.97, Unreadable: true);
        var chinese = seen.Han * 0.6;
        var english = seen.English + 0.4 * (seen.Words - seen.English);
        if (seen.Han > 0 && chinese >= english) return Chinese(seen, tally, chinese, english, hint);
        return seen.Words == 0
            ? new(None, 0.7, Unreadable: false)
            : new(English, 0, Unreadable: false) { Words = seen.Words, Known = seen.English, Foreign = seen.Foreign + seen.Accents };
    }

    private SpokenGuess Chinese(Seen seen, Tally tally, double chinese, double english, string? hint)
    {
        if (tally.Phrases == 0 && seen.Words == 0 && IsName(tally.Text.Chars, seen.Han)) return new(None, 0.6, Unreadable: false);
        var traditional = seen.Traditional > seen.Simplified || (seen.Traditional == seen.Simplified && hint == "zh-Hant");
        var clear = Math.Abs(seen.Traditional - seen.Simplified) > 0 ? 0.02 : 0;
        return new(traditional ? "zh-Hant" : "zh-Hans", Math.Round(0.8 + 0.17 * (chinese - english) / (chinese + english) + clear, 3), Unreadable: false);
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
