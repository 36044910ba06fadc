using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.People;

/// <summary>Whether a member of staff is there: what they choose to be found as.</summary>
public static class PresencePages
{
    public const string Path = "/console/presence";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapPost("/presence", ChooseAsync);
    }

    private static async Task<IResult> ChooseAsync(HttpContext http, UnitOfWork work, IDbContextFactory<FeedbackDb> contexts, ShowPresence show)
    {
        var typed = new Fields(await http.Request.ReadFormAsync());
        if (ColumnForms.TryParse<Presence>(typed["presence"], out var chosen))
        {
            await work.RunAsync(db => show.RunAsync(db, http.Viewer().Staff.Id, chosen), http.RequestAborted);
        }

        return http.Request.IsPart() ? await MenuAsync(http, contexts) : Results.Redirect(Local(typed["returnUrl"]));
    }

    private static async Task<IResult> MenuAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var viewer = http.Viewer();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var staff = await db.Staff.AsNoTracking().FirstOrDefaultAsync(s => s.Id == viewer.Staff.Id, http.RequestAborted);
        return Pages.Page<PresenceMenu>(("Viewer", viewer with { Staff = staff ?? viewer.Staff }));
    }

    private static string Local(string url) => url.StartsWith("/console", StringComparison.Ordinal) ? url : "/console";
}
