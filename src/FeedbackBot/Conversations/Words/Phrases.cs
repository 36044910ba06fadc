using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace FeedbackBot.Conversations;

/// <summary>A set of phrases as dialog files write them, looked for together.</summary>
/// <remarks>In a phrase, <c>[x]</c> may be missing, <c>(a|b)</c> is either, <c>*</c> is a few words of the same sentence.</remarks>
internal sealed class Phrases
{
    public static readonly Phrases None = new(ByFirst([]), ByFirst([]), ByFirst([]), int.MaxValue);

    /// <summary>A message of set phrases and politeness alone is never longer.</summary>
    public const int WholeAtMost = 160;

    /// <summary>A phrase of which none of so many forms is heard is not meant to be heard in the next.</summary>
    private const int EnoughExamples = 64;

    private readonly FrozenDictionary<char, Phrase[]> _whole;
    private readonly FrozenDictionary<char, Phrase[]> _fillers;
    private readonly FrozenDictionary<char, Phrase[]> _contains;
    private readonly int _atMost;

    private Phrases(FrozenDictionary<char, Phrase[]> whole, FrozenDictionary<char, Phrase[]> fillers, FrozenDictionary<char, Phrase[]> contains, int atMost) =>
        (_whole, _fillers, _contains, _atMost) = (whole, fillers, contains, atMost);

    /// <param name="whole">Phrases that are the message, but for politeness around them.</param>
    /// <param name="contains">Phrases that may stand anywhere in it.</param>
    /// <param name="fillers">Polite words that change nothing.</param>
    /// <param name="atMost">A longer message is about something else, whatever phrase it contains.</param>
    public static Phrases Compile(IEnumerable<string> whole, IEnumerable<string> contains, IEnumerable<string> fillers, int atMost = int.MaxValue)
    {
        var wholes = ByFirst(whole);
        return new(wholes, wholes.Count == 0 ? None._fillers : ByFirst(fillers), ByFirst(contains), atMost);
    }

    /// <summary>What is wrong with the notation of a phrase; null when nothing is.</summary>
    /// <param name="atMost">In a longer message it is not looked for.</param>
    public static string? Fault(string phrase, int atMost = int.MaxValue)
    {
        try
        {
            var parsed = Phrase.Parse(phrase);
            var examples = parsed.Examples().Take(EnoughExamples).Select(Plain.Of).ToList();
            if (!examples.Any(e => parsed.LongestEnd(e, 0) == e.Length))
                return $"a phrase that can never match: it is heard as '{examples[0]}'; expected a space where Chinese meets letters or digits, brackets between them or not";
            return examples.Min(e => e.Length) > atMost
                ? $"a phrase that can never match: it is longer than the {atMost} characters of a message in which it is looked for" : null;
        }
        catch (FormatException broken)
        {
            return broken.Message;
        }
    }

    public bool Match(string plain) => IsWhole(plain) || IsIn(plain);

    public bool IsIn(string plain) => Find(plain).Start >= 0;

    /// <summary>The text without the phrases, to see whether anything else was said.</summary>
    public string Without(string plain)
    {
        if (IsWhole(plain))
            return "";
        var rest = new StringBuilder(plain);
        foreach (var (start, length) in All(plain))
        {
            for (var i = start; i < start + length; i++)
                rest[i] = ' ';
        }
        return rest.ToString();
    }

    /// <summary>Where the first phrase stands; start −1 if none.</summary>
    public (int Start, int Length) Find(string plain, int from = 0)
    {
        if (_contains.Count == 0 || plain.Length > _atMost)
            return (-1, 0);
        for (var start = from; start < plain.Length; start++)
        {
            if (!_contains.TryGetValue(plain[start], out var phrases))
                continue;
            var end = -1;
            foreach (var phrase in phrases)
                end = Math.Max(end, phrase.LongestEnd(plain, start));
            if (end > start)
                return (start, end - start);
        }
        return (-1, 0);
    }

    public IEnumerable<(int Start, int Length)> All(string plain)
    {
        for (var found = Find(plain); found.Start >= 0; found = Find(plain, found.Start + found.Length))
            yield return found;
    }

    /// <summary>The message is one or more of the phrases and politeness, in any order, and nothing else.</summary>
    public bool IsWhole(string plain)
    {
        if (_whole.Count == 0 || plain.Length is 0 or > WholeAtMost)
            return false;
        // What can be reached by politeness alone, and with a phrase among it.
        Span<bool> polite = stackalloc bool[plain.Length + 1];
        Span<bool> said = stackalloc bool[plain.Length + 1];
        Span<bool> ends = stackalloc bool[plain.Length + 1];
        polite[0] = true;
        for (var at = 0; at < plain.Length; at++)
        {
            if (!polite[at] && !said[at])
                continue;
            ends.Clear();
            ends[at + 1] = IsEdge(plain[at]);
            foreach (var filler in _fillers.GetValueOrDefault(plain[at], []))
                filler.Ends(plain, at, ends);
            for (var end = at + 1; end <= plain.Length; end++)
            {
                polite[end] |= ends[end] && polite[at];
                said[end] |= ends[end] && said[at];
            }
            foreach (var phrase in _whole.GetValueOrDefault(plain[at], []))
                phrase.Ends(plain, at, said);
        }
        return said[plain.Length];
    }

    private static bool IsEdge(char c) =>
        char.IsWhiteSpace(c) || char.IsPunctuation(c) || char.IsSymbol(c) || char.IsSurrogate(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    private static FrozenDictionary<char, Phrase[]> ByFirst(IEnumerable<string> phrases) =>
        phrases.Distinct().Select(Phrase.Parse)
            .SelectMany(p => p.Begins.Select(c => (First: c, Phrase: p)))
            .GroupBy(p => p.First)
            .ToFrozenDictionary(g => g.Key, g => g.Select(p => p.Phrase).ToArray());
}
