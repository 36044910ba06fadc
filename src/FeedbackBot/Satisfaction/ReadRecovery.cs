using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>Which pairs to look at; all where nothing is said.</summary>
/// <param name="AccountId">Those of one account.</param>
/// <param name="From">Second answers from then on.</param>
/// <param name="To">Exclusive.</param>
public sealed record RecoveryRequest(Guid? AccountId = null, DateTime? From = null, DateTime? To = null);

/// <summary>Reads what seeing to low ratings brought about, for each metric that has pairs.</summary>
public sealed class ReadRecovery(IOptions<SatisfactionOptions> options)
{
    public async Task<IReadOnlyList<RecoveryEffect>> RunAsync(FeedbackDb db, RecoveryRequest request)
    {
        var (answers, after) = (db.Answers.AsNoTracking(), db.Answers.AsNoTracking().Where(a => a.RecoversId != null));
        after = request.AccountId is { } account ? after.Where(a => a.AccountId == account) : after;
        after = request.From is { } from ? after.Where(a => a.AnsweredAt >= from) : after;
        after = request.To is { } to ? after.Where(a => a.AnsweredAt < to) : after;
        var pairs = await after.Join(answers, a => a.RecoversId, b => b.Id, (a, b) => new { Before = b, After = a })
            .Where(p => p.Before.Metric == p.After.Metric && p.Before.ScaleLow == p.After.ScaleLow && p.Before.ScaleHigh == p.After.ScaleHigh)
            .Select(p => new { p.After.Metric, Before = p.Before.Value, After = p.After.Value }).ToListAsync();
        return [.. pairs.GroupBy(p => p.Metric).OrderBy(g => g.Key)
            .Select(g => RecoveryEffect.Of(g.Key, [.. g.Select(p => new RecoveryPair(p.Before, p.After))], options.Value.MinimumAnswers))];
    }
}
