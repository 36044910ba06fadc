using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>A saved view on the page where views are kept in order.</summary>
public sealed record ManagedView(SavedView View, bool MayChange, string Owner);

/// <summary>Keeping views: save, share, pin, order, delete.</summary>
public static class SavedViewPages
{
    public const string Path = "/console/views";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/views", ListAsync);
        console.MapPost("/views", (HttpContext http, SaveView save, UnitOfWork work) => SaveAsync(http, null, save, work));
        console.MapPost("/views/{id:guid}", (Guid id, HttpContext http, SaveView save, UnitOfWork work) => SaveAsync(http, id, save, work));
        console.MapPost("/views/{id:guid}/delete", (Guid id, HttpContext http, DeleteView delete, UnitOfWork work) =>
            DoAsync(http, work, (db, staff) => delete.RunAsync(db, id, staff)));
        console.MapPost("/views/{id:guid}/{way:regex(^(up|down)$)}", (Guid id, string way, HttpContext http, MoveView move, UnitOfWork work) =>
            DoAsync(http, work, (db, staff) => move.RunAsync(db, id, way == "up", staff)));
    }

    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, RoutingBook routing)
    {
        var viewer = http.Viewer();
        var book = await routing.OpenAsync();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var member = await QueueMember.OfAsync(db, viewer.Staff, book, http.RequestAborted);
        var views = viewer.IsManager
            ? db.SavedViews.AsNoTracking().Where(v => v.OwnerId == viewer.Staff.Id || v.SharedWith != null).OrderBy(v => v.Position).ThenBy(v => v.Id)
            : db.ViewsOf(viewer.Staff.Id, member.TeamKeys(book));
        var owners = await db.Staff.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, http.RequestAborted);
        var rows = (await views.ToListAsync(http.RequestAborted))
            .Select(v => new ManagedView(v, v.OwnerId == viewer.Staff.Id || (viewer.IsManager && v.SharedWith != null), owners.GetValueOrDefault(v.OwnerId, ""))).ToList();
        return Pages.Page<SavedViewsPage>(("Viewer", viewer), ("Views", rows), ("Book", book));
    }

    private static async Task<IResult> SaveAsync(HttpContext http, Guid? id, SaveView save, UnitOfWork work)
    {
        var form = await http.Request.ReadFormAsync();
        var view = new SavedViewForm(form["name"], Clean(form["query"].ToString()), form["shared"], form["pinned"] == "1");
        try
        {
            var saved = await work.RunAsync(db => save.RunAsync(db, id, view, http.Viewer().Staff), http.RequestAborted);
            return Results.Redirect(id == null ? $"{QueuePages.Path}?{saved.Query}" : Path);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return Pages.Page<RefusedPage>(StatusCodes.Status422UnprocessableEntity, ("Viewer", http.Viewer()), ("Why", broken), ("Back", $"{QueuePages.Path}?{view.Query}"));
        }
    }

    /// <summary>Only what the queue understands is kept, in the one form it is compared by.</summary>
    private static string Clean(string query) => QueueFilter.Read(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query))).Query;

    private static async Task<IResult> DoAsync(HttpContext http, UnitOfWork work, Func<FeedbackDb, StaffMember, Task> change)
    {
        await work.RunAsync(db => change(db, http.Viewer().Staff), http.RequestAborted);
        return Results.Redirect(Path);
    }
}
