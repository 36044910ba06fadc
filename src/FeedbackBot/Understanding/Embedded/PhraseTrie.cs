namespace FeedbackBot.Understanding.Embedded;

/// <summary>Finds every lexicon phrase in one pass: edges of all nodes lie in one hash table, so a step is one look-up.</summary>
internal sealed class PhraseTrie
{
    private readonly int[] _roots = new int[char.MaxValue + 1];
    private readonly List<LexiconEntry?> _found = [null];
    private readonly List<LexiconEntry?> _openEnded = [null];
    private readonly Dictionary<long, int> _building = [];
    private readonly long[] _keys;
    private readonly int[] _targets;
    private readonly int _mask;

    /// <param name="entries">A phrase that ends in an asterisk goes on to the end of the word.</param>
    public PhraseTrie(IEnumerable<LexiconEntry> entries)
    {
        foreach (var entry in entries) Insert(entry);
        for (var node = 0; node < _found.Count; node++)
        {
            if (_found[node] is { } word && _openEnded[node] is { } stem) word.Take(stem);
        }

        var size = 1024;
        while (size < _building.Count * 2) size *= 2;
        _mask = size - 1;
        _keys = new long[size];
        _targets = new int[size];
        foreach (var (key, node) in _building)
        {
            var slot = Slot(key);
            while (_keys[slot] != 0) slot = (slot + 1) & _mask;
            _keys[slot] = key;
            _targets[slot] = node;
        }

        _building = [];
    }

    /// <summary>Longest phrase from each start; one that lies inside another found before it is left out.</summary>
    public void Find(FoldedText text, List<Token> into, LexiconEntry? besides = null)
    {
        var chars = text.Chars;
        var reached = 0;
        var unit = 0;
        var inWord = false;
        for (var i = 0; i < chars.Length; i++)
        {
            var c = chars[i];
            if (FoldedText.IsMark(c))
            {
                into.Add(new Token(i, i + 1, unit, unit, null, c));
                inWord = false;
                continue;
            }

            var latin = IsLatin(c);
            if (latin && inWord) continue;
            inWord = latin || (c == '\'' && inWord);
            if (c is ' ' or '\'') continue;
            var end = Longest(text, chars, i, besides, out var entry);
            if (entry is not null && end > reached)
            {
                reached = end;
                into.Add(new Token(i, end, unit, unit + Units(chars[i..end]), entry, '\0'));
            }

            unit++;
        }
    }

    private int Longest(FoldedText text, ReadOnlySpan<char> chars, int start, LexiconEntry? besides, out LexiconEntry? best)
    {
        best = null;
        var end = 0;
        var node = _roots[chars[start]];
        for (var i = start + 1; node != 0; i++)
        {
            if (Ending(chars, i, node, out var stop) is { } entry && entry != besides) (best, end) = (entry, stop);

            if (i == chars.Length) break;
            var next = Step(node, chars[i]);
            if (next == 0 && text.IsOptional(i)) next = node;
            node = next;
        }

        return end;
    }

    private LexiconEntry? Ending(ReadOnlySpan<char> chars, int at, int node, out int stop)
    {
        stop = at;
        if (!IsLatin(chars[at - 1]) || at == chars.Length || !IsLatin(chars[at])) return _found[node] ?? _openEnded[node];
        if (_openEnded[node] is null) return null;
        while (stop < chars.Length && IsLatin(chars[stop])) stop++;
        return _openEnded[node];
    }

    private int Step(int node, char c)
    {
        var key = ((long)node << 16) | c;
        for (var slot = Slot(key); _keys[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (_keys[slot] == key) return _targets[slot];
        }

        return 0;
    }

    private int Slot(long key) => (int)((ulong)(key * unchecked((long)0x9E3779B97F4A7C15)) >> 40) & _mask;

    private void Insert(LexiconEntry entry)
    {
        var open = entry.Phrase.EndsWith('*');
        var phrase = open ? entry.Phrase.AsSpan(0, entry.Phrase.Length - 1) : entry.Phrase;
        var node = _roots[phrase[0]];
        if (node == 0) _roots[phrase[0]] = node = Node();
        foreach (var c in phrase[1..])
        {
            var key = ((long)node << 16) | c;
            if (!_building.TryGetValue(key, out var next)) _building[key] = next = Node();
            node = next;
        }

        (open ? _openEnded : _found)[node] = entry;
    }

    private int Node()
    {
        _found.Add(null);
        _openEnded.Add(null);
        return _found.Count - 1;
    }

    /// <summary>A Latin word and a Chinese character count one each.</summary>
    private static int Units(ReadOnlySpan<char> phrase)
    {
        var units = 0;
        var inWord = false;
        foreach (var c in phrase)
        {
            var latin = IsLatin(c) || c == '\'';
            if (c != ' ' && !(latin && inWord)) units++;
            inWord = latin;
        }

        return units;
    }

    public static bool IsLatin(char c) => c is >= 'a' and <= 'z' or >= '0' and <= '9' or >= '\u00C0' and <= '\u024F';
}

/// <summary>A phrase or a punctuation mark in the folded text; units count words and Chinese characters.</summary>
internal readonly record struct Token(int Start, int End, int Unit, int EndUnit, LexiconEntry? Entry, char Mark);
