using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>A piece of text on screen, marked or not.</summary>
public sealed record Shown(string Text, bool IsHit);

/// <summary>The words of a search, found again in texts by the rules they are indexed by. It gives pieces of plain text: whoever shows them encodes them.</summary>
public sealed class LookedFor(string query)
{
    private const int Before = 40;
    private const int Longest = 160;
    private readonly IReadOnlyList<string> _words = SearchWords.Spoken(query);

    public int Count => _words.Count;

    public int HitsIn(string text) => Find(text).Select(h => h.Word).Distinct().Count();

    /// <summary>The surroundings of the first hit, in which every hit is marked; the text's beginning where there is none.</summary>
    public IReadOnlyList<Shown> Snippet(string text)
    {
        var hits = Find(text).OrderBy(h => h.Start).ToList();
        var from = Clean(text, Math.Max(0, (hits.Count > 0 ? hits[0].Start : 0) - Before));
        var to = Clean(text, Math.Min(text.Length, from + Longest));
        var (pieces, at) = (new List<Shown>(), from);
        void Add(int end, bool isHit)
        {
            if (end > at)
            {
                pieces.Add(new(text[at..end], isHit));
                at = end;
            }
        }

        if (from > 0)
        {
            pieces.Add(new("…", false));
        }

        foreach (var hit in hits.Where(h => h.Start >= from && h.End <= to))
        {
            Add(hit.Start, isHit: false);
            Add(hit.End, isHit: true);
        }

        Add(to, isHit: false);
        if (to < text.Length)
        {
            pieces.Add(new("…", false));
        }

        return pieces;
    }

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
