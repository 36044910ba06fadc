using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>How one account feels: now, against before, week by week, and in its own words.</summary>
/// <param name="Current">The last <see cref="SatisfactionOptions.TrendWeeks"/> weeks up to now.</param>
/// <param name="Previous">As many weeks before those.</param>
/// <param name="Weeks">Oldest first; weeks without answers are there with n = 0.</param>
/// <param name="Reasons">Newest first.</param>
public sealed record AccountScores(
    Score Current, Score Previous, Trend Trend, IReadOnlyList<WeekScore> Weeks, IReadOnlyList<AnswerReason> Reasons);

/// <summary>A week's score.</summary>
public sealed record WeekScore(Period Week, Score Score);

/// <summary>What a customer said with a rating.</summary>
public sealed record AnswerReason(Metric Metric, int Value, string Text, long? TicketNumber, DateTime AnsweredAt);

/// <summary>Reads one account's satisfaction for its page.</summary>
public sealed class AccountSatisfaction(TimeProvider time, IOptions<SatisfactionOptions> options)
{
    /// <summary>Weeks in the series: half a year.</summary>
    public const int MostWeeks = 26;

    private const int MostReasons = 10;

    /// <param name="hiddenFrom">A member of staff: answers about cases from which they are recused are left out.</param>
    public async Task<AccountScores> ReadAsync(FeedbackDb db, Guid accountId, Metric metric = Metric.Csat, Guid? hiddenFrom = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var settings = options.Value;
        var windows = TrendWindows.Before(now, settings);
        var first = Period.Of(PeriodLength.Week, now.AddDays(-7 * (MostWeeks - 1)), settings.Zone).From;
        var weeks = Period.Cut(PeriodLength.Week, first, now.AddTicks(1), settings.Zone).ToArray();
        var request = new CountRequest { Metric = metric, Where = [KeyFilter.Of(Dimension.Account, accountId)], Periods = [.. windows, .. weeks], HiddenFrom = hiddenFrom };
        var counts = (await ScoreCounts.AnswersAsync(db, request))
            .ToDictionary(p => p.Key.Period!, p => p.Value);

        Score ScoreOf(string period) => ScoreFormula.Of(metric, counts.GetValueOrDefault(period) ?? [], settings.MinimumAnswers);
        var (current, previous) = (ScoreOf(TrendWindows.Recent), ScoreOf(TrendWindows.Earlier));
        return new(
            current, previous, ScoreChange.Between(current, previous),
            [.. weeks.Select(week => new WeekScore(week, ScoreOf(week.Name)))],
            await ReasonsAsync(db, accountId));
    }

    private static async Task<IReadOnlyList<AnswerReason>> ReasonsAsync(FeedbackDb db, Guid accountId) =>
        await db.Answers.AsNoTracking().Where(a => a.AccountId == accountId && a.Reason != null)
            .OrderByDescending(a => a.AnsweredAt).Take(MostReasons)
            .Select(a => new AnswerReason(a.Metric, a.Value, a.Reason!, a.TicketNumber, a.AnsweredAt))
            .ToListAsync();
}

/// <summary>The two stretches of time that a trend compares.</summary>
internal static class TrendWindows
{
    public const string Recent = "recent";
    public const string Earlier = "earlier";

    /// <summary>Both windows end before <paramref name="end"/> (exclusive), one behind the other.</summary>
    public static Period[] Before(DateTime end, SatisfactionOptions options)
    {
        var length = TimeSpan.FromDays(7 * options.TrendWeeks);
        return [new(Recent, end - length, end), new(Earlier, end - (2 * length), end - length)];
    }
}
