using FeedbackBot.Host.DirectLine;
using FeedbackBot.Host.Settings;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>Writing on a case: replies, notes, their drafts and files, what is held, who is there, and who watches.</summary>
public static class WriteActions
{
    public static void Map(RouteGroupBuilder ticket, WebChatOptions limits)
    {
        var files = new RequestSizeLimitAttribute((limits.LargestUpload * limits.MostFiles) + 1_000_000);
        ticket.MapPost("/reply", (string id, HttpContext http, Writing writing) => writing.ReplyAsync(http, id)).WithMetadata(files);
        ticket.MapPost("/note", (string id, HttpContext http, Writing writing) => writing.NoteAsync(http, id));
        ticket.MapPost("/draft/{box}", (string id, string box, HttpContext http, Writing writing) => writing.KeepAsync(http, id, box)).WithMetadata(files);
        ticket.MapPost("/files", (string id, HttpContext http, Writing writing) => writing.AddFilesAsync(http, id)).WithMetadata(files);
        ticket.MapPost("/files/{file:guid}/remove", (string id, Guid file, HttpContext http, Writing writing) => writing.RemoveFileAsync(http, id, file));
        ticket.MapPost("/held/{held:guid}/undo", (string id, Guid held, HttpContext http, Doer doer, TakeBackReply takeBack) =>
            doer.RunAsync(http, id, "held", (db, number, typed, viewer) => takeBack.RunAsync(db, number, held, typed.Given("text"), viewer.Actor)));
        ticket.MapPost("/held/{held:guid}/send", (string id, Guid held, HttpContext http, Doer doer, SendReplyNow send) =>
            doer.RunAsync(http, id, "held", (db, _, _, viewer) => send.RunAsync(db, held, viewer.Actor)));
        ticket.MapPost("/watch", (string id, HttpContext http, Doer doer, WatchTicket watch) =>
            doer.RunAsync(http, id, "watch", (db, number, typed, viewer) => watch.RunAsync(db, number, viewer.Staff.Id, typed["watch"] != "no")));
        ticket.MapPost("/here", HereAsync);
    }

    /// <summary>An open page says that it still is, and hears who else is there.</summary>
    private static async Task<IResult> HereAsync(string id, HttpContext http, UnitOfWork unitOfWork, NoteVisit note, ReadTicket read, ReadComposing composing)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        _ = await read.MarkAsync(viewer.Staff, number) ?? throw ReadTicket.Missing(number);
        await unitOfWork.RunAsync(db => note.RunAsync(db, number, viewer.Staff.Id), http.RequestAborted);
        await using var db = await http.RequestServices.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync(http.RequestAborted);
        return Pages.Page<PeopleHere>(("Viewer", viewer), ("Others", await composing.OthersAsync(db, number, viewer.Staff.Id, http.RequestAborted)), ("Swap", "outerMorph"));
    }
}

/// <summary>Takes what is written on a case: the files first, then the words, each kept in the draft until they are sent.</summary>
public sealed class Writing(UnitOfWork unitOfWork, ReadTicket read, Doer doer, KeepDraft keep, HoldReply hold, AddNote note, AgentFiles files)
{
    public async Task<IResult> ReplyAsync(HttpContext http, string id)
    {
        if (await TakeFilesAsync(http, id) is { } refused)
        {
            return await doer.RunAsync(http, id, "reply", (_, _, _, _) => throw refused);
        }

        return await doer.RunAsync(http, id, "reply", async (db, number, typed, viewer) =>
        {
            await CaseSaid.StopIfNewsAsync(db, number, typed["seen"], viewer);
            var draft = await db.TicketDrafts.FindAsync(number, viewer.Staff.Id, DraftBox.Reply);
            await hold.RunAsync(db, number, typed["text"], viewer.Actor, draft?.Attachments);
            await keep.DropAsync(db, number, DraftBox.Reply, viewer.Actor);
        });
    }

    public Task<IResult> NoteAsync(HttpContext http, string id) => doer.RunAsync(http, id, "note", async (db, number, typed, viewer) =>
    {
        await note.RunAsync(db, number, typed["text"], viewer.Actor);
        await keep.DropAsync(db, number, DraftBox.Note, viewer.Actor);
    });

    /// <summary>The words as they are typed (answered with nothing), or a plain form's button (answered with the page).</summary>
    public async Task<IResult> KeepAsync(HttpContext http, string id, string box)
    {
        var (number, viewer) = (await SeenAsync(http, id), http.Viewer());
        if (!DraftBox.Is(box) || (box == DraftBox.Reply && !viewer.Works))
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        if (box == DraftBox.Reply && await TakeFilesAsync(http, id) is { } refused)
        {
            return await doer.RunAsync(http, id, box, (_, _, _, _) => throw refused);
        }

        var text = (await http.Request.ReadFormAsync())["text"].ToString();
        await unitOfWork.RunAsync(db => keep.RunAsync(db, number, box, text, viewer.Actor), http.RequestAborted);
        return http.Request.IsPart() ? Results.NoContent() : Results.Redirect(TicketPages.PathOf(number));
    }

    public async Task<IResult> AddFilesAsync(HttpContext http, string id) => await FilesNowAsync(http, id, await TakeFilesAsync(http, id));

    public async Task<IResult> RemoveFileAsync(HttpContext http, string id, Guid file)
    {
        var (number, viewer) = (await SeenAsync(http, id), http.Viewer());
        await files.RemoveAsync(number, file, viewer.Actor);
        return await FilesNowAsync(http, id, null);
    }

    private async Task<long> SeenAsync(HttpContext http, string id)
    {
        var number = TicketPages.Number(id);
        return await read.MarkAsync(http.Viewer().Staff, number) == null ? throw ReadTicket.Missing(number) : number;
    }

    private async Task<IResult> FilesNowAsync(HttpContext http, string id, RuleViolation? refused)
    {
        var viewer = http.Viewer();
        var screen = await read.RunAsync(viewer.Staff, TicketPages.Number(id), http.RequestAborted);
        return http.Request.IsPart()
            ? Pages.Page<DraftFiles>(("Viewer", viewer), ("Screen", screen), ("Refused", refused))
            : Results.Redirect(TicketPages.PathOf(screen.Ticket.Number));
    }

    private async Task<RuleViolation?> TakeFilesAsync(HttpContext http, string id)
    {
        var form = await http.Request.ReadFormAsync();
        if (form.Files.All(f => f.Length == 0 && f.FileName.Length == 0) || !http.Viewer().Works)
        {
            return null;
        }

        try
        {
            await files.AddAsync(await SeenAsync(http, id), form.Files, form["text"].ToString(), http.Viewer().Actor, http.RequestAborted);
            return null;
        }
        catch (FileRefused refused)
        {
            return new(refused.Rule, refused.Message, "files");
        }
    }
}
