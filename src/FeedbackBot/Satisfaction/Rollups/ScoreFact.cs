using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>Something to count: what, when, for which keys, and what it adds to which numbers.</summary>
internal sealed record ScoreFact(Subject Subject, string Metric, DateTime At, IReadOnlyDictionary<Dimension, string> Keys, IReadOnlyList<(int Column, long Number)> Numbers)
{
    public static IEnumerable<ScoreFact> Of(EntityEntry<Answer> entry) => [Of(entry.CurrentValues)];

    public static IEnumerable<ScoreFact> Before(EntityEntry<Answer> entry) => [Of(entry.OriginalValues)];

    public static IEnumerable<ScoreFact> Of(EntityEntry<Invitation> entry) =>
        [Of(entry.Entity.Metric, entry.Entity.SentAt, entry.Entity.Attribution, entry.Entity.Status)];

    public static IEnumerable<ScoreFact> Before(EntityEntry<Invitation> entry) =>
    [
        Of(
            entry.Property(i => i.Metric).OriginalValue, entry.Property(i => i.SentAt).OriginalValue,
            Before(entry.ComplexProperty(i => i.Attribution)), entry.Property(i => i.Status).OriginalValue),
    ];

    public static IEnumerable<ScoreFact> Of(EntityEntry<CaseMeasure> entry) => Of(entry.Entity);

    public static IEnumerable<ScoreFact> Before(EntityEntry<CaseMeasure> entry) => Of((CaseMeasure)entry.OriginalValues.ToObject());

    /// <summary>What a case adds to the numbers of cases.</summary>
    public static IReadOnlyList<(int Column, long Number)> NumbersOf(CaseMeasure measure)
    {
        (int Column, bool Counts)[] marks =
        [
            (CaseColumns.All, true), (CaseColumns.Complaints, measure.Kind == "complaint"),
            (CaseColumns.Positive, measure.Sentiment == Sentiment.Positive), (CaseColumns.Neutral, measure.Sentiment is Sentiment.Neutral or Sentiment.Mixed),
            (CaseColumns.Negative, measure.Sentiment == Sentiment.Negative), (CaseColumns.Resolved, measure.Resolved), (CaseColumns.FirstContact, measure.FirstContact),
            (CaseColumns.HandedOver, measure.Handovers > 0), (CaseColumns.Reopened, measure.Reopens > 0),
            (CaseColumns.FirstKept, measure.FirstKept == true), (CaseColumns.FirstBroken, measure.FirstKept == false),
            (CaseColumns.ResolutionKept, measure.ResolutionKept == true), (CaseColumns.ResolutionBroken, measure.ResolutionKept == false),
        ];
        return [.. marks.Where(m => m.Counts).Select(m => (m.Column, 1L)), (CaseColumns.Handovers, measure.Handovers)];
    }

    /// <summary>Facts of one place add up.</summary>
    public string Place => $"{Metric}\n{At.Ticks}\n{string.Join('\n', CountKey.Kept.Select(d => Keys[d]))}";

    private static IEnumerable<ScoreFact> Of(CaseMeasure measure)
    {
        if (!measure.Counts)
        {
            return [];
        }

        var keys = KeysOf(new()
        {
            AccountId = measure.AccountId,
            OwnerId = measure.OwnerId,
            TeamId = measure.TeamId,
            Tier = measure.Tier,
            Kind = measure.Kind,
            Topic = measure.Topic,
            ListeningPost = measure.ListeningPost,
            Language = measure.Language,
        });
        var times = Enum.GetValues<Duration>().Select(d => (Duration: d, Bucket: FactSource.BucketOf(measure, d))).Where(t => t.Bucket != null);
        return
        [
            new(Subject.Cases, CaseColumns.Metric, measure.CreatedAt, keys, NumbersOf(measure)),
            .. times.Select(t => new ScoreFact(
                Subject.Times, TimeColumns.MetricOf(t.Duration, t.Bucket!.Value / Tally.Size), measure.CreatedAt, keys, [(t.Bucket.Value % Tally.Size, 1L)])),
        ];
    }

    private static Attribution Before(ComplexPropertyEntry<Invitation, Attribution> whom) => new()
    {
        AccountId = whom.Property(a => a.AccountId).OriginalValue,
        OwnerId = whom.Property(a => a.OwnerId).OriginalValue,
        TeamId = whom.Property(a => a.TeamId).OriginalValue,
        Tier = whom.Property(a => a.Tier).OriginalValue,
        Kind = whom.Property(a => a.Kind).OriginalValue,
        Topic = whom.Property(a => a.Topic).OriginalValue,
        ListeningPost = whom.Property(a => a.ListeningPost).OriginalValue,
        Language = whom.Property(a => a.Language).OriginalValue,
    };

    private static ScoreFact Of(PropertyValues answer) => new(
        Subject.Scores, ColumnForms.Word(answer.GetValue<Metric>(nameof(Answer.Metric))), answer.GetValue<DateTime>(nameof(Answer.AnsweredAt)),
        KeysOf(new()
        {
            AccountId = answer.GetValue<Guid?>(nameof(Answer.AccountId)),
            OwnerId = answer.GetValue<Guid?>(nameof(Answer.OwnerId)),
            TeamId = answer.GetValue<Guid?>(nameof(Answer.TeamId)),
            Tier = answer.GetValue<string?>(nameof(Answer.Tier)),
            Kind = answer.GetValue<string?>(nameof(Answer.Kind)),
            Topic = answer.GetValue<string?>(nameof(Answer.Topic)),
            ListeningPost = answer.GetValue<string>(nameof(Answer.ListeningPost)),
            Language = answer.GetValue<string?>(nameof(Answer.Language)),
        }),
        [(answer.GetValue<int>(nameof(Answer.Value)), 1L)]);

    private static ScoreFact Of(Metric metric, DateTime sentAt, Attribution attribution, InvitationStatus status) =>
        new(Subject.Scores, ColumnForms.Word(metric), sentAt, KeysOf(attribution), [.. ScoreColumns.Of(status).Select(c => (c, 1L))]);

    private static Dictionary<Dimension, string> KeysOf(Attribution whom) => new()
    {
        [Dimension.Account] = RollupColumns.KeyOf(whom.AccountId),
        [Dimension.Owner] = RollupColumns.KeyOf(whom.OwnerId),
        [Dimension.Team] = RollupColumns.KeyOf(whom.TeamId),
        [Dimension.Tier] = whom.Tier ?? "",
        [Dimension.Topic] = whom.Topic ?? "",
        [Dimension.Kind] = whom.Kind ?? "",
        [Dimension.ListeningPost] = whom.ListeningPost,
        [Dimension.Language] = whom.Language ?? "",
    };
}
