using FeedbackBot.Host.DirectLine;
using FeedbackBot.Host.Settings;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>The page of a case, its live part, and the files that came with its messages.</summary>
public static class TicketPages
{
    public static void Map(RouteGroupBuilder console, WebChatOptions limits)
    {
        console.MapGet("/tickets/{id}", PageAsync);
        console.MapGet("/tickets/{id}/now", NowAsync);
        console.MapGet("/tickets/{id}/live", LiveAsync);
        console.MapGet("/tickets/{id}/print", PrintAsync);
        console.MapGet("/tickets/{id}/earlier", EarlierAsync);
        console.MapGet("/attachments/{attachment:guid}", AttachmentAsync);
        TicketActions.Map(console.MapGroup("/tickets/{id}"));
        WriteActions.Map(console.MapGroup("/tickets/{id}"), limits);
        PreparedActions.Map(console.MapGroup("/tickets/{id}"));
        PromiseActions.Map(console.MapGroup("/tickets/{id}"));
    }

    public static string PathOf(long number) => $"/console/tickets/{TicketNumber.Format(number)}";

    internal static long Number(string id) => TicketNumber.Parse(id) ?? throw ReadTicket.Missing(0);

    private static async Task<IResult> PageAsync(string id, HttpContext http, ReadTicket read)
    {
        var number = Number(id);
        return id == TicketNumber.Format(number)
            ? Pages.Page<TicketPage>(("Viewer", http.Viewer()), ("Screen", await read.RunAsync(http.Viewer().Staff, number, http.RequestAborted)))
            : Results.Redirect(PathOf(number));
    }

    /// <summary>What may have changed while one looks: everything but the boxes one writes in.</summary>
    private static async Task<IResult> NowAsync(string id, HttpContext http, ReadTicket read) =>
        Pages.Page<TicketNow>(("Viewer", http.Viewer()), ("Screen", await read.RunAsync(http.Viewer().Staff, Number(id), http.RequestAborted)));

    private static async Task<IResult> PrintAsync(string id, HttpContext http, ReadTicket read) =>
        Pages.Page<PrintPage>(("Viewer", http.Viewer()), ("Screen", await read.RunAsync(http.Viewer().Staff, Number(id), http.RequestAborted)));

    private static async Task<IResult> EarlierAsync(string id, int? before, HttpContext http, ReadTicket read, IDbContextFactory<FeedbackDb> contexts)
    {
        var (viewer, screen) = (http.Viewer(), await read.RunAsync(http.Viewer().Staff, Number(id), http.RequestAborted));
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var said = await CaseSaid.ReadAsync(db, screen.Ticket, [], viewer.Staff.Id, http.RequestAborted, before ?? int.MaxValue);
        return Pages.Page<EarlierPage>(("Viewer", viewer), ("Screen", screen), ("Said", said));
    }

    private static async Task LiveAsync(string id, string? seen, HttpContext http, LiveStream live, ReadTicket read)
    {
        var number = Number(id);
        var staff = http.Viewer().Staff;
        var (conversation, _) = await read.MarkAsync(staff, number) ?? throw ReadTicket.Missing(number);
        await live.RunAsync(http, [Topics.Ticket(number), Topics.Conversation(conversation)],
            async () => (await read.MarkAsync(staff, number))?.Mark != seen, TimeSpan.Zero, Topics.CustomerTypes(conversation));
    }

    private static async Task<IResult> AttachmentAsync(Guid attachment, HttpContext http, KeepAttachment keep, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var visible = db.Tickets.VisibleTo(db, http.Viewer().Staff);
        foreach (var found in await db.Attachments.AsNoTracking()
            .Where(a => a.Id == attachment && visible.Any(t => t.ConversationId == a.ConversationId)).ToListAsync(http.RequestAborted))
        {
            if (!await IsHiddenAsync(db, found, http))
            {
                return keep.Send(http, found);
            }
        }

        throw new RuleViolation("not_found", "There is no such file.");
    }

    /// <summary>In a chat with several cases, one of which is hidden from the viewer, a file goes with the message it came with.</summary>
    private static async Task<bool> IsHiddenAsync(FeedbackDb db, Attachment file, HttpContext http)
    {
        var talk = await db.TalkAsync(file.ConversationId, http.Viewer().Staff.Id, http.RequestAborted);
        return !talk.HidesNothing
            && (await db.Messages.AsNoTracking().Where(m => m.ConversationId == file.ConversationId && m.Extras != null).ToListAsync(http.RequestAborted))
                .Any(m => m.Extras!.Attachments?.Any(a => a.Id == file.Id) == true && talk.Hides(m));
    }
}
