using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>A saved report on the page of those one may open.</summary>
public sealed record KeptReport(SavedReport Report, string Owner, bool MayChange);

/// <summary>Keeping reports: save, share, send by themselves, delete.</summary>
public static class SavedReportPages
{
    public const string Path = $"{ReportPages.Path}/kept";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/satisfaction/kept", ListAsync);
        console.MapPost("/satisfaction/kept", (HttpContext http, SaveReport save, UnitOfWork work) => SaveAsync(null, http, save, work));
        console.MapPost("/satisfaction/kept/{id:guid}", (Guid id, HttpContext http, SaveReport save, UnitOfWork work) => SaveAsync(id, http, save, work));
        console.MapPost("/satisfaction/kept/{id:guid}/delete", async (Guid id, HttpContext http, DeleteReport delete, UnitOfWork work) =>
        {
            await work.RunAsync(db => delete.RunAsync(db, id, http.Viewer().Staff), http.RequestAborted);
            return Results.Redirect(Path);
        });
    }

    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var viewer = http.Viewer();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var reports = await db.SavedReports.AsNoTracking().Where(r => r.OwnerId == viewer.Staff.Id || r.IsShared).OrderBy(r => r.Name).ThenBy(r => r.Id).ToListAsync(http.RequestAborted);
        var owners = reports.Select(r => r.OwnerId).Distinct().ToArray();
        var names = await db.Staff.AsNoTracking().Where(s => owners.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, http.RequestAborted);
        return Pages.Page<KeptReportsPage>(("Viewer", viewer), ("Reports", reports.Select(r => new KeptReport(
            r, names.GetValueOrDefault(r.OwnerId, ""), r.OwnerId == viewer.Staff.Id || viewer.IsManager)).ToList()));
    }

    private static async Task<IResult> SaveAsync(Guid? id, HttpContext http, SaveReport save, UnitOfWork work)
    {
        var form = await http.Request.ReadFormAsync();
        var kind = form["kind"].ToString();
        var wanted = new SavedReportForm(
            form["name"], BuildReport.Kinds.Contains(kind) ? kind : BuildReport.Overview, ReportFilter.Parse(form["query"].ToString()).Query, form["shared"] == "1",
            ColumnForms.TryParse<ReportSchedule>(form["schedule"], out var schedule) ? schedule : ReportSchedule.None,
            ColumnForms.TryParse<ReportFormat>(form["format"], out var format) ? format : ReportFormat.Xlsx);
        try
        {
            await work.RunAsync(db => save.RunAsync(db, id, wanted, http.Viewer().Staff), http.RequestAborted);
            return Results.Redirect(Path);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return Pages.Page<Queue.RefusedPage>(
                StatusCodes.Status422UnprocessableEntity, ("Viewer", http.Viewer()), ("Why", broken), ("Back", $"{ReportPages.PathOf(wanted.Kind)}?{wanted.Query}"));
        }
    }
}
