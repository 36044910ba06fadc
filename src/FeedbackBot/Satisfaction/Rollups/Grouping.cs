using FeedbackBot.Storage;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>
/// What roll-up rows are kept for: nothing (all answers), one dimension, or two. Accounts and owners are many and each has few facts a day, so their
/// rows are kept by the longer periods only and what lies between is read from the facts themselves, by index.
/// </summary>
internal sealed record Grouping
{
    private Grouping(params Dimension[] dimensions)
    {
        Dimensions = [.. dimensions.Order()];
        Name = dimensions.Length == 0 ? "all" : string.Join('+', Dimensions.Select(d => ColumnForms.Word(d)));
        Lead = Dimensions.Count > 0 && IsMany(Dimensions[0]) ? Dimensions[0] : null;
        Lengths = (Lead, Dimensions.Count) switch
        {
            (null, < 2) => [PeriodLength.Month, PeriodLength.Week, PeriodLength.Day],
            (null, _) => [PeriodLength.Month, PeriodLength.Day],
            (_, 1) => [PeriodLength.Month, PeriodLength.Week],
            _ => [PeriodLength.Month],
        };
    }

    /// <summary>Every grouping that rows are kept for.</summary>
    public static IReadOnlyList<Grouping> All { get; } =
    [
        new(), .. CountKey.Kept.Select(d => new Grouping(d)), .. CountKey.Kept.SelectMany(a => CountKey.Kept.Where(b => a < b).Select(b => new Grouping(a, b))),
    ];

    /// <summary>In the order of <see cref="Dimension"/>.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>all, topic, account+topic.</summary>
    public string Name { get; }

    /// <summary>The account or owner whose rows lie together; null where there is none.</summary>
    public Dimension? Lead { get; }

    /// <summary>Longest first.</summary>
    public IReadOnlyList<PeriodLength> Lengths { get; }

    /// <summary>Times have many rows each and are kept by one dimension at a time.</summary>
    public static IEnumerable<Grouping> For(Subject subject) => All.Where(g => subject != Subject.Times || g.Dimensions.Count < 2);

    /// <summary>Null where no rows are kept for so many.</summary>
    public static Grouping? Of(Subject subject, IReadOnlyCollection<Dimension> dimensions) =>
        For(subject).FirstOrDefault(g => g.Dimensions.Count == dimensions.Count && g.Dimensions.All(dimensions.Contains));

    /// <summary>The column in which a dimension's keys stand: lead, key or second.</summary>
    public string ColumnOf(Dimension dimension)
    {
        var place = Dimensions.ToList().IndexOf(dimension) + (Lead == null ? 1 : 0);
        return place switch { 0 => "lead", 1 => "key", _ => "second" };
    }

    private static bool IsMany(Dimension dimension) => dimension is Dimension.Account or Dimension.Owner;
}
