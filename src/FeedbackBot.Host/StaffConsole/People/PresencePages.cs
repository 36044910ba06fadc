using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.People;

/// <summary>Whether a member of staff is there: what they choose to be found as.</summary>
public static class PresencePages
{
    public const string Path = "/console/presence";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapPost("/presence", ChooseAsync);
    }

    private static async Task<IResult> ChooseAsync(HttpContext http, UnitOfWork work, ShowPresence show)
    {
        var typed = new Fields(await http.Request.ReadFormAsync());
        if (ColumnForms.TryParse<Presence>(typed["presence"], out var chosen))
        {
            await work.RunAsync(db => show.RunAsync(db, http.Viewer().Staff.Id, chosen), http.RequestAborted);
        }

        return http.Request.IsPart() ? await MenuAsync(http, work) : Results.Redirect(Local(typed["returnUrl"]));
    }

    private static async Task<IResult> MenuAsync(HttpContext http, UnitOfWork work)
    {
        var viewer = http.Viewer();
        var staff = await work.RunAsync(async db => await db.Staff.FindAsync(viewer.Staff.Id));
        return Pages.Page<PresenceMenu>(("Viewer", viewer with { Staff = staff ?? viewer.Staff }));
    }

    private static string Local(string url) => url.StartsWith("/console", StringComparison.Ordinal) ? url : "/console";
}
