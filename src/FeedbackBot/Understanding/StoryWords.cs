using System.Collections.Frozen;
using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Understanding;

/// <summary>Counts the words of Lexicon/gist.txt in a part of a story, in one pass.</summary>
internal static class StoryWords
{
    private const string HanNumbers = "一二两三四五六七八九十几半百千";
    private const string HanMeasures = "次天周月年块元遍号点件台个回倍万分";
    private const int LongestWord = 24;
    private const int ShortestStem = 3;

    private enum Kind { Trouble, Wish, Time, Idle, Turns }

    private static readonly FrozenDictionary<string, Kind[]> English;
    private static readonly FrozenDictionary<string, Kind[]> Stems;
    private static readonly FrozenDictionary<char, (string Word, Kind Kind)[]> Chinese;

    static StoryWords()
    {
        var lists = WordList.Read("gist.txt");
        (string Word, Kind Kind)[] Of(string language) =>
            [.. Enum.GetValues<Kind>().SelectMany(k => lists[$"{language} {k.ToString().ToLowerInvariant()}"].Select(w => (w, k)))];
        var english = Of("english").ToLookup(w => w.Word[^1] == '*');
        English = ByWord(english[false]);
        Stems = ByWord(english[true].Select(w => (w.Word[..^1], w.Kind)));
        Chinese = Of("chinese").GroupBy(w => w.Word[0]).ToFrozenDictionary(g => g.Key, g => g.ToArray());
    }

    public readonly record struct Counts(int Trouble, int Wish, int Times, int Idle, int Numbers);

    public static Counts In(ReadOnlySpan<char> clause)
    {
        Span<int> found = stackalloc int[5];
        var numbers = 0;
        for (var i = 0; i < clause.Length; i++)
        {
            if (clause[i] >= '\u2E80')
            {
                CountChinese(clause[i..], found);
                numbers += i + 1 < clause.Length && HanNumbers.Contains(clause[i]) && HanMeasures.Contains(clause[i + 1]) && !clause[i..].StartsWith("一个") ? 1 : 0;
            }
            else if (i == 0 || !IsPartOfWord(clause[i - 1]))
            {
                numbers += char.IsAsciiDigit(clause[i]) ? 1 : 0;
                CountEnglish(WordAt(clause, i), found);
            }
        }

        return new(found[0], found[1], found[2], found[3], numbers);
    }

    /// <summary>A word that begins something new stands here.</summary>
    public static bool Turns(string story, int at)
    {
        if (story[at] >= '\u2E80')
            return Chinese.TryGetValue(story[at], out var words) && Array.Exists(words, w => w.Kind == Kind.Turns && story.AsSpan(at).StartsWith(w.Word));
        return at > 0 && char.IsWhiteSpace(story[at - 1]) && char.IsLetter(story[at])
            && English.TryGetValue(WordAt(story, at), out var kinds) && kinds.Contains(Kind.Turns);
    }

    private static void CountChinese(ReadOnlySpan<char> rest, Span<int> found)
    {
        if (!Chinese.TryGetValue(rest[0], out var words)) return;
        foreach (var (word, kind) in words)
        {
            if (rest.StartsWith(word)) found[(int)kind]++;
        }
    }

    private static void CountEnglish(string word, Span<int> found)
    {
        if (word.Length < 2) return;
        foreach (var kind in English.GetValueOrDefault(word, [])) found[(int)kind]++;
        for (var length = ShortestStem; length <= word.Length; length++)
        {
            foreach (var kind in Stems.GetValueOrDefault(word[..length], [])) found[(int)kind]++;
        }
    }

    private static string WordAt(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < LongestWord && IsPartOfWord(text[end])) end++;
        return text[at..end].ToString().ToLowerInvariant().Replace('’', '\'');
    }

    private static bool IsPartOfWord(char c) => c < '\u2E80' && (char.IsLetterOrDigit(c) || c is '\'' or '’');

    private static FrozenDictionary<string, Kind[]> ByWord(IEnumerable<(string Word, Kind Kind)> words) =>
        words.GroupBy(w => w.Word).ToFrozenDictionary(g => g.Key, g => g.Select(w => w.Kind).ToArray());
}
