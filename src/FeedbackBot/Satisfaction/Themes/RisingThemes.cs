namespace FeedbackBot.Satisfaction.Themes;

/// <summary>A theme that customers speak of more than before.</summary>
/// <param name="Terms">The words that make it, the most telling first.</param>
/// <param name="Now">Different customers who used any of them within the period, of <paramref name="OfNow"/> who wrote in that script.</param>
/// <param name="Before">The same of the time before, each customer once for every stretch of the period's length in it; so one customer may stand on both sides.</param>
/// <param name="Ratio">With an interval that allows for the choice of its terms among all compared: it may reach below 1 where the test is sure of a rise, but little is known of how large it is.</param>
/// <param name="Adjusted">The smallest adjusted p-value of its terms.</param>
/// <param name="Texts">Those of the period, by their place in the list, newest first.</param>
public sealed record RisingTheme(IReadOnlyList<string> Terms, int Now, int OfNow, int Before, int OfBefore, Ratio Ratio, double Adjusted, IReadOnlyList<int> Texts);

/// <summary>What was found in some texts.</summary>
/// <param name="VoicesNow">Different customers who wrote within the period.</param>
/// <param name="VoicesBefore">And before.</param>
/// <param name="Compared">Terms that were frequent enough to be compared.</param>
public sealed record ThemeFindings(int VoicesNow, int VoicesBefore, int Compared, IReadOnlyList<RisingTheme> Themes);

/// <summary>
/// Finds the themes of a period that are spoken of more than in the time before. Counted are different customers, each once for every stretch of the period's
/// length, against those who wrote in the same script, so that neither a longer time before, nor one who writes every day, nor a change of languages makes a theme. A rise has to be beyond chance
/// (<see cref="ThemeStatistics"/>) among all terms compared. Terms that mostly the same customers use are one theme. Pure.
/// </summary>
public static class RisingThemes
{
    public const int MostThemes = 20;

    /// <summary>A piece of a longer term used by nearly as many is left to the longer one.</summary>
    private const double NearlyAll = 0.8;

    /// <summary>Terms belong together where so much of the rarer one's texts carries both.</summary>
    private const double MostlyTheSame = 0.5;

    /// <param name="minimum">Fewest different customers; a term that fewer used, before and now together, is not compared.</param>
    /// <param name="names">Of members of staff; a term with a part of one is none.</param>
    public static ThemeFindings Find(IReadOnlyList<ThemeText> texts, int minimum, IReadOnlyCollection<string>? names = null)
    {
        var units = new ThemeUnits();
        int[][] cut = [.. texts.Select(t => units.Cut(t.Text))];
        var all = (Chinese: Sizes(texts, cut, word: false), English: Sizes(texts, cut, word: true));
        var parts = StaffNameParts.Of(names ?? []);
        var terms = ThemeCandidates.Find(cut, units, minimum)
            .Select(c => Counted.Of(string.Join(c.Term.IsChinese ? "" : " ", c.Term.Units.Select(units.Of)), c, texts, c.Term.IsChinese ? all.Chinese : all.English))
            .Where(c => c.Voices >= minimum && !parts.AreIn(c.Name)).ToArray();
        terms = WithoutPieces(terms);
        var adjusted = ThemeStatistics.Adjust([.. terms.Select(t => t.Chance)]);
        (Counted Term, double Adjusted)[] rising = [.. terms.Zip(adjusted).Where(t => t.First.Now.Count >= minimum && t.Second <= ThemeStatistics.Level && t.First.Ratio.Low > 1).OrderBy(t => t.First.Chance).ThenByDescending(t => t.First.Now.Count).ThenBy(t => t.First.Name, StringComparer.Ordinal)];
        return new(
            texts.Where(t => t.IsNow).Select(t => t.Customer).Distinct().Count(), texts.Where(t => !t.IsNow).Select(t => t.Customer).Distinct().Count(), terms.Length,
            [.. Group(rising, texts, ThemeStatistics.ReachAmong(rising.Length, terms.Length)).OrderByDescending(t => t.Ratio.Low).Take(MostThemes)]);
    }

