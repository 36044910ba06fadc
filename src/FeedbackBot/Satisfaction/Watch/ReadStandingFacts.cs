using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>Reads what accounts' standings are concluded from: all at once, or of one; a fixed number of queries.</summary>
public sealed class ReadStandingFacts(TimeProvider time, IOptions<SatisfactionOptions> options, IOptions<AccountOptions> tiers)
{
    /// <param name="only">One account; null is all.</param>
    /// <param name="hiddenFrom">A member of staff: cases from which they are recused are left out.</param>
    public async Task<IReadOnlyList<StandingFacts>> RunAsync(FeedbackDb db, Guid? only = null, Guid? hiddenFrom = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var accounts = await db.Accounts.AsNoTracking().ToListAsync();
        var present = TierCut.Of(accounts.Select(a => new ValuedAccount(a.Id, a.ExternalId, a.AnnualValueMinor, a.Currency)), tiers.Value);
        var longTerm = TierCut.Of(accounts.Select(a => new ValuedAccount(a.Id, a.ExternalId, a.PotentialValueMinor ?? a.AnnualValueMinor, a.Currency)), tiers.Value);
        var request = new CountRequest { By = [Dimension.Account], Where = only is { } id ? [KeyFilter.Of(Dimension.Account, id)] : [], HiddenFrom = hiddenFrom };
        var csat = await CountsAsync(db, request with { Metric = Metric.Csat, Periods = TrendWindows.Before(now, options.Value) });
        var nps = await CountsAsync(db, request with { Metric = Metric.Nps, Periods = TrendWindows.Before(now, options.Value)[..1] });
        var traffic = await new ReadAccountTraffic(db, now, only, hiddenFrom).RunAsync();
        Score ScoreOf(Guid id, string window) => ScoreFormula.Of(Metric.Csat, csat.GetValueOrDefault((id, window)) ?? [], options.Value.MinimumAnswers);
        Score NpsOf(Guid id) => ScoreFormula.Of(Metric.Nps, nps.GetValueOrDefault((id, TrendWindows.Recent)) ?? [], options.Value.MinimumAnswers);
        return
        [
            .. accounts.Where(a => only == null || a.Id == only).Select(a => Facts(a, traffic(a.Id), NpsOf(a.Id)) with
            {
                PresentTier = IsValued(a) ? present[a.Id].Tier : null,
                LongTermTier = IsValued(a) ? longTerm[a.Id].Tier : null,
                Csat = ScoreOf(a.Id, TrendWindows.Recent),
                Before = ScoreOf(a.Id, TrendWindows.Earlier),
            }),
        ];
    }

    private static StandingFacts Facts(Account account, AccountTraffic traffic, Score nps) => new()
    {
        AccountId = account.Id,
        Tier = account.Tier,
        Level = account.RelationshipLevel,
        CustomerSince = account.CustomerSince,
        Orders = account.OrderCount ?? (traffic.Orders > 0 ? traffic.Orders : null),
        Csat = Nothing,
        Before = Nothing,
        NpsN = nps.N,
        NpsMean = nps.Mean,
        Complaints = traffic.Complaints,
        OpenComplaints = traffic.Open,
        OverdueComplaints = traffic.Overdue,
        ComplaintClosedAt = traffic.ClosedAt,
        LastWordAt = traffic.LastWordAt,
        LastOrderAt = traffic.LastOrderAt,
    };

    private static Score Nothing { get; } = ScoreFormula.Of(Metric.Csat, new Dictionary<int, long>(), 1);

    private static bool IsValued(Account account) => account.AnnualValueMinor > 0 || account.PotentialValueMinor > 0;

    private static async Task<Dictionary<(Guid?, string?), Dictionary<int, long>>> CountsAsync(FeedbackDb db, CountRequest request) =>
        (await ScoreCounts.AnswersAsync(db, request)).ToDictionary(p => (p.Key.AccountId, p.Key.Period), p => p.Value);
}
