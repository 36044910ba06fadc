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
/// <param name="Owners">Who has accounts, by name; none for those who see their own accounts only.</param>
public sealed record ReportChoices(IReadOnlyList<Team> Teams, Account? Account, IReadOnlyList<ReportOwner> Owners)
{
    /// <summary>Whose accounts a report tells of where somebody chose that.</summary>
    public string? OwnerName(ReportScope scope) => Owners.FirstOrDefault(o => o.Id == scope.AccountsOf)?.Name;
}

/// <summary>Somebody who owns accounts.</summary>
public sealed record ReportOwner(Guid Id, string Name);

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
                "themes" => ThemesReport.Build(await themes.RunAsync(db, await ThemesOfAsync(db, scope, staff, cancellation), cancellation), words, filter),
                "drivers" => DriversReport.Build(await drivers.RunAsync(db, scope), words),
                _ => OverviewReport.Build(await read.OverviewAsync(db, scope), words, filter),
            };
        return new(kind, filter, scope, view, await ChoicesAsync(db, book, scope, account, staff, cancellation));
    }

    internal static async Task<ReportChoices> ChoicesAsync(FeedbackDb db, RoutingBook.Page book, ReportScope scope, Account? account, StaffMember staff, CancellationToken cancellation)
    {
        var accounts = db.Accounts;
        return new(book.Teams, account, !staff.SeesEverything() ? [] : await db.Staff.AsNoTracking().Where(s => s.Id == scope.AccountsOf || accounts.Any(a => a.OwnerId == s.Id))
            .OrderBy(s => s.Name).ThenBy(s => s.Id).Select(s => new ReportOwner(s.Id, s.Name)).ToListAsync(cancellation));
    }

    private async Task<ThemeScope> ThemesOfAsync(FeedbackDb db, ReportScope scope, StaffMember staff, CancellationToken cancellation)
    {
        var (from, to) = read.MomentsOf(scope);
        var accounts = scope.AccountsOf is { } owner ? await db.Accounts.CaredForBy(owner).Select(a => a.Id).ToListAsync(cancellation) : null;
        return new() { From = from, To = to, Where = scope.Where, Reader = staff, Accounts = accounts };
    }

    /// <summary>A rule violation (not_found) for an account or an owner that is not there, and for an account the viewer may not see.</summary>
    internal async Task<(ReportScope Scope, Account? Account)> ScopeAsync(
        FeedbackDb db, ReportFilter filter, StaffMember staff, RoutingBook.Page book, DateTime now, CancellationToken cancellation)
    {
        var today = read.DayOf(now);
        var account = filter.Account is not { } id ? null
            : await db.Accounts.AsNoTracking().VisibleTo(staff).FirstOrDefaultAsync(a => a.ExternalId == id, cancellation)
                ?? throw new RuleViolation("not_found", $"There is no account {id}.");
        var owner = staff.SeesEverything() ? filter.Owner : staff.Id;
        if (owner is { } chosen && !await db.Staff.AnyAsync(s => s.Id == chosen, cancellation))
        {
            throw new RuleViolation("not_found", "There is no such member of staff.");
        }

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
            AccountsOf = owner,
        };
        return scope.Days <= ReportScope.MostDays
            ? (scope, account)
            : throw new RuleViolation("report_too_long", $"A report covers at most {ReportScope.MostDays} days.", "from");
    }
}
