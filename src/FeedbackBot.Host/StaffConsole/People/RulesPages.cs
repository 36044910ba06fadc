using System.Globalization;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.People;

/// <summary>Routing rules: the list in its order, a rule's form, and the dry run over past cases.</summary>
public static class RulesPages
{
    public const string Path = "/console/settings/routing";
    public const string New = "new";

    public static void Map(RouteGroupBuilder console)
    {
        var rules = console.MapGroup("/settings/routing").AddEndpointFilter<ManagersOnly>();
        rules.MapGet("", ListAsync);
        rules.MapGet("/{id}", RuleAsync);
        rules.MapPost("/{id}", SaveAsync);
        rules.MapPost("/{id}/move", (string id, HttpContext http, RoutingBook book, UnitOfWork work, MoveRule move) =>
            ChangeAsync(http, book, work, "moved", (db, typed, viewer) => move.RunAsync(db, IdOf(id) ?? Guid.Empty, typed["way"] == "up", viewer.Actor)));
        rules.MapPost("/{id}/remove", (string id, HttpContext http, RoutingBook book, UnitOfWork work, RemoveRule remove) =>
            ChangeAsync(http, book, work, "removed", (db, _, viewer) => remove.RunAsync(db, IdOf(id) ?? Guid.Empty, viewer.Actor)));
    }

    public static string PathOf(Guid? id) => $"{Path}/{id?.ToString() ?? New}";

    private static Guid? IdOf(string id) => Guid.TryParse(id, out var parsed) ? parsed : null;

    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, TryRules trial, int? days, string? done, string? refused)
    {
        var viewer = http.Viewer();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var rules = await db.RoutingRules.AsNoTracking().OrderBy(r => r.Position).ToListAsync(http.RequestAborted);
        var forms = new Dictionary<Guid, RuleForm>();
        var teams = await TeamsAsync(db, http);
        foreach (var rule in rules)
        {
            forms[rule.Id] = await RuleForm.OfAsync(db, rule, teams, http.RequestAborted);
        }

        return Pages.Page<RulesPage>(("Viewer", viewer), ("Rules", rules), ("Forms", forms), ("Teams", teams), ("Done", done), ("Refused", refused),
            ("Trial", days is { } back ? await trial.RunAsync(viewer.Staff, rules, Days(back), http.RequestAborted) : null));
    }

    private static async Task<IResult> RuleAsync(string id, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var teams = await TeamsAsync(db, http);
        if (id == New)
        {
            return Page(http, null, RuleForm.Empty, teams);
        }

        var rule = await db.RoutingRules.AsNoTracking().FirstOrDefaultAsync(r => r.Id == IdOf(id), http.RequestAborted)
            ?? throw new RuleViolation("not_found", "There is no such rule.");
        return Page(http, rule.Id, await RuleForm.OfAsync(db, rule, teams, http.RequestAborted), teams);
    }

    /// <summary>Tries where days are sent, else saves.</summary>
    private static async Task<IResult> SaveAsync(
        string id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, UnitOfWork work, KeepRule keep, TryRules trial, RoutingBook book)
    {
        var (viewer, typed, at) = (http.Viewer(), new Fields(await http.Request.ReadFormAsync()), IdOf(id));
        var form = RuleForm.Read(typed);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var teams = await TeamsAsync(db, http);
        try
        {
            if (int.TryParse(typed["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days))
            {
                var proposed = await ProposedAsync(db, await form.DraftAsync(db, at, teams), teams, viewer);
                return Page(http, at, form, teams, trial: await trial.RunAsync(viewer.Staff, proposed, Days(days), http.RequestAborted));
            }

            await work.RunAsync(async inside => await keep.RunAsync(inside, await form.DraftAsync(inside, at, teams), viewer.Actor), http.RequestAborted);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return Page(http, at, form, teams, refused: broken);
        }

        book.Forget();
        return Results.Redirect(QueryHelpers.AddQueryString(Path, "done", "saved"));
    }

    /// <summary>The rules as they would be with the draft among them.</summary>
    private static async Task<IReadOnlyList<RoutingRule>> ProposedAsync(FeedbackDb db, RuleDraft draft, IReadOnlyList<Team> teams, Viewer viewer)
    {
        var rules = await db.RoutingRules.AsNoTracking().OrderBy(r => r.Position).ToListAsync();
        var wanted = RuleCheck.Checked(draft, rules, teams);
        var rule = new RoutingRule(0, wanted.Name, wanted.Conditions, wanted.TeamId, viewer.Now);
        var at = rules.FindIndex(r => r.Id == wanted.Id);
        return at < 0 ? [.. rules, rule] : [.. rules[..at], rule, .. rules[(at + 1)..]];
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, RoutingBook book, UnitOfWork work, string done, Func<FeedbackDb, Fields, Viewer, Task> change)
    {
        var typed = new Fields(await http.Request.ReadFormAsync());
        try
        {
            await work.RunAsync(db => change(db, typed, http.Viewer()), http.RequestAborted);
        }
        catch (RuleViolation broken) when (broken.Code == "rule_gone")
        {
            return Results.Redirect(QueryHelpers.AddQueryString(Path, "refused", broken.Code));
        }

        book.Forget();
        return Results.Redirect(QueryHelpers.AddQueryString(Path, "done", done));
    }

    private static IResult Page(HttpContext http, Guid? id, RuleForm form, IReadOnlyList<Team> teams, Trial? trial = null, RuleViolation? refused = null) =>
        Pages.Page<RulePage>(refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("Viewer", http.Viewer()), ("Id", id), ("Form", form), ("Teams", teams), ("Trial", trial), ("Refused", refused));

    private static int Days(int asked) => asked <= 7 ? 7 : 30;

    private static async Task<IReadOnlyList<Team>> TeamsAsync(FeedbackDb db, HttpContext http) =>
        await db.Teams.AsNoTracking().OrderBy(t => t.Key).ToListAsync(http.RequestAborted);
}
