using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.StaffConsole.Digests;

/// <summary>Digests in the console: how often they come, what was sent, what one would say now, and what is to be done about it.</summary>
public static class DigestPages
{
    public const string Path = "/console/digests";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/digests", async (HttpContext http, ReadDigests read, string? owner, string? done) =>
            Pages.Page<DigestsPage>(("Viewer", http.Viewer()), ("Screen", await read.ListAsync(http.Viewer(), owner == null ? null : Id(owner), http.RequestAborted)), ("Done", done)));
        console.MapPost("/digests/rhythm", RhythmAsync);
        DigestWayPages.Map(console);
        console.MapGet("/digests/preview", PreviewAsync);
        console.MapPost("/digests/test", TestAsync);
        console.MapGet("/digests/{id}", (string id, HttpContext http, ReadDigests read) => PageAsync(Id(id), http, read, null));
        console.MapPost("/digests/{id}/acknowledge", (string id, HttpContext http, ReadDigests read, UnitOfWork work, AcknowledgeDigest acknowledge) =>
            DoAsync(Id(id), http, read, work, (db, _) => acknowledge.RunAsync(db, Id(id), http.Viewer().Staff)));
        console.MapPost("/digests/{id}/actions", (string id, HttpContext http, ReadDigests read, UnitOfWork work, NoteAction note) =>
            DoAsync(Id(id), http, read, work, (db, typed) => note.RunAsync(db, Id(id), Id(typed["account"]), typed["text"], Day(typed["due"]), http.Viewer().Staff)));
        console.MapPost("/digests/{id}/actions/{action:guid}/done", (string id, Guid action, HttpContext http, ReadDigests read, UnitOfWork work, FinishAction finish) =>
            DoAsync(Id(id), http, read, work, (db, typed) => finish.RunAsync(db, action, typed["outcome"], http.Viewer().Staff)));
    }

    public static string PathOf(Guid id) => $"{Path}/{id}";

    internal static Guid Id(string text) => Guid.TryParse(text, out var id) ? id : Guid.Empty;

    private static DateOnly Day(string typed) => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new RuleViolation("action_day", "A date is written as 2026-11-30.", "due");

    private static async Task<IResult> PageAsync(Guid id, HttpContext http, ReadDigests read, RuleViolation? refused)
    {
        var typed = refused == null ? null : new Fields(await http.Request.ReadFormAsync(http.RequestAborted));
        return Pages.Page<DigestPage>(refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("Viewer", http.Viewer()), ("Screen", await read.RunAsync(http.Viewer(), id, http.RequestAborted)), ("Refused", refused), ("Typed", typed?.All));
    }

    private static async Task<IResult> DoAsync(Guid id, HttpContext http, ReadDigests read, UnitOfWork work, Func<FeedbackDb, Fields, Task> change)
    {
        var typed = new Fields(await http.Request.ReadFormAsync(http.RequestAborted));
        try
        {
            await work.RunAsync(db => change(db, typed), http.RequestAborted);
            return Results.Redirect(PathOf(id));
        }
        catch (RuleViolation refused) when (refused.Code != "not_found")
        {
            return await PageAsync(id, http, read, refused);
        }
    }

    private static async Task<IResult> RhythmAsync(HttpContext http, UnitOfWork work, ChooseDigestRhythm choose)
    {
        var typed = new Fields(await http.Request.ReadFormAsync(http.RequestAborted));
        if (!ColumnForms.TryParse<DigestRhythm>(typed["rhythm"], out var rhythm))
        {
            return Pages.Problem(http.Viewer().Frame, StatusCodes.Status400BadRequest, "problem.form");
        }

        await work.RunAsync(db => choose.RunAsync(db, Id(typed["owner"]), rhythm, http.Viewer().Staff), http.RequestAborted);
        return Results.Redirect($"{Path}?owner={Id(typed["owner"])}&done=rhythm");
    }

    private static async Task<IResult> PreviewAsync(HttpContext http, TryDigest attempt, string? owner, string? period)
    {
        var (viewer, id) = (http.Viewer(), owner == null ? http.Viewer().Staff.Id : Id(owner));
        try
        {
            var email = await attempt.RunAsync(id, string.IsNullOrWhiteSpace(period) ? null : period.Trim(), viewer.Staff, post: false, http.RequestAborted);
            return Pages.Page<DigestPreviewPage>(("Viewer", viewer), ("Owner", id), ("Period", period), ("Email", email));
        }
        catch (RuleViolation refused) when (refused.Code != "not_found")
        {
            return Pages.Page<DigestPreviewPage>(StatusCodes.Status422UnprocessableEntity, ("Viewer", viewer), ("Owner", id), ("Period", period), ("Refused", refused));
        }
    }

    private static async Task<IResult> TestAsync(HttpContext http, TryDigest attempt, DeliverOutbox deliver)
    {
        var (viewer, typed) = (http.Viewer(), new Fields(await http.Request.ReadFormAsync(http.RequestAborted)));
        var (id, period) = (Id(typed["owner"]), typed["period"].Trim());
        try
        {
            await attempt.RunAsync(id, period.Length == 0 ? null : period, viewer.Staff, post: true, http.RequestAborted);
        }
        catch (RuleViolation refused) when (refused.Code != "not_found")
        {
            return Pages.Page<DigestPreviewPage>(StatusCodes.Status422UnprocessableEntity, ("Viewer", viewer), ("Owner", id), ("Period", period), ("Refused", refused));
        }

        await deliver.RunAsync(http.RequestAborted);
        return Results.Redirect($"{Path}?owner={id}&done=test");
    }
}
