using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Satisfaction.Ways;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.StaffConsole.Digests;

/// <summary>By which ways digests come, and sending once more what was given up.</summary>
internal static class DigestWayPages
{
    public static void Map(RouteGroupBuilder console)
    {
        console.MapPost("/digests/ways", WaysAsync);
        console.MapPost("/digests/{id}/retry", async (string id, HttpContext http, UnitOfWork work, RetryDigest retry) =>
        {
            await work.RunAsync(db => retry.RunAsync(db, DigestPages.Id(id), http.Viewer().Staff), http.RequestAborted);
            return Results.Redirect($"{DigestPages.Path}?owner={DigestPages.Id((await http.Request.ReadFormAsync(http.RequestAborted))["owner"].ToString())}&done=retry");
        });
    }

    private static async Task<IResult> WaysAsync(HttpContext http, UnitOfWork work, ReadDigests read, ChooseDigestWays choose)
    {
        var (viewer, typed) = (http.Viewer(), new Fields(await http.Request.ReadFormAsync(http.RequestAborted)));
        var owner = DigestPages.Id(typed["owner"]);
        var form = new DigestWaysForm(typed["email"] == "1", typed["teams_url"], typed["webhook_url"], typed["file"] == "1", typed["new_secret"] == "1");
        try
        {
            await work.RunAsync(db => choose.RunAsync(db, owner, form, viewer.Staff), http.RequestAborted);
            return Results.Redirect($"{DigestPages.Path}?owner={owner}&done=ways");
        }
        catch (RuleViolation refused) when (refused.Code != "not_found")
        {
            return Pages.Page<DigestsPage>(StatusCodes.Status422UnprocessableEntity,
                ("Viewer", viewer), ("Screen", await read.ListAsync(viewer, owner, http.RequestAborted)), ("Refused", refused), ("Typed", form));
        }
    }
}
