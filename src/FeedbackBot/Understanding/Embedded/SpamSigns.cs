namespace FeedbackBot.Understanding.Embedded;

/// <summary>Links without a matter, advertisements, keyboard mashing and one thing over and over.</summary>
internal static class SpamSigns
{
    private static readonly string[] KeyboardRuns = ["asdf", "sdfg", "dfgh", "fghj", "ghjk", "hjkl", "qwert", "werty", "zxcv", "xcvb", "cvbn", "vbnm", "qazws", "lkjh", "poiu", "fdsa", "jkl;"];

    public static bool In(string text, Tally tally, LanguageDetector languages)
    {
        var chars = tally.Text.Chars;
        var link = Link(text);
        var advert = (tally.Roles & Roles.Advert) != 0;
        if (link && (advert || tally.Phrases == 0 || OnlyLink(text))) return true;
        return tally.Phrases == 0 && (Mashed(chars, languages) || Repeats(text));
    }

    private static bool Link(string text) =>
        text.Contains("http://", StringComparison.OrdinalIgnoreCase) || text.Contains("https://", StringComparison.OrdinalIgnoreCase)
        || text.Contains("www.", StringComparison.OrdinalIgnoreCase) || text.Contains("t.me/", StringComparison.OrdinalIgnoreCase)
        || text.Contains("bit.ly/", StringComparison.OrdinalIgnoreCase);

    private static bool OnlyLink(string text) =>
        !text.AsSpan().Trim().ContainsAny(' ', '\n', '，') && (text.StartsWith("http", StringComparison.OrdinalIgnoreCase) || text.StartsWith("www", StringComparison.OrdinalIgnoreCase));

    private static bool Mashed(ReadOnlySpan<char> chars, LanguageDetector languages)
    {
        var words = 0;
        var mashed = 0;
        foreach (var range in chars.Split(' '))
        {
            var word = chars[range].Trim(".,!?;");
            if (word.IsEmpty) continue;
            words++;
            if (!languages.IsEnglish(word) && IsMash(word)) mashed++;
        }

        return mashed > 0 && mashed * 2 >= words;
    }

    private static bool IsMash(ReadOnlySpan<char> word)
    {
        if (word.Length < 4 || word.IndexOfAnyExceptInRange('a', 'z') >= 0) return false;
        foreach (var run in KeyboardRuns)
        {
            if (word.Contains(run, StringComparison.Ordinal)) return true;
        }

        var consonants = 0;
        var longest = 0;
        foreach (var c in word)
        {
            consonants = "aeiouy".Contains(c, StringComparison.Ordinal) ? 0 : consonants + 1;
            longest = Math.Max(longest, consonants);
        }

        return longest >= (word.Length >= 8 ? 5 : 6) || (word.Length >= 5 && longest == word.Length) || TwoLettersOnly(word);
    }

    private static bool TwoLettersOnly(ReadOnlySpan<char> word)
    {
        if (word.Length < 6) return false;
        foreach (var c in word)
        {
            if (c != word[0] && c != word[1]) return false;
        }

        return true;
    }

    /// <summary>"aaaaaaaa", "啊啊啊啊啊啊", "abcabcabcabc": the same short piece from end to end. Laughing and marks are let be.</summary>
    private static bool Repeats(string text)
    {
        var span = text.AsSpan().Trim();
        if (span.Length < 6 || !char.IsLetter(span[0]) || "哈呵嘿嘻hHx".Contains(span[0], StringComparison.Ordinal)) return false;
        for (var period = 1; period <= 4 && period * 3 <= span.Length; period++)
        {
            var same = true;
            for (var i = period; i < span.Length && same; i++) same = span[i] == span[i - period];
            if (same) return true;
        }

        return false;
    }
}
