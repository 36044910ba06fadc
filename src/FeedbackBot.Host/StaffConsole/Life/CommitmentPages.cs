using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Life;

/// <summary>A promise with its case, as the list shows it.</summary>
public sealed record CommitmentRow(Commitment Commitment, string Subject, string Language, string? Owner);

/// <summary>The list of promises made at closing: mine or all, what is due first.</summary>
public static class CommitmentPages
{
    public const string Path = "/console/commitments";
    private const int PageSize = 50;

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/commitments", ListAsync);
        console.MapPost("/commitments/{id:guid}/done", DoneAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, string? show, int? page)
    {
        var viewer = http.Viewer();
        var (wanted, skip) = (show is "all" or "overdue" or "done" ? show : "mine", Math.Clamp(page ?? 0, 0, 1000) * PageSize);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var (visible, staff) = (db.Tickets.AsNoTracking().VisibleTo(db, viewer.Staff), db.Staff.AsNoTracking());
        var some = Narrow(db.Commitments.AsNoTracking(), wanted, viewer);
        var rows = await some.Join(visible, c => c.TicketNumber, t => t.Number, (c, t) => new { c, t.Subject, t.Language, Owner = staff.Where(s => s.Id == c.OwnerId).Select(s => s.Name).FirstOrDefault() })
            .Skip(skip).Take(PageSize + 1).ToListAsync(http.RequestAborted);
        var list = rows.Take(PageSize).Select(r => new CommitmentRow(r.c, r.Subject, r.Language, r.Owner)).ToList();
        return Pages.Page<CommitmentsPage>(("Viewer", viewer), ("Rows", list), ("Show", wanted), ("Number", skip / PageSize), ("HasMore", rows.Count > PageSize));
    }

    private static IQueryable<Commitment> Narrow(IQueryable<Commitment> all, string show, Viewer viewer) => show switch
    {
        "done" => all.Where(c => c.DoneAt != null).OrderByDescending(c => c.DoneAt).ThenBy(c => c.Id),
        "overdue" => all.Where(c => c.DoneAt == null && c.DueAt < viewer.Now).OrderBy(c => c.DueAt).ThenBy(c => c.Id),
        "all" => all.Where(c => c.DoneAt == null).OrderBy(c => c.DueAt).ThenBy(c => c.Id),
        _ => all.Where(c => c.DoneAt == null && c.OwnerId == viewer.Staff.Id).OrderBy(c => c.DueAt).ThenBy(c => c.Id),
    };

    private static async Task<IResult> DoneAsync(Guid id, string? show, HttpContext http, UnitOfWork unit, FinishCommitment finish, IDbContextFactory<FeedbackDb> contexts)
    {
        var viewer = http.Viewer();
        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        await using (var db = await contexts.CreateDbContextAsync(http.RequestAborted))
        {
            var visible = db.Tickets.VisibleTo(db, viewer.Staff);
            if (!await db.Commitments.AnyAsync(c => c.Id == id && visible.Any(t => t.Number == c.TicketNumber), http.RequestAborted))
            {
                throw new RuleViolation("not_found", "There is no such promise.");
            }
        }

        await unit.RunAsync(db => finish.RunAsync(db, id, viewer.Actor), http.RequestAborted);
        return Results.Redirect(QueryHelpers.AddQueryString(Path, "show", show is "all" or "overdue" ? show : "mine"));
    }
}
