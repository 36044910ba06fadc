namespace FeedbackBot.Satisfaction.Themes;

/// <summary>A term and the texts that carry it, by their place in the list.</summary>
internal sealed class Candidate(ThemeTerm term)
{
    public ThemeTerm Term => term;

    public List<int> Texts { get; } = [];

    /// <summary>Every occurrence, also repeated ones.</summary>
    public int Occurrences { get; private set; }

    /// <summary>How often which unit stands before it and behind it; the ends of a phrase count each as a neighbour of its own.</summary>
    public (Dictionary<int, int> Before, Dictionary<int, int> Behind) Neighbours { get; } = ([], []);

    public void Seen(int text, int before, int behind)
    {
        Occurrences++;
        if (Texts.Count == 0 || Texts[^1] != text)
        {
            Texts.Add(text);
        }

        if (term.IsChinese)
        {
            Count(Neighbours.Before, before == 0 ? -Occurrences : before);
            Count(Neighbours.Behind, behind == 0 ? -Occurrences : behind);
        }
    }

    private static void Count(Dictionary<int, int> units, int unit) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(units, unit, out _)++;
}

/// <summary>
/// Finds the terms that enough texts carry, of the period and of the time before together: chosen by the period alone, terms that are frequent in it by
/// chance would be tested as if they had not been chosen (R. Bourgon et al., PNAS 107, 2010). A term of n units is only looked at where both its parts of n − 1 are carried by enough
/// (R. Agrawal and R. Srikant, 1994), so few are kept however many texts there are.
/// </summary>
internal static class ThemeCandidates
{
    /// <summary>
    /// A Chinese word shows by what stands around it: its neighbours vary on both sides, where those of a piece of a word do not
    /// (branching entropy: Z. Jin and K. Tanaka-Ishii, COLING/ACL 2006). In nats.
    /// </summary>
    private const double LeastEntropy = 0.7;

    /// <summary>And its characters stand together more often than by chance (pointwise mutual information: K. Church and P. Hanks, 1990), as a factor.</summary>
    private const double LeastCohesion = 3;

    public static IReadOnlyList<Candidate> Find(IReadOnlyList<int[]> cut, ThemeUnits units, int minimum)
    {
        var frequent = Frequent(cut, minimum).ToDictionary(t => t, t => new Candidate(t));
        var (characters, all) = (new Dictionary<int, int>(), 0);
        for (var i = 0; i < cut.Count; i++)
        {
            foreach (var unit in cut[i])
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(characters, unit, out _)++;
                all++;
            }

            Note(cut[i], i, frequent);
        }

        return [.. frequent.Values.Where(c => c.Term.IsChinese ? IsChineseWord(c, frequent, characters, all) && !HasName(c.Term, units) : !c.Term.Units.Any(units.IsName))];
    }

    private static HashSet<ThemeTerm> Frequent(IReadOnlyList<int[]> cut, int minimum)
    {
        var found = new HashSet<ThemeTerm>();
        for (var length = 1; length <= ThemeTerm.MostCharacters; length++)
        {
            var counts = new Dictionary<ThemeTerm, (int Last, int Count)>();
            for (var i = 0; i < cut.Count; i++)
            {
                Count(cut[i], i, length, found, counts);
            }

            var some = counts.Where(c => c.Value.Count >= minimum).Select(c => c.Key).ToArray();
            if (some.Length == 0)
            {
                break;
            }

            found.UnionWith(some);
        }

        // A single character is only a step on the way.
        found.RemoveWhere(t => t.IsChinese && t.Length == 1);
        return found;
    }

    private static void Count(int[] units, int text, int length, HashSet<ThemeTerm> shorter, Dictionary<ThemeTerm, (int Last, int Count)> counts)
    {
        for (var at = 0; at + length <= units.Length; at++)
        {
            if (ThemeTerm.At(units.AsSpan(at), length) is not { } term || (!term.IsChinese && length > ThemeTerm.MostWords)
                || (length > 1 && (!shorter.Contains(ThemeTerm.At(units.AsSpan(at), length - 1)!.Value) || !shorter.Contains(ThemeTerm.At(units.AsSpan(at + 1), length - 1)!.Value))))
            {
                continue;
            }

            ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out var isKnown);
            count = !isKnown ? (text, 1) : count.Last == text ? count : (text, count.Count + 1);
        }
    }

    private static void Note(int[] units, int text, Dictionary<ThemeTerm, Candidate> frequent)
    {
        for (var at = 0; at < units.Length; at++)
        {
            var term = new ThemeTerm(0, 0);
            for (var end = at; end < units.Length && units[end] != 0 && ThemeUnits.IsWord(units[end]) == ThemeUnits.IsWord(units[at]) && term.Length < ThemeTerm.MostCharacters; end++)
            {
                term = term.With(units[end]);
                if (frequent.TryGetValue(term, out var candidate))
                {
                    candidate.Seen(text, at == 0 ? 0 : units[at - 1], end + 1 == units.Length ? 0 : units[end + 1]);
                }
                else if (term.Length > 1)
                {
                    break;
                }
            }
        }
    }

    private static bool IsChineseWord(Candidate candidate, Dictionary<ThemeTerm, Candidate> frequent, Dictionary<int, int> characters, int all)
    {
        if (Entropy(candidate.Neighbours.Before, candidate.Occurrences) < LeastEntropy || Entropy(candidate.Neighbours.Behind, candidate.Occurrences) < LeastEntropy)
        {
            return false;
        }

        int[] units = [.. candidate.Term.Units];
        double Often(int from, int length) => length == 1
            ? characters[units[from]]
            : frequent.GetValueOrDefault(ThemeTerm.At(units.AsSpan(from), length)!.Value)?.Occurrences ?? candidate.Occurrences;
        return Enumerable.Range(1, units.Length - 1).All(i => candidate.Occurrences * (double)all / (Often(0, i) * Often(i, units.Length - i)) >= LeastCohesion);
    }

    private static double Entropy(Dictionary<int, int> neighbours, int all) => -neighbours.Values.Sum(n => (double)n / all * Math.Log((double)n / all));

    /// <summary>Two or three characters at either end that begin with a surname and stand in no lexicon may be a person.</summary>
    private static bool HasName(ThemeTerm term, ThemeUnits units)
    {
        var text = string.Concat(term.Units.Select(units.Of));
        return new[] { 2, 3 }.Where(n => n <= text.Length).SelectMany(n => new[] { text[..n], text[^n..] })
            .Any(part => ThemeLexicon.IsSurname(part[0]) && !ThemeLexicon.IsKnownChinese(part[..2]) && !ThemeLexicon.IsKnownChinese(part))
            || (text.Length == 2 && text[0] is '小' or '老' or '阿' && ThemeLexicon.IsSurname(text[^1]) && !ThemeLexicon.IsKnownChinese(text));
    }
}
