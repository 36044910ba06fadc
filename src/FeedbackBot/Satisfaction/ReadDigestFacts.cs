using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>Reads what an owner's digest says: a fixed number of queries, however many accounts the owner has.</summary>
public sealed class ReadDigestFacts(ReadDigestWatch watch, Themes.ReadThemes themes, TimeProvider time, IOptions<SatisfactionOptions> options, IOptions<SurveyOptions> surveys)
{
    private const string ThePeriod = "period";

    /// <summary>Most quotes of an account.</summary>
    private const int MostLowRatings = 3;

    public async Task<DigestFacts> RunAsync(FeedbackDb db, DigestReader who, DigestPeriod period)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var accounts = (await db.Accounts.AsNoTracking().Where(a => a.OwnerId == who.Owner.Id).ToListAsync()).FindAll(a => who.Only?.Contains(a.Id) ?? true);
        var scores = await ScoresAsync(db, who.Owner.Id, period);
        var complaints = await ComplaintsAsync(db, who, period);
        var lowRatings = await LowRatingsAsync(db, who, period);
        return new()
        {
            Owner = who.IsDeputy ? who.Reader : who.Owner,
            InPlaceOf = who.IsDeputy ? who.Owner.Name : null,
            Watch = await watch.RunAsync(db, who, period, accounts),
            Themes = accounts.Count == 0 ? null : await themes.RunAsync(db, new() { From = period.From, To = period.To, Reader = who.Reader, InPlaceOf = who.Owner.Id, Accounts = [.. accounts.Select(a => a.Id)] }),
            Period = period,
            FirstDay = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(period.From, options.Value.Zone)),
            At = now,
            TrendWeeks = options.Value.TrendWeeks,
            MinimumAnswers = options.Value.MinimumAnswers,
            Accounts =
            [
                .. accounts.OrderBy(a => a.Tier).ThenByDescending(a => a.AnnualValueMinor ?? 0).ThenBy(a => a.Name, StringComparer.Ordinal)
                    .Select(account => Facts(account, scores, complaints[account.Id], lowRatings[account.Id], now)),
            ],
        };
    }

    private AccountFacts Facts(
        Account account, Dictionary<(Guid?, string?, Metric), Dictionary<int, long>> scores,
        IEnumerable<ComplaintFacts> complaints, IEnumerable<LowRating> lowRatings, DateTime now)
    {
        Score ScoreOf(string name, Metric metric = Metric.Csat) => ScoreFormula.Of(metric, scores.GetValueOrDefault((account.Id, name, metric)) ?? [], options.Value.MinimumAnswers);
        var (recent, earlier) = (ScoreOf(TrendWindows.Recent), ScoreOf(TrendWindows.Earlier));
        return new()
        {
            Id = account.Id,
            ExternalId = account.ExternalId,
            Name = account.Name,
            Tier = account.Tier,
            Score = ScoreOf(ThePeriod),
            Others = [.. Enum.GetValues<Metric>().Where(m => m != Metric.Csat).Select(m => ScoreOf(ThePeriod, m)).Where(s => s.N > 0)],
            Recent = recent,
            Trend = ScoreChange.Between(recent, earlier),
            Complaints = [.. complaints.OrderByDescending(c => c.IsOverdueAt(now)).ThenByDescending(c => c.IsOpen)
                .ThenBy(c => c.DueAt ?? DateTime.MaxValue).ThenBy(c => c.Number)],
            LowRatings = [.. lowRatings.OrderBy(HowLow).ThenByDescending(r => r.AnsweredAt).Take(MostLowRatings)],
        };
    }

    /// <summary>0 is the lowest of each scale.</summary>
    private static double HowLow(LowRating rating)
    {
        var (low, high) = Scale.Of(rating.Metric);
        return (double)(rating.Value - low) / (high - low);
    }

    /// <summary>Every metric; of those that are not CSAT the period alone is told.</summary>
    private async Task<Dictionary<(Guid?, string?, Metric), Dictionary<int, long>>> ScoresAsync(FeedbackDb db, Guid ownerId, DigestPeriod period)
    {
        Period[] windows = [new(ThePeriod, period.From, period.To), .. TrendWindows.Before(period.To, options.Value)];
        var request = new CountRequest { By = [Dimension.Account], AccountsOf = ownerId, Periods = windows };
        return (await ScoreCounts.AnswersAsync(db, request)).ToDictionary(p => (p.Key.AccountId, p.Key.Period, ColumnForms.Parse<Metric>(p.Key.Metric)), p => p.Value);
    }

    private static async Task<ILookup<Guid, ComplaintFacts>> ComplaintsAsync(FeedbackDb db, DigestReader who, DigestPeriod period)
    {
        var owned = db.Accounts.Where(a => a.OwnerId == who.Owner.Id).Select(a => (Guid?)a.Id);
        var tickets = await db.Tickets.AsNoTracking().OpenTo(db, who.Owner.Id).OpenTo(db, who.Reader.Id)
            .Where(t => t.Kind == TicketKind.Complaint && t.MergedInto == null && owned.Contains(t.AccountId) && t.CreatedAt < period.To)
            .Where(t => (t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed) || t.CreatedAt >= period.From)
            .Select(t => new { t.Number, t.Subject, t.Status, t.CreatedAt, t.AccountId })
            .ToListAsync();
        var promises = await PromisesAsync(db, [.. tickets.Select(t => t.Number)]);
        return tickets.ToLookup(t => t.AccountId!.Value, t => new ComplaintFacts
        {
            Number = t.Number,
            Subject = t.Subject,
            Status = t.Status,
            IsNew = t.CreatedAt >= period.From,
            Promise = promises.GetValueOrDefault(t.Number)?.Name,
            DueAt = promises.GetValueOrDefault(t.Number)?.DueAt,
        });
    }

    /// <summary>The promise of each case that runs out next.</summary>
    private static async Task<Dictionary<long, TicketClock>> PromisesAsync(FeedbackDb db, long[] numbers)
    {
        var clocks = await db.TicketClocks.AsNoTracking().Where(c => c.StoppedAt == null && c.PausedAt == null && numbers.Contains(c.TicketNumber)).ToListAsync();
        return clocks.Where(c => ClockName.IsForCustomer(c.Name)).GroupBy(c => c.TicketNumber).ToDictionary(g => g.Key, g => g.MinBy(c => c.DueAt)!);
    }

    /// <summary>What counts as low for following up counts here, whether or not it is followed up.</summary>
    private async Task<ILookup<Guid, LowRating>> LowRatingsAsync(FeedbackDb db, DigestReader who, DigestPeriod period)
    {
        var (ownerId, readerId) = (who.Owner.Id, who.Reader.Id);
        var (csat, nps, ces) = (LowAnswer.MostOf(Metric.Csat, surveys.Value), LowAnswer.MostOf(Metric.Nps, surveys.Value), LowAnswer.MostOf(Metric.Ces, surveys.Value));
        var owned = db.Accounts.Where(a => a.OwnerId == ownerId).Select(a => (Guid?)a.Id);
        var recusals = db.Recusals.Where(r => r.StaffId == ownerId || r.StaffId == readerId);
        var answers = await db.Answers.AsNoTracking().Where(a => !recusals.Any(r => r.TicketNumber == a.TicketNumber))
            .Where(a => a.Source != Answer.Anonymous && owned.Contains(a.AccountId))
            .Where(a => (a.Metric == Metric.Csat && a.Value <= csat) || (a.Metric == Metric.Nps && a.Value <= nps) || (a.Metric == Metric.Ces && a.Value <= ces))
            .Where(a => a.AnsweredAt >= period.From && a.AnsweredAt < period.To)
            .Select(a => new { a.AccountId, a.Metric, a.Value, a.ScaleHigh, a.Reason, a.TicketNumber, a.AnsweredAt })
            .ToListAsync();
        return answers.ToLookup(a => a.AccountId!.Value, a => new LowRating(a.Metric, a.Value, a.ScaleHigh, a.Reason, a.TicketNumber, a.AnsweredAt));
    }
}
