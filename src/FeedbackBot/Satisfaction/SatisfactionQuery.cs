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

    public IReadOnlyList<KeyFilter> Where { get; init; } = [];

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

    /// <summary>Answers by value; null where there were too few for figures.</summary>
    public IReadOnlyDictionary<int, long>? Distribution { get; init; }

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

        var counts = await ScoreCounts.ReadAsync(db, counting);
        var names = await DimensionNames.ReadAsync(db, counts.Keys);
        return
        [
            .. counts.Select(count => Row(count.Key, count.Value, request, names))
                .OrderBy(row => string.Join('\n', row.Key.Values.Select(v => v ?? "\uffff")), StringComparer.Ordinal)
                .ThenBy(row => row.Metric),
        ];
    }

    private SatisfactionRow Row(CountKey key, Tally facts, SatisfactionRequest request, DimensionNames names)
    {
        var metric = ColumnForms.Parse<Metric>(key.Metric);
        var score = ScoreFormula.Of(metric, ScoreColumns.ValuesOf(facts), options.Value.MinimumAnswers);
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
            Distribution = score.Shown,
            Note = score.Note,
            Dismissed = facts[ScoreColumns.Dismissed],
            ResponseRate = facts[ScoreColumns.Sent] is var sent and > 0 ? (double)facts[ScoreColumns.Answered] / sent : null,
        };
    }

    /// <summary>Null where periods were asked for and there is nothing to cut into them.</summary>
    private async Task<CountRequest?> CountingAsync(FeedbackDb db, SatisfactionRequest request)
    {
        var whole = new Period("", request.From ?? Period.Ever.From, request.To ?? Period.Ever.To);
        var plain = new CountRequest
        {
            By = [.. request.GroupBy.Where(d => Dimensions.LengthOf(d) == null)],
            Metric = request.Metric,
            Periods = [whole],
            Where = [.. request.Where, .. request.AccountId is { } account ? [KeyFilter.Of(Dimension.Account, account)] : Array.Empty<KeyFilter>()],
            AccountsOf = request.AccountsOf,
        };
        var length = request.GroupBy.Select(Dimensions.LengthOf).FirstOrDefault(l => l != null);
        if (length == null)
        {
            return plain;
        }

        if (request.From == null || request.To == null)
        {
            if (await FactSpan.ReadAsync(db) is not { } span)
            {
                return null;
            }

            whole = new("", request.From ?? span.From, request.To ?? span.To);
        }

        var periods = Period.Cut(length.Value, whole.From, whole.To, options.Value.Zone).Take(MostPeriods + 1).ToArray();
        return periods.Length switch
        {
            0 => null,
            > MostPeriods => throw new RuleViolation("too_many_periods", $"That is more than {MostPeriods} periods; ask for a shorter time or longer periods.", "groupBy"),
            _ => plain with { Periods = periods },
        };
    }
}
