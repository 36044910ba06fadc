namespace FeedbackBot.Understanding.Embedded.Model;

/// <summary>Cuts a folded message into words, word pairs and pieces of three to five letters; Chinese into one to three characters.</summary>
internal static class NGrams
{
    /// <summary>Longer texts are judged by what stands within this many n-grams.</summary>
    private const int Most = 12_000;

    /// <summary>How many words or characters after a negation are marked as negated.</summary>
    private const int NegationReach = 3;

    private const uint Word = 0x811C9DC5, Pair = 0x1B873593, Piece = 0xCC9E2D51, Han = 0x85EBCA6B, HanPair = 0xC2B2AE35, HanTriple = 0x27D4EB2F,
        Negated = 0x165667B1, Start = 0x9E3779B9, End = 0x7FEB352D, Sign = 0x846CA68B, Digits = 0x2C1B3C6D;

    public static void Collect(Tally tally, Features into)
    {
        var chars = tally.Text.Chars;
        var tokens = tally.Tokens;
        var (previous, before, negatedUntil, unit, token) = (Start, Start, -1, 0, 0);
        var first = true;
        for (var i = 0; i < chars.Length && into.Count < Most;)
        {
            while (token < tokens.Count && tokens[token].Start <= i)
            {
                if (tokens[token].Mark != '\0') negatedUntil = -1;
                else if (tokens[token].Entry is { } entry && entry.Has(Roles.Not)) negatedUntil = unit + 1 + NegationReach;
                token++;
            }

            var c = chars[i];
            if (c is ' ' or '\'')
            {
                i++;
                continue;
            }

            uint hash;
            if (c == '@' || IsLink(chars, i))
            {
                hash = Mix(Sign, c == '@' ? '@' : ':');
                for (i++; i < chars.Length && chars[i] is not (' ' or '.' or ',' or '!' or '?' or ';');) i++;
                into.Add(hash);
            }
            else if (PhraseTrie.IsLatin(c))
            {
                var from = i;
                while (i < chars.Length && (PhraseTrie.IsLatin(chars[i]) || chars[i] == '\'')) i++;
                hash = Latin(chars[from..i], into);
                into.Add(Mix(Mix(Pair, previous), hash));
                if (unit <= negatedUntil) into.Add(Mix(Negated, hash));
                unit++;
            }
            else
            {
                hash = Mix(Han, c);
                i++;
                into.Add(hash);
                into.Add(Mix(Mix(HanPair, previous), c));
                into.Add(Mix(Mix(Mix(HanTriple, before), previous), c));
                if (unit <= negatedUntil && c > '\u2E80') into.Add(Mix(Negated, hash));
                if (!FoldedText.IsMark(c)) unit++;
            }

            if (first) into.Add(Mix(Start, hash));
            first = false;
            (before, previous) = (previous, hash);
        }

        if (!first) into.Add(Mix(Mix(End, before), previous));
    }

    private static uint Latin(ReadOnlySpan<char> word, Features into)
    {
        if (word.ContainsAnyInRange('0', '9'))
        {
            // A number is a number; how long it is tells a code from a count.
            var shape = Mix(Digits, (char)Math.Min(word.Length, 9));
            into.Add(shape);
            return shape;
        }

        var hash = Word;
        foreach (var c in word) hash = Mix(hash, c);
        into.Add(hash);
        if (word.Length < 4) return hash;
        for (var start = -1; start <= word.Length - 2; start++)
        {
            var piece = Piece;
            for (var length = 1; length <= 5 && start + length <= word.Length + 1; length++)
            {
                var at = start + length - 1;
                piece = Mix(piece, at < 0 ? '<' : at == word.Length ? '>' : word[at]);
                if (length >= 3) into.Add(piece);
            }
        }

        return hash;
    }

    private static bool IsLink(ReadOnlySpan<char> chars, int at) =>
        chars[at] == 'h' && chars[at..].StartsWith("http") && chars[at..] is [_, _, _, _, ',' or 's', ..];

    private static uint Mix(uint hash, uint with)
    {
        hash = (hash ^ with) * 0x01000193u;
        return hash ^ (hash >> 15);
    }
}
