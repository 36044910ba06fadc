using FeedbackBot.Surveys;

namespace FeedbackBot.Satisfaction;

/// <summary>The numbers of a survey's metric: answers by value 0…10, then questions sent, answered and dismissed.</summary>
internal static class ScoreColumns
{
    public const int Sent = 11;
    public const int Answered = 12;
    public const int Dismissed = 13;

    /// <summary>Answers by value; only those that were given.</summary>
    public static Dictionary<int, long> ValuesOf(Tally tally) => Enumerable.Range(0, Sent).Where(v => tally[v] != 0).ToDictionary(v => v, v => tally[v]);

    /// <summary>The columns in which a question of this status counts as one.</summary>
    public static IReadOnlyList<int> Of(InvitationStatus status) => status switch
    {
        InvitationStatus.Cancelled => [],
        InvitationStatus.Answered => [Sent, Answered],
        InvitationStatus.Dismissed => [Sent, Dismissed],
        _ => [Sent],
    };
}

/// <summary>The numbers of cases: all of them, by kind and sentiment, and how they went.</summary>
internal static class CaseColumns
{
    public const string Metric = "cases";
    public const int All = 0;
    public const int Complaints = 1;
    public const int Positive = 2;
    public const int Neutral = 3;
    public const int Negative = 4;
    public const int Resolved = 5;
    public const int FirstContact = 6;
    public const int HandedOver = 7;
    public const int Handovers = 8;
    public const int Reopened = 9;
    public const int FirstKept = 10;
    public const int FirstBroken = 11;
    public const int ResolutionKept = 12;
    public const int ResolutionBroken = 13;
}

/// <summary>How long something took, by wall clock or by the team's working hours.</summary>
public enum Duration { FirstResponse, FirstResponseWorking, Resolution, ResolutionWorking }

/// <summary>
/// Times are counted by length in buckets, each a tenth longer than the one before (1 minute to well over two years), from which any quantile is read
/// within five per cent. Fourteen buckets lie in a row of their own: first_response.0, first_response.1…
/// </summary>
internal static class TimeColumns
{
    private const double Step = 1.1;

    /// <summary>Rows of each duration.</summary>
    public const int Rows = 11;

    private const int Last = (Rows * Tally.Size) - 1;

    public static int BucketOf(long minutes) => minutes < 1 ? 0 : Math.Min(Last, (int)Math.Floor(Math.Log(minutes) / Math.Log(Step)) + 1);

    /// <summary>The bucket's geometric middle.</summary>
    public static double MinutesOf(int bucket) => bucket == 0 ? 0.5 : Math.Pow(Step, bucket - 0.5);

    public static string MetricOf(Duration duration, int row) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Storage.ColumnForms.Word(duration)}.{row}");

    /// <summary>The nearest-rank quantile in minutes; null of nothing.</summary>
    public static double? Quantile(IReadOnlyDictionary<int, long> buckets, double share)
    {
        var (rank, seen) = ((long)Math.Ceiling(buckets.Values.Sum() * share), 0L);
        foreach (var (bucket, n) in buckets.OrderBy(b => b.Key))
        {
            seen += n;
            if (seen >= rank && n > 0)
            {
                return MinutesOf(bucket);
            }
        }

        return null;
    }
}
