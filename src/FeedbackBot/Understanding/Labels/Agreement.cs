using System.Globalization;

namespace FeedbackBot.Understanding.Labels;

/// <summary>What a reader said and what people say about it: one head of one case.</summary>
public sealed record PeoplesWord(long Ticket, string Head, string? Said, string Corrected, double? Confidence, bool Abstained, string? Reader, DateTime At)
{
    /// <summary>Of several topics the main one is compared.</summary>
    public string Truth => Main(Corrected);

    public string? Claim => Said == null ? null : Main(Said);

    public bool Agrees => Truth == Claim;

    private static string Main(string label) => label.Split(',', 2)[0];
}

/// <summary>How often one reader (with its version) agreed with people.</summary>
public sealed record ReaderAgreement(string Reader, int Count, double Share);

/// <summary>One month's readings as people saw them, shares 0…1; those of the kind are null where no kind was looked at.</summary>
/// <param name="Month">Such as 2026-11 (UTC).</param>
/// <param name="Count">Claims that people confirmed or corrected.</param>
/// <param name="Abstained">Share of kinds too uncertain to act on.</param>
/// <param name="Unclassified">Share of kinds that left the case to people: too uncertain, no kind of case, or not read.</param>
/// <param name="Confidence">The mean probability that the reader gave.</param>
public sealed record MonthAgreement(string Month, int Count, double Share, double? Abstained, double? Unclassified, double? Confidence);

/// <summary>How well stored readings agree with the people who looked at them. Pure; cases that were never read stay out.</summary>
public sealed class Agreement
{
    /// <summary>Fewer labels than this give no figure that can be relied on.</summary>
    public const int Enough = 20;

    private Agreement(IReadOnlyList<PeoplesWord> words)
    {
        Count = words.Count;
        Cases = words.Select(w => w.Ticket).Distinct().Count();
        Heads = [.. ReadingHead.All.Select(head => FiguresOf(head, words)).Where(f => f.Count > 0)];
        Readers = [.. words.GroupBy(w => w.Reader!).Select(g => new ReaderAgreement(g.Key, g.Count(), Share(g, w => w.Agrees))).OrderByDescending(r => r.Count)];
        Months = [.. words.GroupBy(w => w.At.ToString("yyyy-MM", CultureInfo.InvariantCulture)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(MonthOf)];
    }

    /// <summary>Claims that people confirmed or corrected.</summary>
    public int Count { get; }

    public int Cases { get; }

    /// <summary>In the order of <see cref="ReadingHead.All"/>; those without labels are missing.</summary>
    public IReadOnlyList<HeadFigures> Heads { get; }

    /// <summary>Most labels first.</summary>
    public IReadOnlyList<ReaderAgreement> Readers { get; }

    /// <summary>In order of time; months without labels are missing.</summary>
    public IReadOnlyList<MonthAgreement> Months { get; }

    /// <param name="words">In the order of writing: of several on one case and head the last one counts.</param>
    public static Agreement Of(IEnumerable<PeoplesWord> words)
    {
        var last = new Dictionary<(long, string), PeoplesWord>();
        foreach (var word in words) last[(word.Ticket, word.Head)] = word;
        return new([.. last.Values.Where(w => w.Reader != null)]);
    }

    private static HeadFigures FiguresOf(string head, IEnumerable<PeoplesWord> words)
    {
        var figures = new HeadFigures(head);
        foreach (var word in words.Where(w => w.Head == head)) figures.Add(word.Truth, word.Claim, word.Confidence, word.Abstained);
        return figures;
    }

    private static MonthAgreement MonthOf(IGrouping<string, PeoplesWord> month)
    {
        var kinds = month.Where(w => w.Head == ReadingHead.Kind).ToList();
        return new(
            month.Key,
            month.Count(),
            Share(month, w => w.Agrees),
            kinds.Count == 0 ? null : Share(kinds, w => w.Abstained),
            kinds.Count == 0 ? null : Share(kinds, w => w.Abstained || w.Claim is null or "other"),
            month.Average(w => w.Confidence));
    }

    private static double Share(IEnumerable<PeoplesWord> words, Func<PeoplesWord, bool> wanted) => words.Average(w => wanted(w) ? 1d : 0);
}
