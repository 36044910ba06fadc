using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.AspNetCore.WebUtilities;

namespace FeedbackBot.Host.StaffConsole.People;

/// <summary>Cases that wait to be told apart: one button a kind, then the next.</summary>
public static class TriagePages
{
    public const string Path = "/console/triage";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/triage", PageAsync);
        console.MapPost("/triage/{id}", SayAsync);
    }

    private static async Task<IResult> PageAsync(HttpContext http, ReadTriage read, string? done)
    {
        var viewer = http.Viewer();
        return viewer.Works
            ? Pages.Page<TriagePage>(("Viewer", viewer), ("List", await read.RunAsync(viewer.Staff, TicketNumber.Parse(done), http.RequestAborted)))
            : Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
    }

    /// <summary>People's word on the kind, and the rules once more with it.</summary>
    private static async Task<IResult> SayAsync(string id, HttpContext http, ReadTicket tickets, ReadTriage read, UnitOfWork work, CorrectReading correct, RouteAgain route)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        if (await tickets.MarkAsync(viewer.Staff, number) == null)
        {
            throw ReadTicket.Missing(number);
        }

        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        var typed = new Fields(await http.Request.ReadFormAsync());
        if (ColumnForms.TryParse<FeedbackKind>(typed["kind"], out var kind))
        {
            await work.RunAsync(async db =>
            {
                await correct.RunAsync(db, number, new(kind), viewer.Actor);
                await route.RunAsync(db, number);
            }, http.RequestAborted);
        }

        return http.Request.IsPart()
            ? Pages.Page<TriageRegion>(("Viewer", viewer), ("List", await read.RunAsync(viewer.Staff, number, http.RequestAborted)), ("Answers", true))
            : Results.Redirect(QueryHelpers.AddQueryString(Path, "done", TicketNumber.Format(number)));
    }
}
