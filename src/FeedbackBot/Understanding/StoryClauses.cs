namespace FeedbackBot.Understanding;

/// <summary>A part of a story that can stand by itself: its place, and what it ends.</summary>
internal readonly record struct StoryClause(int Start, int End, bool EndsSentence, bool EndsParagraph)
{
    public int Length => End - Start;
}

/// <summary>Cuts a story into clauses: at its marks, and where it has none (spoken and typed out by a phone) before words that begin something new.</summary>
internal static class StoryClauses
{
    private const string SentenceMarks = "。！？!?；;…\n";
    private const string ClauseMarks = "，,、：—";

    /// <summary>A clause wider than this is cut before a word that begins something new.</summary>
    private const int LongClause = 48;

    public static List<StoryClause> In(string story)
    {
        var clauses = new List<StoryClause>();
        var start = 0;
        for (var i = 0; i < story.Length; i++)
        {
            var ends = EndsSentence(story, i);
            if (!ends && !EndsClause(story, i) && i + 1 < story.Length) continue;
            Add(story, start, i + 1, ends || i + 1 == story.Length, clauses);
            start = i + 1;
        }

        return clauses;
    }

    public static int Width(ReadOnlySpan<char> text)
    {
        var width = text.Length;
        foreach (var c in text)
        {
            if (c >= '\u2E80') width++;
        }

        return width;
    }

    private static bool EndsSentence(string story, int at) =>
        SentenceMarks.Contains(story[at])
        || (story[at] == '.' && (at + 1 == story.Length || char.IsWhiteSpace(story[at + 1]) || story[at + 1] >= '\u2E80'));

    /// <summary>The comma of "1,250" ends nothing.</summary>
    private static bool EndsClause(string story, int at) =>
        ClauseMarks.Contains(story[at]) && !(at + 1 < story.Length && char.IsAsciiDigit(story[at + 1]));

    private static void Add(string story, int start, int end, bool endsSentence, List<StoryClause> clauses)
    {
        if (!HasWords(story.AsSpan(start, end - start)))
        {
            // "……" and "!!" belong to what they follow.
            if (clauses.Count > 0 && endsSentence)
                clauses[^1] = clauses[^1] with { EndsSentence = true, EndsParagraph = clauses[^1].EndsParagraph || story[end - 1] == '\n' };
            return;
        }

        while (start < end)
        {
            var cut = Cut(story, start, end);
            clauses.Add(new(start, cut, endsSentence && cut == end, cut == end && story[end - 1] == '\n'));
            start = cut;
        }
    }

    /// <summary>Where the clause that begins here ends: at the first turn of a long one, and at the width of a line in any case.</summary>
    private static int Cut(string story, int start, int end)
    {
        // Looked at only as far as it matters: the rest of a story without marks is cut again and again.
        if (Width(story.AsSpan(start, Math.Min(end - start, LongClause + 1))) <= LongClause) return end;
        var width = 0;
        var blank = -1;
        for (var i = start; i < end; i++)
        {
            if (width >= LongClause / 2 && StoryWords.Turns(story, i)) return i;
            if (char.IsWhiteSpace(story[i])) blank = i;
            width += story[i] >= '\u2E80' ? 2 : 1;
            if (width > Gist.LineWidth) return blank > start ? blank : char.IsLowSurrogate(story[i]) ? i - 1 : i;
        }

        return end;
    }

    private static bool HasWords(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)) return true;
        }

        return false;
    }
}
