using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>A question that was not sent, and to whom.</summary>
public sealed record SkipRow(SurveySkip Skip, string? Name);

/// <summary>Everything the page of surveys shows.</summary>
/// <param name="Reasons">How many of the period were not sent, by reason, most first.</param>
/// <param name="Latest">Newest first.</param>
public sealed record SurveysScreen(int Weeks, int Sent, IReadOnlyList<(string Reason, int N)> Reasons, IReadOnlyList<SkipRow> Latest, IReadOnlyList<RecoveryEffect> Recovery);

/// <summary>Reads how surveys went in the weeks that satisfaction looks back on; of cases that are hidden from the viewer nothing.</summary>
public sealed class ReadSurveys(IDbContextFactory<FeedbackDb> contexts, ReadRecovery recovery, IOptions<SatisfactionOptions> options)
{
    private const int MostRows = 50;

    public async Task<SurveysScreen> RunAsync(Viewer viewer, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var from = viewer.Now.AddDays(-7 * options.Value.TrendWeeks);
        var hidden = await db.RecusedFromAsync(viewer.Staff.Id, cancellation);
        var (contacts, skips) = (db.Contacts, db.SurveySkips.AsNoTracking().Where(s => s.TicketNumber == null || !hidden.Contains(s.TicketNumber.Value)));
        var reasons = await skips.Where(s => s.At >= from).GroupBy(s => s.Reason).Select(g => new { Reason = g.Key, N = g.Count() })
            .OrderByDescending(g => g.N).ThenBy(g => g.Reason).ToListAsync(cancellation);
        var latest = await skips.OrderByDescending(s => s.At).ThenByDescending(s => s.Id).Take(MostRows)
            .Select(s => new SkipRow(s, contacts.Where(c => c.Id == s.ContactId).Select(c => c.Name).FirstOrDefault())).ToListAsync(cancellation);
        return new(
            options.Value.TrendWeeks, await db.Invitations.CountAsync(i => i.SentAt >= from, cancellation),
            [.. reasons.Select(r => (r.Reason, r.N))], latest, await recovery.RunAsync(db, new(From: from)));
    }
}
