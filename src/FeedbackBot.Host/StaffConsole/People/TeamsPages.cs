using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.People;

/// <summary>A member of a team as the page shows them.</summary>
public sealed record TeamLine(TeamMember Member, StaffMember Staff, Load Load);

/// <summary>Teams: who is in them, and how they get their cases.</summary>
public static class TeamsPages
{
    public const string Path = "/console/settings/teams";

    public static void Map(RouteGroupBuilder console)
    {
        var teams = console.MapGroup("/settings/teams").AddEndpointFilter<ManagersOnly>();
        teams.MapGet("", (HttpContext http, IDbContextFactory<FeedbackDb> contexts, string? done) => PageAsync(http, contexts, done, null));
        teams.MapPost("", (HttpContext http, TeamChange change, KeepTeam keep) =>
            change.RunAsync(http, (db, typed, viewer) => keep.RunAsync(db, typed["key"].Trim(), isNew: true, FactsOf(typed), viewer.Actor)));
        teams.MapPost("/{id}", (string id, HttpContext http, TeamChange change, KeepTeam keep) =>
            change.RunAsync(http, (db, typed, viewer) => keep.RunAsync(db, id, isNew: false, FactsOf(typed), viewer.Actor)));
        teams.MapPost("/{id}/members", (string id, HttpContext http, TeamChange change, KeepTeamMember keep) =>
            change.RunAsync(http, (db, typed, viewer) => keep.RunAsync(
                db, id, MemberOf(typed), typed["line"] == "2" ? TeamMember.SecondLine : TeamMember.FirstLine, typed["lead"].Length > 0, viewer.Actor)));
        teams.MapPost("/{id}/members/remove", (string id, HttpContext http, TeamChange change, RemoveTeamMember remove) =>
            change.RunAsync(http, (db, typed, viewer) => remove.RunAsync(db, id, MemberOf(typed), viewer.Actor)));
    }

    internal static async Task<IResult> PageAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, string? done, RuleViolation? refused)
    {
        var viewer = http.Viewer();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var teams = await db.Teams.AsNoTracking().OrderBy(t => t.Key).ToListAsync(http.RequestAborted);
        var staff = await db.Staff.AsNoTracking().OrderBy(s => s.Name).ToListAsync(http.RequestAborted);
        var members = await db.TeamMembers.AsNoTracking().ToListAsync(http.RequestAborted);
        var loads = await db.LoadsAsync([.. members.Select(m => m.StaffId).Distinct()], viewer.Now);
        var lines = members.Where(m => staff.Exists(s => s.Id == m.StaffId))
            .Select(m => new TeamLine(m, staff.Find(s => s.Id == m.StaffId)!, loads[m.StaffId])).OrderBy(l => l.Staff.Name, StringComparer.CurrentCulture).ToLookup(l => l.Member.TeamId);
        return Pages.Page<TeamsPage>(refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("Viewer", viewer), ("Teams", teams), ("Lines", lines), ("Staff", staff.FindAll(s => (s.Roles & ~StaffRoles.AccountOwner) != 0)), ("Done", done), ("Refused", refused));
    }

    private static TeamFacts FactsOf(Fields typed) => new(typed["name_zh"], typed["name_en"], typed["pushes"].Length > 0, Minutes(typed["away"]), Minutes(typed["idle"]));

    private static int? Minutes(string typed) =>
        typed.Trim().Length == 0 ? null
        : int.TryParse(typed, NumberStyles.Integer, CultureInfo.InvariantCulture, out var minutes) ? minutes
        : throw new RuleViolation("minutes_range", "Minutes must be a whole number.", "minutes");

    private static Guid MemberOf(Fields typed) =>
        Guid.TryParse(typed["member"], out var id) ? id : throw new RuleViolation("unknown_staff", "Choose a member of staff.", "member");
}

/// <summary>Runs a change of teams in one commit, and answers with the page that shows it or says why not.</summary>
public sealed class TeamChange(UnitOfWork work, RoutingBook book, IDbContextFactory<FeedbackDb> contexts)
{
    public async Task<IResult> RunAsync(HttpContext http, Func<FeedbackDb, Fields, Viewer, Task> change)
    {
        var typed = new Fields(await http.Request.ReadFormAsync());
        try
        {
            await work.RunAsync(db => change(db, typed, http.Viewer()), http.RequestAborted);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await TeamsPages.PageAsync(http, contexts, null, broken);
        }

        book.Forget();
        return Results.Redirect(QueryHelpers.AddQueryString(TeamsPages.Path, "done", "saved"));
    }
}
