using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Where a rule would have sent a past case, and where it went.</summary>
public sealed record TriedCase(long Number, string Subject, string Language, Guid? From, Guid To, string Rule);

/// <summary>What rules would have done to the cases of the last days.</summary>
/// <param name="ByRule">Cases by the rule that would have taken them.</param>
/// <param name="ByTeam">Cases by team, as it was and as it would have been.</param>
public sealed record Trial(
    int Days, int Cases, bool IsCut, int Moved, IReadOnlyDictionary<string, int> ByRule,
    IReadOnlyDictionary<Guid, (int Was, int WouldBe)> ByTeam, IReadOnlyList<TriedCase> Examples);

/// <summary>A dry run of routing rules over past cases: nothing is changed.</summary>
public sealed class TryRules(IDbContextFactory<FeedbackDb> contexts, RoutingBook routing, TimeProvider time)
{
    /// <summary>The newest so many cases are enough to see what a rule does.</summary>
    public const int MostCases = 20_000;

    private const int MostExamples = 12;

    /// <param name="viewer">Cases hidden from the one who asks are left out, of the counts too.</param>
    public async Task<Trial> RunAsync(StaffMember viewer, IReadOnlyList<RoutingRule> rules, int days, CancellationToken cancellation = default)
    {
        var book = await routing.OpenAsync();
        var since = time.GetUtcNow().UtcDateTime.AddDays(-days);
        var past = await PastAsync(viewer, since, cancellation);
        var byRule = new Dictionary<string, int>();
        var byTeam = new Dictionary<Guid, (int Was, int WouldBe)>();
        var moved = new List<TriedCase>();
        foreach (var one in past.Take(MostCases))
        {
            var decision = Router.Route(rules, book.DefaultTeam.Id, one.Facts with { WorkingHours = book.IsAtWork(one.CreatedAt) });
            byRule[decision.Rule] = byRule.GetValueOrDefault(decision.Rule) + 1;
            Count(byTeam, one.TeamId ?? book.DefaultTeam.Id, 1, 0);
            Count(byTeam, decision.TeamId, 0, 1);
            if (decision.TeamId != one.TeamId)
            {
                moved.Add(new(one.Number, one.Subject, one.Facts.Language, one.TeamId, decision.TeamId, decision.Rule));
            }
        }

        return new(days, Math.Min(past.Count, MostCases), past.Count > MostCases, moved.Count, byRule, byTeam, Examples(moved));
    }

    /// <summary>Some of each change, so that a rare one is seen beside a frequent one.</summary>
    private static IReadOnlyList<TriedCase> Examples(List<TriedCase> moved)
    {
        var kinds = moved.GroupBy(m => (m.From, m.To, m.Rule)).ToList();
        return [.. kinds.SelectMany(g => g.Take(Math.Max(1, MostExamples / Math.Max(1, kinds.Count)))).Take(MostExamples)];
    }

    private static void Count(Dictionary<Guid, (int Was, int WouldBe)> teams, Guid team, int was, int wouldBe)
    {
        var so = teams.GetValueOrDefault(team);
        teams[team] = (so.Was + was, so.WouldBe + wouldBe);
    }

    private async Task<List<Past>> PastAsync(StaffMember viewer, DateTime since, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Tickets.AsNoTracking().VisibleTo(db, viewer).Where(t => t.CreatedAt >= since).OrderByDescending(t => t.Number).Take(MostCases + 1)
            .Select(t => new
            {
                t.Number,
                t.Subject,
                t.TeamId,
                t.CreatedAt,
                t.Kind,
                t.Topics,
                t.Flags,
                t.Language,
                t.ListeningPost,
                t.AccountTier,
                t.Priority,
                t.SentimentLabel,
                t.AccountId,
                t.AccountName,
            }).ToListAsync(cancellation);
        return rows.ConvertAll(t => new Past(t.Number, t.Subject, t.TeamId, t.CreatedAt, new TicketFacts(
            Word(t.Kind), t.Topics, Triage.Words(t.Flags), t.Language, t.ListeningPost, Word(t.AccountTier), ColumnForms.Word(t.Priority))
        {
            Sentiment = Word(t.SentimentLabel),
            AccountId = t.AccountId,
            AccountName = t.AccountName,
        }));
    }

    private static string? Word<T>(T? value) where T : struct, Enum => value is { } given ? ColumnForms.Word(given) : null;

    private sealed record Past(long Number, string Subject, Guid? TeamId, DateTime CreatedAt, TicketFacts Facts);
}