    private static Counted[] WithoutPieces(Counted[] terms)
    {
        // Every piece of every term, with the most voices of a longer one that it is a piece of.
        var longer = new Dictionary<string, int>();
        foreach (var term in terms)
        {
            foreach (var piece in Pieces(term.Name))
            {
                longer[piece] = Math.Max(longer.GetValueOrDefault(piece), term.Voices);
            }
        }

        return [.. terms.Where(t => longer.GetValueOrDefault(t.Name) < NearlyAll * t.Voices)];
    }

    private static IEnumerable<string> Pieces(string term) => term.Contains(' ', StringComparison.Ordinal)
        ? term.Split(' ')
        : Enumerable.Range(2, Math.Max(0, term.Length - 2)).SelectMany(length => Enumerable.Range(0, term.Length - length + 1).Select(from => term.Substring(from, length)));

    /// <summary>Within one script: only there are all of a group's voices among those that its lead is compared with.</summary>
    private static IEnumerable<RisingTheme> Group(IEnumerable<(Counted Term, double Adjusted)> rising, IReadOnlyList<ThemeText> texts, double reach)
    {
        var groups = new List<List<(Counted Term, double Adjusted)>>();
        foreach (var one in rising)
        {
            var group = groups.Find(g => g[0].Term.IsChinese == one.Term.IsChinese && Share(g[0].Term.Texts, one.Term.Texts) >= MostlyTheSame);
            if (group == null)
            {
                groups.Add([one]);
            }
            else
            {
                group.Add(one);
            }
        }

        return groups.Select(g => Theme([.. g.Select(t => t.Term)], g.Min(t => t.Adjusted), texts, reach));
    }

    private static double Share(HashSet<int> one, HashSet<int> other) => one.Count == 0 || other.Count == 0 ? 0 : (double)one.Count(other.Contains) / Math.Min(one.Count, other.Count);

    /// <summary>All who used any of its terms, as long as together they still rise beyond doubt.</summary>
    private static RisingTheme Theme(IReadOnlyList<Counted> terms, double adjusted, IReadOnlyList<ThemeText> texts, double reach)
    {
        var (lead, now, before) = (terms[0], terms.SelectMany(t => t.Now).ToHashSet(), terms.SelectMany(t => t.Before).ToHashSet());
        Ratio Within(double points) => ThemeStatistics.RatioOf(now.Count, lead.OfNow, before.Count, lead.OfBefore, points);
        return Within(ScoreFormula.Z).Low <= 1 && terms.Count > 1
            ? Theme([.. terms.SkipLast(1)], adjusted, texts, reach)
            : new([.. terms.Select(t => t.Name)], now.Count, lead.OfNow, before.Count, lead.OfBefore, Within(reach), adjusted,
                [.. terms.SelectMany(t => t.Texts).Distinct().OrderByDescending(i => texts[i].At).ThenBy(i => i)]);
    }

    private static (int Now, int Before) Sizes(IReadOnlyList<ThemeText> texts, int[][] cut, bool word)
    {
        HashSet<(Guid Customer, int Slice)> now = [], before = [];
        for (var i = 0; i < cut.Length; i++)
        {
            if (cut[i].Any(u => u != 0 && ThemeUnits.IsWord(u) == word))
            {
                (texts[i].IsNow ? now : before).Add(texts[i].Voice);
            }
        }

        return (now.Count, before.Count);
    }

    /// <summary>A term with the voices that used it.</summary>
    private sealed record Counted(string Name, bool IsChinese, HashSet<(Guid Customer, int Slice)> Now, HashSet<(Guid Customer, int Slice)> Before, int OfNow, int OfBefore, HashSet<int> Texts)
    {
        public int Voices => Now.Count + Before.Count;

        public double Chance { get; } = ThemeStatistics.Fisher(Now.Count, OfNow, Before.Count, OfBefore);

        public Ratio Ratio => ThemeStatistics.RatioOf(Now.Count, OfNow, Before.Count, OfBefore);

        public static Counted Of(string name, Candidate candidate, IReadOnlyList<ThemeText> texts, (int Now, int Before) of) => new(
            name, candidate.Term.IsChinese, [.. candidate.Texts.Where(i => texts[i].IsNow).Select(i => texts[i].Voice)], [.. candidate.Texts.Where(i => !texts[i].IsNow).Select(i => texts[i].Voice)],
            of.Now, of.Before, [.. candidate.Texts.Where(i => texts[i].IsNow)]);
    }
}
