using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Satisfaction.Themes;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>A report as somebody looks at it: its view, and what can be chosen to narrow it.</summary>
public sealed record BuiltReport(string Kind, ReportFilter Filter, ReportScope Scope, ReportView View, ReportChoices Choices);

/// <summary>What a report can be narrowed to.</summary>
/// <param name="Account">The account it is narrowed to; null where it is not.</param>
public sealed record ReportChoices(IReadOnlyList<Team> Teams, Account? Account);

/// <summary>Builds a report for a viewer: an account owner who is nothing else sees the figures of their own accounts, everywhere the same.</summary>
public sealed class BuildReport(IDbContextFactory<FeedbackDb> contexts, ReadReport read, ReadDrivers drivers, ReadHours hours, ReadThemes themes, RoutingBook routing)
{
    public const string Overview = "overview";

    private static readonly Dictionary<string, Dimension> Breakdowns = new()
    {
        ["teams"] = Dimension.Team,
        ["topics"] = Dimension.Topic,
        ["posts"] = Dimension.ListeningPost,
        ["tiers"] = Dimension.Tier,
        ["languages"] = Dimension.Language,
    };

    /// <summary>In the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Overview, "teams", "topics", "posts", "tiers", "languages", "promises", "surveys", "hours", "drivers", "themes"];

    /// <param name="texts">In whose language.</param>
    public async Task<BuiltReport> RunAsync(string kind, ReportFilter filter, StaffMember staff, ConsoleTexts texts, DateTime now, CancellationToken cancellation)
    {
        var book = await routing.OpenAsync();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (scope, account) = await ScopeAsync(db, filter, staff, book, now, cancellation);
        var teams = book.Teams.ToDictionary(t => t.Id.ToString().ToUpperInvariant(), t => t.Name.In(texts.Language));
        var words = new ReportWords(texts, teams);
        var view = Breakdowns.TryGetValue(kind, out var dimension)
            ? BreakdownReport.Build(await read.BreakdownAsync(db, scope, dimension), dimension, words, filter, book.Teams.ToDictionary(t => t.Id.ToString().ToUpperInvariant(), t => t.Key))
            : kind switch
            {
                "promises" => PromisesReport.Build(await read.OverviewAsync(db, scope), words),
                "surveys" => SurveysReport.Build(await read.OverviewAsync(db, scope), words),
                "hours" => HoursReport.Build(await hours.RunAsync(db, scope), words),
                "themes" => ThemesReport.Build(await themes.RunAsync(db, ThemesOf(scope, staff), cancellation), words, filter),
                "drivers" => DriversReport.Build(await drivers.RunAsync(db, scope), words),
                _ => OverviewReport.Build(await read.OverviewAsync(db, scope), words, filter),
            };
        return new(kind, filter, scope, view, new(book.Teams, account));
    }

    private ThemeScope ThemesOf(ReportScope scope, StaffMember staff)
    {
        var (from, to) = read.MomentsOf(scope);
        return new() { From = from, To = to, Where = scope.Where, Reader = staff };
    }

    /// <summary>A rule violation (not_found) for an account that is not there, and for one the viewer may not see.</summary>
    internal async Task<(ReportScope Scope, Account? Account)> ScopeAsync(
        FeedbackDb db, ReportFilter filter, StaffMember staff, RoutingBook.Page book, DateTime now, CancellationToken cancellation)
    {
        var today = read.DayOf(now);
        var account = filter.Account is not { } id ? null
            : await db.Accounts.AsNoTracking().VisibleTo(staff).FirstOrDefaultAsync(a => a.ExternalId == id, cancellation)
                ?? throw new RuleViolation("not_found", $"There is no account {id}.");
        var scope = new ReportScope
        {
            From = filter.From ?? today.AddDays(1 - filter.Last),
            To = (filter.To ?? today).AddDays(1),
            Where = [.. filter.Narrowing.Select(f => f.Dimension switch
            {
                Dimension.Account => KeyFilter.Of(Dimension.Account, account!.Id),
                Dimension.Team => KeyFilter.Of(Dimension.Team, book.Teams.FirstOrDefault(t => t.Key == f.Value)?.Id ?? Guid.Empty),
                _ => new KeyFilter(f.Dimension, f.Value),
            })],
            AccountsOf = staff.SeesEverything() ? null : staff.Id,
        };
        return scope.Days <= ReportScope.MostDays
            ? (scope, account)
            : throw new RuleViolation("report_too_long", $"A report covers at most {ReportScope.MostDays} days.", "from");
    }
}
