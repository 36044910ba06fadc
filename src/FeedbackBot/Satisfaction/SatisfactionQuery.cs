using System.Text.Json.Serialization;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>Which scores are asked for.</summary>
public sealed record SatisfactionRequest
{
    public IReadOnlyList<Dimension> GroupBy { get; init; } = [];

    /// <summary>Every metric that was answered, where null.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTime? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTime? To { get; init; }

    public Guid? AccountId { get; init; }

    /// <summary>Only accounts that this member of staff owns today.</summary>
    public Guid? AccountsOf { get; init; }
}

/// <summary>One group's score. Keys are external: an account's external id, an owner's e-mail, a team's key; null is those who have none.</summary>
public sealed record SatisfactionRow
{
    public required IReadOnlyDictionary<string, string?> Key { get; init; }

    [JsonConverter(typeof(MetricWord))]
    public required Metric Metric { get; init; }

    public required long N { get; init; }

    public double? Value { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    public double? Mean { get; init; }

    public double? TopBox { get; init; }

    public required IReadOnlyDictionary<int, long> Distribution { get; init; }

    /// <summary>Questions that were waved away, by when they were sent.</summary>
    public required long Dismissed { get; init; }

    /// <summary>Answered share of the questions sent in the period, 0…1; null where none was sent. Imported answers are not among them.</summary>
    public double? ResponseRate { get; init; }

    public string? Note { get; init; }

    private sealed class MetricWord() : JsonStringEnumConverter<Metric>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower);
}

/// <summary>Scores by any of the dimensions.</summary>
public sealed class SatisfactionQuery(IOptions<SatisfactionOptions> options)
{
    private const int MostPeriods = 1100;

    public async Task<IReadOnlyList<SatisfactionRow>> ReadAsync(FeedbackDb db, SatisfactionRequest request)
    {
        var counting = await CountingAsync(db, request);
        if (counting == null)
        {
            return [];
        }

        var answers = await ScoreCounts.AnswersAsync(db, counting);
        var invitations = await ScoreCounts.InvitationsAsync(db, counting);
        var names = await DimensionNames.ReadAsync(db, answers.Keys.Union(invitations.Keys));
        return
        [
            .. answers.Keys.Union(invitations.Keys)
                .Select(key => Row(key, answers.GetValueOrDefault(key) ?? [], invitations.GetValueOrDefault(key) ?? [], request, names))
                .OrderBy(row => string.Join('\n', row.Key.Values.Select(v => v ?? "\uffff")), StringComparer.Ordinal)
                .ThenBy(row => row.Metric),
        ];
    }

    private SatisfactionRow Row(
        CountKey key, Dictionary<int, long> answers, Dictionary<InvitationStatus, long> invitations, SatisfactionRequest request, DimensionNames names)
    {
        var metric = ColumnForms.Parse<Metric>(key.Metric);
        var score = ScoreFormula.Of(metric, answers, options.Value.MinimumAnswers);
        var sent = invitations.Values.Sum();
        return new()
        {
            Key = request.GroupBy.ToDictionary(Dimensions.NameOf, d => names.Of(d, key)),
            Metric = metric,
            N = score.N,
            Value = score.Value,
            Low = score.Low,
            High = score.High,
            Mean = score.Mean,
            TopBox = score.TopBox,
            Distribution = score.Distribution,
            Note = score.Note,
            Dismissed = invitations.GetValueOrDefault(InvitationStatus.Dismissed),
            ResponseRate = sent == 0 ? null : (double)invitations.GetValueOrDefault(InvitationStatus.Answered) / sent,
        };
    }

    /// <summary>Null where periods were asked for and there is nothing to cut into them.</summary>
    private async Task<CountRequest?> CountingAsync(FeedbackDb db, SatisfactionRequest request)
    {
        var plain = new CountRequest
        {
            By = request.GroupBy,
            Metric = request.Metric,
            From = request.From,
            To = request.To,
            AccountId = request.AccountId,
            AccountsOf = request.AccountsOf,
        };
        var length = request.GroupBy.Select(Dimensions.LengthOf).FirstOrDefault(l => l != null);
        if (length == null)
        {
            return plain;
        }

        var from = request.From ?? await Earliest(db);
        var to = request.To ?? (await Latest(db))?.AddTicks(TimeSpan.TicksPerMicrosecond);
        if (from == null || to == null)
        {
            return null;
        }

        var periods = Period.Cut(length.Value, from.Value, to.Value, options.Value.Zone).Take(MostPeriods + 1).ToArray();
        return periods.Length switch
        {
            0 => null,
            > MostPeriods => throw new RuleViolation("too_many_periods", $"That is more than {MostPeriods} periods; ask for a shorter time or longer periods.", "groupBy"),
            _ => plain with { Periods = periods },
        };
    }

    private static async Task<DateTime?> Earliest(FeedbackDb db)
    {
        var answered = await db.Answers.MinAsync(a => (DateTime?)a.AnsweredAt);
        var sent = await db.Invitations.MinAsync(i => (DateTime?)i.SentAt);
        return answered < sent ? answered : sent ?? answered;
    }

    private static async Task<DateTime?> Latest(FeedbackDb db)
    {
        var answered = await db.Answers.MaxAsync(a => (DateTime?)a.AnsweredAt);
        var sent = await db.Invitations.MaxAsync(i => (DateTime?)i.SentAt);
        return answered > sent ? answered : sent ?? answered;
    }
}
