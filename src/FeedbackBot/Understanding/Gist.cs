namespace FeedbackBot.Understanding;

/// <summary>
/// A long story told back in a few lines of its own: what went wrong, numbers and days, what is wanted. Lines are cut out of the story as
/// they stand, in their order; nothing is put in other words.
/// </summary>
internal static class Gist
{
    public const int MostLines = 3;

    /// <summary>The width of a line: a Chinese character counts two, anything else one.</summary>
    public const int LineWidth = 120;

    /// <summary>A line that ends a sentence is filled up with the next one only below this.</summary>
    private const int ShortLine = LineWidth / 3;

    /// <summary>Stories up to this width need no gist.</summary>
    private const int LongFrom = 200;

    /// <summary>What has been told already is worth so much less a second time.</summary>
    private const double Again = 0.4;

    public static bool Needs(string story) => StoryClauses.Width(story) > LongFrom;

    /// <param name="felt">How the reader felt the story's sentences, where it read them.</param>
    public static IReadOnlyList<string> Of(string story, IReadOnlyList<SentenceReading>? felt = null)
    {
        var clauses = StoryClauses.In(story);
        var worths = clauses.ConvertAll(c => ClauseWorth.Of(story.AsSpan(c.Start, c.Length)) + Felt(c, felt ?? []));
        var lines = Pack(story, clauses, worths);
        if (lines.Count == 0 && clauses.Count > 0)
            lines = [new(clauses[0].Start, clauses[0].End, default)];
        return [.. Best(lines).Select(l => Trimmed(story[l.Start..l.End])).Where(l => l.Length > 0)];
    }

    /// <summary>Clauses that stand together make a line, as long as it is not too wide; idle ones at its edges are left out.</summary>
    private static List<StoryLine> Pack(string story, List<StoryClause> clauses, List<ClauseWorth> worths)
    {
        var lines = new List<StoryLine>();
        for (var from = 0; from < clauses.Count;)
        {
            if (!worths[from].Tells)
            {
                from++;
                continue;
            }

            var (next, last, width, worth) = (from, from, 0, default(ClauseWorth));
            for (; next < clauses.Count; next++)
            {
                var begin = next == from ? clauses[from].Start : clauses[next - 1].End;
                var added = StoryClauses.Width(story.AsSpan(begin, clauses[next].End - begin));
                if (next > from && !Joins(clauses[next - 1], width, added)) break;
                width += added;
                last = worths[next].Tells ? next : last;
            }

            for (var i = from; i <= last; i++) worth += worths[i];
            lines.Add(new(clauses[from].Start, clauses[last].End, worth));
            from = last + 1;
        }

        return lines;
    }

    private static bool Joins(StoryClause before, int width, int added) =>
        width + added <= LineWidth && !before.EndsParagraph && !(before.EndsSentence && width >= ShortLine);

    /// <summary>The lines that tell most together: each next one for what the ones before left out.</summary>
    private static IEnumerable<StoryLine> Best(List<StoryLine> lines)
    {
        var chosen = new List<StoryLine>();
        var told = default(ClauseWorth);
        while (chosen.Count < MostLines && chosen.Count < lines.Count)
        {
            var best = lines.Except(chosen).MaxBy(l => l.Worth.Beyond(told, Again));
            chosen.Add(best);
            told += best.Worth;
        }

        return chosen.OrderBy(l => l.Start);
    }

    private static ClauseWorth Felt(StoryClause clause, IReadOnlyList<SentenceReading> sentences)
    {
        foreach (var sentence in sentences)
        {
            if (sentence.Start < clause.End && clause.Start < sentence.Start + sentence.Length)
                return new(sentence.Sentiment.Label is Sentiment.Negative or Sentiment.Mixed ? 1 : 0, 0, 0, 0);
        }

        return default;
    }

    private static string Trimmed(string line) => line.Trim().TrimEnd(',', '，', '、', ';', '；', ':', '：', '-');

    private readonly record struct StoryLine(int Start, int End, ClauseWorth Worth);
}
