using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Labels;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Readers;

/// <summary>Which readers there are, and how well they agree with the people who look at their readings; for managers.</summary>
public static class ReaderPages
{
    public const string Path = "/console/settings/reader";

    /// <summary>How far the figures look back.</summary>
    public const int Months = 12;

    public static void Map(RouteGroupBuilder console) => console.MapGet("/settings/reader", PageAsync);

    private static async Task<IResult> PageAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, ReadingModel model, ReadMessage read)
    {
        var viewer = http.Viewer();
        if (!viewer.IsManager)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var agreement = await db.AgreementAsync(FirstMonth(viewer.Now), http.RequestAborted);
        return Pages.Page<ReaderPage>(("Viewer", viewer), ("Model", model), ("Others", read.Others), ("Agreement", agreement));
    }

    /// <summary>Whole months, the running one among them.</summary>
    private static DateTime FirstMonth(DateTime now) => new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1 - Months);
}
