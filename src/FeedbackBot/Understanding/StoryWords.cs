using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Understanding;

/// <summary>Counts the words of Lexicon/gist.txt in a part of a story.</summary>
internal static class StoryWords
{
    private const string HanNumbers = "一二两三四五六七八九十几半百千";
    private const string HanMeasures = "次天周月年块元遍号点件台个回倍万分";

    private static readonly Dictionary<string, HashSet<string>> Lists = WordList.Read("gist.txt");
    private static readonly Dictionary<string, (HashSet<string> Whole, HashSet<string> Stems)> English =
        Lists.Where(l => l.Key.StartsWith("english", StringComparison.Ordinal)).ToDictionary(
            l => l.Key, l => (l.Value.Where(w => w[^1] != '*').ToHashSet(), l.Value.Where(w => w[^1] == '*').Select(w => w[..^1]).ToHashSet()));

    public readonly record struct Counts(int Trouble, int Wish, int Times, int Idle, double Numbers);

    public static Counts In(ReadOnlySpan<char> clause)
    {
        var text = clause.ToString().ToLowerInvariant();
        var words = text.Split([.. " \t\n.,!?;:()\"“”…-/"], StringSplitOptions.RemoveEmptyEntries);
        return new(Found("trouble"), Found("wish"), Found("time"), Found("idle"), Numbers(text));

        int Found(string kind) => Lists["chinese " + kind].Count(w => text.Contains(w, StringComparison.Ordinal)) + words.Count(w => Is(w, kind));
    }

    /// <summary>A word that begins something new stands here.</summary>
    public static bool Turns(string story, int at)
    {
        if (story[at] >= '\u2E80')
            return Lists["chinese turns"].Any(w => string.CompareOrdinal(story, at, w, 0, w.Length) == 0);
        if (at == 0 || !char.IsWhiteSpace(story[at - 1]) || !char.IsLetter(story[at])) return false;
        var end = at;
        while (end < story.Length && char.IsLetter(story[end]) && end - at < 16) end++;
        return Lists["english turns"].Contains(story[at..end].ToLowerInvariant());
    }

    private static bool Is(string word, string kind)
    {
        var (whole, stems) = English["english " + kind];
        if (whole.Contains(word.Replace('’', '\''))) return true;
        for (var length = 3; length <= Math.Min(word.Length, 10); length++)
        {
            if (stems.Contains(word[..length])) return true;
        }

        return false;
    }

    private static double Numbers(string text)
    {
        var found = 0d;
        for (var i = 0; i < text.Length; i++)
        {
            var digits = char.IsAsciiDigit(text[i]) && (i == 0 || !char.IsAsciiDigit(text[i - 1]));
            var counted = i + 1 < text.Length && HanNumbers.Contains(text[i]) && HanMeasures.Contains(text[i + 1]) && !text.AsSpan(i).StartsWith("一个");
            found += digits || counted ? 1 : 0;
        }

        return found;
    }
}
