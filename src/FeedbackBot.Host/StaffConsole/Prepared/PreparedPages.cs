using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Prepared;

/// <summary>Prepared replies and macros: everybody keeps their own, managers what all use.</summary>
public static class PreparedPages
{
    public const string RepliesPath = "/console/settings/replies";
    public const string MacrosPath = "/console/settings/macros";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/settings/replies", (HttpContext http, Guid? edit, ReadPrepared read) => RepliesAsync(http, read, edit, null));
        console.MapPost("/settings/replies", SaveReplyAsync);
        console.MapPost("/settings/replies/{id:guid}/remove", (Guid id, HttpContext http, UnitOfWork unitOfWork, SaveCannedReply save) =>
            RemoveAsync(http, RepliesPath, db => save.RemoveAsync(db, id, http.Viewer().Staff), unitOfWork));
        console.MapGet("/settings/macros", (HttpContext http, Guid? edit, ReadPrepared read) => MacrosAsync(http, read, edit, null));
        console.MapPost("/settings/macros", SaveMacroAsync);
        console.MapPost("/settings/macros/{id:guid}/remove", (Guid id, HttpContext http, UnitOfWork unitOfWork, SaveMacro save) =>
            RemoveAsync(http, MacrosPath, db => save.RemoveAsync(db, id, http.Viewer().Staff), unitOfWork));
    }

    private static async Task<IResult> RepliesAsync(HttpContext http, ReadPrepared read, Guid? edit, RuleViolation? refused)
    {
        var viewer = http.Viewer();
        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        var all = await read.RepliesAsync(viewer.Staff.Id, http.RequestAborted);
        var form = refused != null ? CannedForm.Read(await http.Request.ReadFormAsync()) : CannedForm.Of(all.FirstOrDefault(r => r.Id == edit));
        return Pages.Page<RepliesPage>(Status(refused), ("Viewer", viewer), ("All", all), ("Form", form), ("Refused", refused), ("Book", await read.BookAsync()), ("Names", read.Names));
    }

    private static async Task<IResult> SaveReplyAsync(HttpContext http, ReadPrepared read, UnitOfWork unitOfWork, SaveCannedReply save, FieldNames fields)
    {
        var form = CannedForm.Read(await http.Request.ReadFormAsync());
        return await SavedAsync(http, RepliesPath, () => unitOfWork.RunAsync(
            db => save.RunAsync(db, form.Id, new(form.Title, form.Shortcut, form.Chinese, form.English), Whose.Read(form.Sharing, form.Team, http.Viewer().Staff.Id), http.Viewer().Staff, fields.All)),
            refused => RepliesAsync(http, read, null, refused));
    }

    private static async Task<IResult> MacrosAsync(HttpContext http, ReadPrepared read, Guid? edit, RuleViolation? refused)
    {
        var viewer = http.Viewer();
        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        var all = await read.MacrosAsync(viewer.Staff.Id, http.RequestAborted);
        var form = refused != null ? MacroForm.Read(await http.Request.ReadFormAsync()) : MacroForm.Of(all.FirstOrDefault(m => m.Id == edit));
        return Pages.Page<MacrosPage>(
            Status(refused), ("Viewer", viewer), ("All", all), ("Form", form), ("Refused", refused), ("Book", await read.BookAsync()), ("Names", read.Names),
            ("Replies", (await read.RepliesAsync(viewer.Staff.Id, http.RequestAborted)).Where(r => r.Sharing != Sharing.Private).ToList()), ("Colleagues", await read.ColleaguesAsync(http.RequestAborted)));
    }

    private static async Task<IResult> SaveMacroAsync(HttpContext http, ReadPrepared read, UnitOfWork unitOfWork, SaveMacro save, FieldNames fields)
    {
        var form = MacroForm.Read(await http.Request.ReadFormAsync());
        return await SavedAsync(http, MacrosPath, () => unitOfWork.RunAsync(
            db => save.RunAsync(db, form.Id, form.Name, form.Steps(), Whose.Read(form.Sharing, form.Team, http.Viewer().Staff.Id), http.Viewer().Staff, fields.All)),
            refused => MacrosAsync(http, read, null, refused));
    }

    private static async Task<IResult> SavedAsync(HttpContext http, string path, Func<Task> save, Func<RuleViolation, Task<IResult>> refuse)
    {
        if (!http.Viewer().Works)
        {
            return Pages.Problem(http.Viewer().Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        try
        {
            await save();
            return Results.Redirect(path);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await refuse(broken);
        }
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, string path, Func<FeedbackDb, Task> remove, UnitOfWork unitOfWork)
    {
        try
        {
            await unitOfWork.RunAsync(remove);
            return Results.Redirect(path);
        }
        catch (RuleViolation broken) when (broken.Code == "not_yours")
        {
            return Pages.Problem(http.Viewer().Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }
    }

    private static int Status(RuleViolation? refused) => refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
}

/// <summary>Reads what lies ready, as one member of staff may see and change it.</summary>
public sealed class ReadPrepared(IDbContextFactory<FeedbackDb> contexts, RoutingBook routing, FieldNames fields)
{
    /// <summary>What may stand in braces.</summary>
    public IReadOnlyList<string> Names => [.. Variables.Names, .. fields.All.Order(StringComparer.Ordinal)];

    public ValueTask<RoutingBook.Page> BookAsync() => routing.OpenAsync();

    public async Task<IReadOnlyList<CannedReply>> RepliesAsync(Guid staff, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.CannedReplies.AsNoTracking().Where(r => r.Sharing != Sharing.Private || r.OwnerId == staff).OrderBy(r => r.Title).ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<Macro>> MacrosAsync(Guid staff, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Macros.AsNoTracking().Where(m => m.Sharing != Sharing.Private || m.OwnerId == staff).OrderBy(m => m.Name).ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await ReadQueue.ColleaguesAsync(db, cancellation);
    }
}
