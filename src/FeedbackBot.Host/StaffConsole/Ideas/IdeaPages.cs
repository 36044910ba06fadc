using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Ideas;

/// <summary>The board of suggestions: what customers wish for, by votes, and how it stands.</summary>
public static class IdeaPages
{
    public const string Path = "/console/ideas";
    private const int MostPages = 1000;

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/ideas", (HttpContext http, ReadIdeas read, string? status, string? q, int? page) => ListAsync(http, read, status, q, page));
        console.MapGet("/ideas/{id}/similar", SimilarAsync);
        console.MapPost("/ideas/{id}/status", StatusAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ReadIdeas read, string? status, string? q, int? page, TriedStatus? tried = null)
    {
        var words = string.IsNullOrWhiteSpace(q) ? null : q.Trim()[..Math.Min(q.Trim().Length, 200)];
        var board = await read.RunAsync(
            http.Viewer().Staff, ColumnForms.TryParse<IdeaStatus>(status, out var wanted) ? wanted : null, words, Math.Clamp(page ?? 0, 0, MostPages), http.RequestAborted);
        var code = tried == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Pages.Page<IdeasPage>(code, ("Viewer", http.Viewer()), ("Board", board), ("Tried", tried));
    }

    private static async Task<IResult> SimilarAsync(string id, HttpContext http, ReadIdeas read)
    {
        var number = TicketPages.Number(id);
        var board = await read.LikeAsync(http.Viewer().Staff, number, http.RequestAborted) ?? throw ReadTicket.Missing(number);
        return Pages.Page<IdeasPage>(("Viewer", http.Viewer()), ("Board", board));
    }

    private static async Task<IResult> StatusAsync(string id, HttpContext http, ReadTicket readTicket, ReadIdeas read, UnitOfWork unit, SetIdeaStatus set)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        if (await readTicket.MarkAsync(viewer.Staff, number) == null)
        {
            throw ReadTicket.Missing(number);
        }

        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        var typed = new Fields(await http.Request.ReadFormAsync(http.RequestAborted));
        try
        {
            if (!ColumnForms.TryParse<IdeaStatus>(typed["status"], out var status))
            {
                throw new RuleViolation("required", "Choose how the suggestion stands.", "status");
            }

            await unit.RunAsync(db => set.RunAsync(db, number, status, typed["words"], viewer.Actor), http.RequestAborted);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await ListAsync(http, read, null, TicketNumber.Format(number), null, new(number, typed["status"], typed["words"], broken));
        }

        return Results.Redirect(Path);
    }
}

/// <summary>A change of how a suggestion stands that was refused; it comes back as it was typed.</summary>
public sealed record TriedStatus(long Number, string Status, string Words, RuleViolation Refused);
