namespace FeedbackBot.Satisfaction;

/// <summary>A share of cases, 0…1, with its 95 % interval (Wilson); figures are null, and only they, where there were too few.</summary>
public sealed record Share(long N, double? Value, double? Low, double? High)
{
    /// <param name="of">How many it could have been.</param>
    public static Share Of(long part, long of, int minimum)
    {
        if (of == 0 || of < minimum)
        {
            return new(of, null, null, null);
        }

        var interval = ScoreFormula.Wilson(part, of);
        return new(of, (double)part / of, interval.Low, interval.High);
    }
}

/// <summary>How long something took, in minutes: median and the time within which nine of ten were done, within five per cent; null where there were too few.</summary>
public sealed record TimeTaken(long N, double? Median, double? P90)
{
    internal static TimeTaken Of(IReadOnlyDictionary<int, long> buckets, int minimum)
    {
        var n = buckets.Values.Sum();
        return n == 0 || n < minimum ? new(n, null, null) : new(n, TimeColumns.Quantile(buckets, 0.5), TimeColumns.Quantile(buckets, 0.9));
    }
}

/// <summary>
/// How the cases that were opened in a period went; spam and merged cases are none. First contact: resolved by the first team and person without the
/// customer having to write again, and never opened again, of those resolved (the "first contact resolution" of COPC and ISO 18295).
/// Promises: kept of those that are decided. Sentiment index: positive less negative cases, of those that were read, times 100: −100…100.
/// </summary>
public sealed record ServiceScore
{
    public required long Cases { get; init; }

    public required long Complaints { get; init; }

    public required long Resolved { get; init; }

    public required Share FirstContact { get; init; }

    public required Share Reopened { get; init; }

    public required Share HandedOver { get; init; }

    /// <summary>Handovers per case; null where there were too few cases.</summary>
    public double? Handovers { get; init; }

    public required Share FirstPromise { get; init; }

    public required Share ResolutionPromise { get; init; }

    public double? SentimentIndex { get; init; }

    public double? SentimentLow { get; init; }

    public double? SentimentHigh { get; init; }

    public required IReadOnlyDictionary<Duration, TimeTaken> Times { get; init; }

    internal static ServiceScore Of(Tally cases, IReadOnlyDictionary<Duration, Dictionary<int, long>> times, int minimum)
    {
        long N(int column) => cases[column];
        var (positive, negative) = (N(CaseColumns.Positive), N(CaseColumns.Negative));
        var read = positive + negative + N(CaseColumns.Neutral);
        var enough = read > 0 && read >= minimum;
        var sentiment = enough ? ScoreFormula.NpsInterval(positive, negative, read) : default;
        return new()
        {
            Cases = N(CaseColumns.All),
            Complaints = N(CaseColumns.Complaints),
            Resolved = N(CaseColumns.Resolved),
            FirstContact = Share.Of(N(CaseColumns.FirstContact), N(CaseColumns.Resolved), minimum),
            Reopened = Share.Of(N(CaseColumns.Reopened), N(CaseColumns.All), minimum),
            HandedOver = Share.Of(N(CaseColumns.HandedOver), N(CaseColumns.All), minimum),
            Handovers = N(CaseColumns.All) is var all and > 0 && all >= minimum ? (double)N(CaseColumns.Handovers) / all : null,
            FirstPromise = Share.Of(N(CaseColumns.FirstKept), N(CaseColumns.FirstKept) + N(CaseColumns.FirstBroken), minimum),
            ResolutionPromise = Share.Of(N(CaseColumns.ResolutionKept), N(CaseColumns.ResolutionKept) + N(CaseColumns.ResolutionBroken), minimum),
            SentimentIndex = enough ? 100.0 * (positive - negative) / read : null,
            SentimentLow = enough ? sentiment.Low : null,
            SentimentHigh = enough ? sentiment.High : null,
            Times = Enum.GetValues<Duration>().ToDictionary(d => d, d => TimeTaken.Of(times.GetValueOrDefault(d) ?? [], minimum)),
        };
    }
}
