using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>What is counted together: survey metrics, cases, or how long they took.</summary>
internal enum Subject { Scores, Cases, Times }

/// <summary>A table of facts, and how SQL tells from a row t of it when it was, what is counted and in which numbers.</summary>
/// <param name="Metric">An expression.</param>
/// <param name="Number">An expression for each of the fourteen numbers.</param>
internal sealed record FactSource(Subject Subject, string Table, string Time, string Metric, Func<int, string> Number, string Condition)
{
    public static IReadOnlyList<FactSource> All { get; } =
    [
        new(Subject.Scores, "answers", "answered_at", "t.metric", column => column < ScoreColumns.Sent ? If($"t.value = {Digits(column)}") : "0", "t.metric IN ('csat', 'nps', 'ces')"),
        new(Subject.Scores, "invitations", "sent_at", "t.metric", Question, "t.metric IN ('csat', 'nps', 'ces')"),
        new(Subject.Cases, "case_measures", "created_at", $"'{CaseColumns.Metric}'", Case, "t.counts"),
        .. Enum.GetValues<Duration>().Select(Times),
    ];

    /// <summary>Every value of the metric column that this subject has.</summary>
    public static IReadOnlyList<string> MetricsOf(Subject subject, Metric? metric) => subject switch
    {
        Subject.Scores => metric is { } one ? [ColumnForms.Word(one)] : [.. ColumnForms.WordsOf<Metric>()],
        Subject.Cases => [CaseColumns.Metric],
        _ => [.. Enum.GetValues<Duration>().SelectMany(d => Enumerable.Range(0, TimeColumns.Rows).Select(row => TimeColumns.MetricOf(d, row)))],
    };

    /// <summary>The bucket of a duration on a measure.</summary>
    public static int? BucketOf(CaseMeasure measure, Duration duration) => duration switch
    {
        Duration.FirstResponse => measure.FirstBucket,
        Duration.FirstResponseWorking => measure.FirstWorkingBucket,
        Duration.Resolution => measure.ResolutionBucket,
        _ => measure.ResolutionWorkingBucket,
    };

    private static FactSource Times(Duration duration)
    {
        var bucket = duration switch
        {
            Duration.FirstResponse => "t.first_bucket",
            Duration.FirstResponseWorking => "t.first_working_bucket",
            Duration.Resolution => "t.resolution_bucket",
            _ => "t.resolution_working_bucket",
        };
        return new(
            Subject.Times, "case_measures", "created_at", $"'{ColumnForms.Word(duration)}.' || CAST({bucket} / {Digits(Tally.Size)} AS varchar(4))",
            column => If($"{bucket} % {Digits(Tally.Size)} = {Digits(column)}"), $"t.counts AND {bucket} IS NOT NULL");
    }

    private static string Question(int column) => column switch
    {
        ScoreColumns.Sent => If("t.status <> 'cancelled'"),
        ScoreColumns.Answered => If("t.status = 'answered'"),
        ScoreColumns.Dismissed => If("t.status = 'dismissed'"),
        _ => "0",
    };

    /// <summary>The same as <see cref="ScoreFact.NumbersOf"/>; a test keeps them equal.</summary>
    private static string Case(int column) => column switch
    {
        CaseColumns.All => "1",
        CaseColumns.Complaints => If("t.kind = 'complaint'"),
        CaseColumns.Positive => If("t.sentiment = 'positive'"),
        CaseColumns.Neutral => If("t.sentiment IN ('neutral', 'mixed')"),
        CaseColumns.Negative => If("t.sentiment = 'negative'"),
        CaseColumns.Resolved => If("t.resolved"),
        CaseColumns.FirstContact => If("t.first_contact"),
        CaseColumns.HandedOver => If("t.handovers > 0"),
        CaseColumns.Handovers => "t.handovers",
        CaseColumns.Reopened => If("t.reopens > 0"),
        CaseColumns.FirstKept => If("t.first_kept"),
        CaseColumns.FirstBroken => If("NOT t.first_kept"),
        CaseColumns.ResolutionKept => If("t.resolution_kept"),
        _ => If("NOT t.resolution_kept"),
    };

    private static string If(string condition) => $"CASE WHEN {condition} THEN 1 ELSE 0 END";

    private static string Digits(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
