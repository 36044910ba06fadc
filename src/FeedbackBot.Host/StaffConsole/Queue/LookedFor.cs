using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>A piece of text on screen, marked or not.</summary>
public sealed record Shown(string Text, bool IsHit);

/// <summary>The words of a search, found again in texts by the rules they are indexed by. It gives pieces of plain text: whoever shows them encodes them.</summary>
public sealed class LookedFor(string query)
{
    /// <summary>In columns, of which a Chinese character takes two: a snippet is a line or so.</summary>
    private const int Before = 40;
    private const int Widest = 120;
    private readonly IReadOnlyList<string> _words = SearchWords.Spoken(query);

    public int Count => _words.Count;

    public int HitsIn(string text) => Find(text).Select(h => h.Word).Distinct().Count();

    /// <summary>The surroundings of the first hit, in which every hit is marked; the text's beginning where there is none.</summary>
    public IReadOnlyList<Shown> Snippet(string text)
    {
        var hits = Find(text).ToList();
        var first = hits.Count > 0 ? hits.Min(h => h.Start) : 0;
        var from = first;
        for (var width = 0; from > 0 && (width += Width(text[from - 1])) <= Before; from--)
        {
        }

        var to = from = Clean(text, from);
        for (var width = 0; to < text.Length && (width += Width(text[to])) <= Widest; to++)
        {
        }

        to = Clean(text, to);
        Shown[] rest = [new("…", false)];
        return [.. from > 0 ? rest : [], .. Pieces(text, hits, from, to), .. to < text.Length ? rest : []];
    }

    /// <summary>The whole text, in which every hit is marked.</summary>
    public IReadOnlyList<Shown> Mark(string text) => Pieces(text, Find(text), 0, text.Length);

    private static List<Shown> Pieces(string text, IEnumerable<(int Start, int End, int Word)> hits, int from, int to)
    {
        var (pieces, at) = (new List<Shown>(), from);
        void Add(int end, bool isHit)
        {
            if (end > at)
            {
                pieces.Add(new(text[at..end], isHit));
                at = end;
            }
        }

        foreach (var hit in hits.Where(h => h.Start >= from && h.End <= to).OrderBy(h => h.Start))
        {
            Add(hit.Start, isHit: false);
            Add(hit.End, isHit: true);
        }

        Add(to, isHit: false);
        return pieces;
    }

    private static int Width(char letter) => letter < '\u2E80' ? 1 : 2;

    private IEnumerable<(int Start, int End, int Word)> Find(string text)
    {
        for (var i = 0; i < _words.Count; i++)
        {
            foreach (var (start, end) in SearchWords.Places(text, _words[i]))
            {
                yield return (start, end, i);
            }
        }
    }

    /// <summary>Never between the halves of one character.</summary>
    private static int Clean(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
