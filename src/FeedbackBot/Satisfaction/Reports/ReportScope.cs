namespace FeedbackBot.Satisfaction.Reports;

/// <summary>What a report looks at: days of the reporting time zone, and only the facts with these keys.</summary>
public sealed record ReportScope
{
    /// <summary>Longest report.</summary>
    public const int MostDays = 3 * 366;

    /// <summary>Days up to which the series of a report goes by day, and by week; beyond, by month.</summary>
    private const int ByDay = 31;
    private const int ByWeek = 200;

    /// <summary>Inclusive.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateOnly To { get; init; }

    public IReadOnlyList<KeyFilter> Where { get; init; } = [];

    /// <summary>Only accounts that this member of staff owns or is a deputy for.</summary>
    public Guid? AccountsOf { get; init; }

    public int Days => To.DayNumber - From.DayNumber;

    public PeriodLength Step => Days <= ByDay ? PeriodLength.Day : Days <= ByWeek ? PeriodLength.Week : PeriodLength.Month;

    /// <summary>As many days before it.</summary>
    public ReportScope Before => this with { From = From.AddDays(-Days), To = From };

    internal Period Period(string name, TimeZoneInfo zone) => new(name, Satisfaction.Period.Start(From, zone), Satisfaction.Period.Start(To, zone));

    /// <summary>The days, weeks or months of the series; the first and last only as far as they lie within.</summary>
    internal IReadOnlyList<Period> Series(TimeZoneInfo zone)
    {
        var whole = Period("", zone);
        return
        [
            .. Satisfaction.Period.Cut(Step, whole.From, whole.To, zone)
                .Select(p => p with { From = p.From < whole.From ? whole.From : p.From, To = p.To > whole.To ? whole.To : p.To }),
        ];
    }
}
