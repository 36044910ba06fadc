using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Life;

/// <summary>Pages on which something is looked at before it is done to a case: merging, splitting, telling everybody affected.</summary>
public static class LifePages
{
    private const int MostMessages = 200;
    private const int MostSuggested = 8;

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/tickets/{id}/merge", MergeAsync);
        console.MapGet("/tickets/{id}/split", SplitAsync);
        console.MapGet("/tickets/{id}/affected", (string id, HttpContext http, ReadTicket read, IDbContextFactory<FeedbackDb> contexts) => AffectedAsync(http, id, read, contexts, Typed.Nothing));
        console.MapPost("/tickets/{id}/affected", TellAsync);
    }

    private static async Task<IResult> MergeAsync(string id, string? into, HttpContext http, ReadTicket read, IDbContextFactory<FeedbackDb> contexts)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        var screen = await read.RunAsync(viewer.Staff, number, http.RequestAborted);
        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var wanted = TicketNumber.Parse(into);
        var target = wanted == null || wanted == number ? null
            : await db.Tickets.AsNoTracking().VisibleTo(db, viewer.Staff).FirstOrDefaultAsync(t => t.Number == wanted, http.RequestAborted);
        return Pages.Page<MergePage>(("Viewer", viewer), ("Screen", screen), ("Into", into), ("Target", target), ("Contact", target == null ? null : await db.Contacts.FindAsync(target.ContactId)),
            ("Suggested", await OfSameAsync(db, screen.Ticket, viewer.Staff, http.RequestAborted)));
    }

    /// <summary>Other open cases of this person or account: mostly what is looked for.</summary>
    private static Task<List<Ticket>> OfSameAsync(FeedbackDb db, Ticket ticket, StaffMember staff, CancellationToken cancellation) =>
        db.Tickets.AsNoTracking().VisibleTo(db, staff)
            .Where(t => t.Number != ticket.Number && (t.ContactId == ticket.ContactId || (ticket.AccountId != null && t.AccountId == ticket.AccountId)))
            .Where(t => t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed)
            .OrderByDescending(t => t.Number).Take(MostSuggested).ToListAsync(cancellation);

    private static async Task<IResult> SplitAsync(string id, HttpContext http, ReadTicket read, IDbContextFactory<FeedbackDb> contexts)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        var screen = await read.RunAsync(viewer.Staff, number, http.RequestAborted);
        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var talk = await db.TalkAsync(screen.Ticket.ConversationId, viewer.Staff.Id, http.RequestAborted);
        var said = (await talk.SaidOn(db.Messages.AsNoTracking(), number).Where(m => m.Speaker == Speaker.Customer)
            .OrderByDescending(m => m.Sequence).Take(MostMessages).ToListAsync(http.RequestAborted)).FindAll(m => !talk.Hides(m));
        said.Reverse();
        return Pages.Page<SplitPage>(("Viewer", viewer), ("Screen", screen), ("Said", said));
    }

    private static async Task<IResult> AffectedAsync(HttpContext http, string id, ReadTicket read, IDbContextFactory<FeedbackDb> contexts, Typed typed)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        var screen = await read.RunAsync(viewer.Staff, number, http.RequestAborted);
        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var affected = await db.AffectedByAsync(number, viewer.Staff, viewer.Now, http.RequestAborted);
        var cases = await db.CausedBy(number, viewer.Staff).CountAsync(http.RequestAborted);
        var status = typed.Refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Pages.Page<AffectedPage>(status, ("Viewer", viewer), ("Screen", screen), ("All", affected), ("Cases", cases), ("Typed", typed));
    }

    private static async Task<IResult> TellAsync(string id, HttpContext http, ReadTicket read, TellAffected tell, IDbContextFactory<FeedbackDb> contexts)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        if (await read.MarkAsync(viewer.Staff, number) == null)
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
            await tell.RunAsync(number, NewsIn(typed), viewer.Actor, http.RequestAborted);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await AffectedAsync(http, id, read, contexts, new("affected", typed.All, broken));
        }

        return Results.Redirect(TicketPages.PathOf(number) + "/affected");
    }

    private static AffectedNews NewsIn(Fields typed)
    {
        if (typed["resolve"] != "yes")
        {
            return new(typed["chinese"], typed["english"], typed["again"] == "yes");
        }

        return ColumnForms.TryParse<Responsibility>(typed["responsibility"], out var whose)
            ? new(typed["chinese"], typed["english"], typed["again"] == "yes", new(typed["cause"], typed["remedy"], whose, TellsCustomer: true))
            : throw new RuleViolation("required", "Say whose issue it was.", "responsibility");
    }
}
