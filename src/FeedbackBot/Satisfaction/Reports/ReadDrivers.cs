using System.Globalization;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction.Reports;

/// <summary>What is held against satisfaction: a dimension of the answers, or how the case had gone.</summary>
public enum DriverKind { Topic, Team, ListeningPost, Wait, Handovers }

/// <summary>Reads which groups of a scope are more or less satisfied than the rest.</summary>
public sealed class ReadDrivers(ReadReport reports, IOptions<SatisfactionOptions> options)
{
    /// <summary>Hours to the first answer that part the groups of <see cref="DriverKind.Wait"/>.</summary>
    private static readonly (string Key, long Minutes)[] Waits = [("under_1h", 60), ("under_4h", 240), ("under_1d", 1440), ("longer", long.MaxValue)];

    public async Task<IReadOnlyDictionary<DriverKind, IReadOnlyList<Driver>>> RunAsync(FeedbackDb db, ReportScope scope)
    {
        var found = new Dictionary<DriverKind, IReadOnlyCollection<DriverCounts>>();
        foreach (var (kind, dimension) in new[] { (DriverKind.Topic, Dimension.Topic), (DriverKind.Team, Dimension.Team), (DriverKind.ListeningPost, Dimension.ListeningPost) })
        {
            var rows = await reports.BreakdownAsync(db, scope, dimension);
            found[kind] = AgainstOthers(rows.Select(r => (r.Key, r.Now.Metrics[Metric.Csat].Score)).Select(r => (r.Key, Satisfied(r.Score), r.Score.N)));
        }

        var cases = await CasesAsync(db, scope);
        found[DriverKind.Wait] = AgainstOthers(Group(cases.Where(c => c.Wait != null), c => Waits.First(w => c.Wait < w.Minutes).Key));
        found[DriverKind.Handovers] = AgainstOthers(Group(cases, c => Math.Min(c.Handovers, 2).ToString(CultureInfo.InvariantCulture)));
        return Drivers.Of(found, options.Value.MinimumAnswers);
    }

    private static long Satisfied(Score score) => score.Distribution[4] + score.Distribution[5];

    private static IEnumerable<(string, long, long)> Group(IEnumerable<Case> cases, Func<Case, string> key) =>
        cases.GroupBy(key).Select(g => (g.Key, g.Sum(c => c.Satisfied), g.Sum(c => c.N)));

    private static DriverCounts[] AgainstOthers(IEnumerable<(string Key, long Satisfied, long N)> groups)
    {
        var all = groups.Where(g => g.N > 0).ToArray();
        var (satisfied, n) = (all.Sum(g => g.Satisfied), all.Sum(g => g.N));
        return [.. all.Select(g => new DriverCounts(g.Key, g.Satisfied, g.N, satisfied - g.Satisfied, n - g.N))];
    }

    /// <summary>Answers beside the measures of their cases, grouped by the database; this part does scan the scope's answers.</summary>
    private async Task<IReadOnlyList<Case>> CasesAsync(FeedbackDb db, ReportScope scope)
    {
        var (from, to) = reports.MomentsOf(scope);
        var statement = new CountStatement(new() { Where = scope.Where, AccountsSeenBy = scope.AccountsOf, Metric = Metric.Csat }, db.Database.IsSqlite());
        return await db.Database.SqlQueryRaw<Case>(statement.OverCases(from, to), [.. statement.Parameters]).ToListAsync();
    }

    /// <summary>Answers whose cases waited as long (in minutes, the upper end of the group) and went through as many hands.</summary>
    private sealed record Case(long? Wait, int Handovers, long Satisfied, long N);
}
