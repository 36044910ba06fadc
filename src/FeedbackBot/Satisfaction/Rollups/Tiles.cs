namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>Whole periods of one length that lie side by side: the first day of the first, and the first day no more among them.</summary>
internal sealed record Tile(string Name, PeriodLength Length, DateOnly Starts, DateOnly Ends);

/// <summary>A stretch of time in whole periods as far as that goes, the longest first; what is left at the ends is counted from the facts.</summary>
/// <param name="Covered">What the tiles cover, as moments.</param>
internal sealed record Tiling(IReadOnlyList<Tile> Tiles, IReadOnlyList<Period> Covered, IReadOnlyList<Period> Rest)
{
    public static Tiling Of(IEnumerable<Period> periods, IReadOnlyList<PeriodLength> lengths, TimeZoneInfo zone)
    {
        var (tiles, covered, rest) = (new List<Tile>(), new List<Period>(), new List<Period>());
        foreach (var period in periods)
        {
            Lay(period, lengths, zone, tiles, covered, rest);
        }

        return new(tiles, covered, rest);
    }

    private static void Lay(Period period, IEnumerable<PeriodLength> lengths, TimeZoneInfo zone, List<Tile> tiles, List<Period> covered, List<Period> rest)
    {
        if (period.From >= period.To)
        {
            return;
        }

        if (!lengths.Any())
        {
            rest.Add(period);
            return;
        }

        var (length, shorter) = (lengths.First(), lengths.Skip(1).ToArray());
        var (first, end) = (FirstAfter(period.From, length, zone), LastBefore(period.To, length, zone));
        if (first.At >= end.At)
        {
            Lay(period, shorter, zone, tiles, covered, rest);
            return;
        }

        tiles.Add(new(period.Name, length, first.Day, end.Day));
        covered.Add(period with { From = first.At, To = end.At });
        Lay(period with { To = first.At }, shorter, zone, tiles, covered, rest);
        Lay(period with { From = end.At }, shorter, zone, tiles, covered, rest);
    }

    /// <summary>Where the first whole period begins.</summary>
    private static (DateTime At, DateOnly Day) FirstAfter(DateTime from, PeriodLength length, TimeZoneInfo zone)
    {
        if (from == DateTime.MinValue)
        {
            return (from, DateOnly.MinValue);
        }

        var period = Period.Of(length, from, zone);
        var at = period.From == from ? period.From : period.To;
        return (at, DayOf(at, zone));
    }

    /// <summary>Where the last whole period ends.</summary>
    private static (DateTime At, DateOnly Day) LastBefore(DateTime to, PeriodLength length, TimeZoneInfo zone)
    {
        if (to == DateTime.MaxValue)
        {
            return (to, DateOnly.MaxValue);
        }

        var at = Period.Of(length, to, zone).From;
        return (at, DayOf(at, zone));
    }

    private static DateOnly DayOf(DateTime at, TimeZoneInfo zone) => DateOnly.FromDateTime(LocalTime.Of(at, zone));
}
