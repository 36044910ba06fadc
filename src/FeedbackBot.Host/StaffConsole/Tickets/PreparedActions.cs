using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>What lies ready for a case: prepared replies, colleagues to name, macros, and a language model's drafts.</summary>
public static class PreparedActions
{
    private const int MostShown = 20;

    public static void Map(RouteGroupBuilder ticket)
    {
        ticket.MapGet("/canned", CannedAsync);
        ticket.MapPost("/canned/{reply:guid}", UseAsync);
        ticket.MapPost("/canned", InsertAsync);
        ticket.MapGet("/readers", ReadersAsync);
        ticket.MapGet("/macro", PreviewAsync);
        ticket.MapPost("/macro/{macro:guid}", RunAsync);
        ticket.MapPost("/suggest", (string id, HttpContext http, Drafting drafting) => drafting.SuggestAsync(http, id));
        ticket.MapPost("/summarise", (string id, HttpContext http, Drafting drafting) => drafting.SummariseAsync(http, id));
    }

    /// <summary>Prepared replies that fit what was typed after the slash; the shortcut that begins so first, then the most used.</summary>
    private static async Task<IResult> CannedAsync(string id, string? q, HttpContext http, ReadTicket read, IDbContextFactory<FeedbackDb> contexts)
    {
        var (viewer, ticket) = (http.Viewer(), (await read.RunAsync(http.Viewer().Staff, TicketPages.Number(id), http.RequestAborted)).Ticket);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var words = (q ?? "").Trim();
        var fits = (await db.CannedReplies.AsNoTracking().For(ticket, viewer.Staff.Id).ToListAsync(http.RequestAborted))
            .Where(r => words.Length == 0 || new[] { r.Shortcut, r.Title, r.ChineseText, r.EnglishText }.Any(t => t?.Contains(words, StringComparison.OrdinalIgnoreCase) == true))
            .OrderByDescending(r => words.Length > 0 && r.Shortcut.StartsWith(words, StringComparison.OrdinalIgnoreCase)).ThenByDescending(r => r.Uses).ThenBy(r => r.Title)
            .Take(MostShown).Select(r => new Option(r.Title, r.Shortcut.Length > 0 ? "/" + r.Shortcut : "", r.In(ticket.Language)) { Use = $"{TicketPages.PathOf(ticket.Number)}/canned/{r.Id}" });
        return Pages.Page<PickList>(("Options", fits.ToList()), ("Language", ticket.Language));
    }

    /// <summary>The text for the caret, as it reads on this case.</summary>
    private static async Task<IResult> UseAsync(string id, Guid reply, HttpContext http, ReadTicket read, UnitOfWork unitOfWork, UseCannedReply use)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        _ = await read.MarkAsync(viewer.Staff, number) ?? throw ReadTicket.Missing(number);
        try
        {
            return Results.Text(await unitOfWork.RunAsync(db => use.RunAsync(db, number, reply, viewer.Actor), http.RequestAborted));
        }
        catch (RuleViolation gone)
        {
            return Results.Text(Refusals.Say(viewer.Texts, gone), statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <summary>Without scripts: behind what is typed, as a draft.</summary>
    private static Task<IResult> InsertAsync(string id, HttpContext http, Doer doer, UseCannedReply use, KeepDraft keep) =>
        doer.RunAsync(http, id, "reply", async (db, number, typed, viewer) =>
        {
            var chosen = Guid.TryParse(typed["canned"], out var reply) ? reply : Guid.Empty;
            var text = await use.RunAsync(db, number, chosen, viewer.Actor);
            var begun = typed["text"].TrimEnd();
            await keep.RunAsync(db, number, DraftBox.Reply, begun.Length == 0 ? text : $"{begun}\n\n{text}", viewer.Actor);
        });

    /// <summary>Colleagues who may see this case, for a mention.</summary>
    private static async Task<IResult> ReadersAsync(string id, string? q, HttpContext http, ReadTicket read, IDbContextFactory<FeedbackDb> contexts)
    {
        var (viewer, ticket) = (http.Viewer(), (await read.RunAsync(http.Viewer().Staff, TicketPages.Number(id), http.RequestAborted)).Ticket);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var words = (q ?? "").Trim();
        var people = (await db.ReadersOf(ticket).Where(s => s.Id != viewer.Staff.Id).OrderBy(s => s.Name).ToListAsync(http.RequestAborted))
            .Where(s => s.Name.Contains(words, StringComparison.OrdinalIgnoreCase) || s.Email.Contains(words, StringComparison.OrdinalIgnoreCase));
        return Pages.Page<PickList>(("Options", people.Take(MostShown).Select(s => new Option(s.Name, "", s.Email) { Insert = $"@{s.Name} " }).ToList()), ("Language", viewer.Language));
    }

    private static Task<IResult> PreviewAsync(string id, Guid? macro, HttpContext http, ReadTicket read, RunMacro run, IDbContextFactory<FeedbackDb> contexts) =>
        ShowMacroAsync(id, macro ?? Guid.Empty, http, read, run, contexts, Typed.Nothing);

    private static async Task<IResult> RunAsync(string id, Guid macro, HttpContext http, ReadTicket read, RunMacro run, UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        _ = await read.MarkAsync(viewer.Staff, number) ?? throw ReadTicket.Missing(number);
        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        var typed = new Fields(await http.Request.ReadFormAsync(http.RequestAborted));
        try
        {
            await unitOfWork.RunAsync(async db =>
            {
                await CaseSaid.StopIfNewsAsync(db, number, typed["seen"], viewer);
                await run.RunAsync(db, number, macro, viewer.Actor);
            }, http.RequestAborted);
            return Results.Redirect(TicketPages.PathOf(number));
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await ShowMacroAsync(id, macro, http, read, run, contexts, new(MacroPage.Box, typed.All, broken));
        }
    }

    private static async Task<IResult> ShowMacroAsync(string id, Guid macro, HttpContext http, ReadTicket read, RunMacro run, IDbContextFactory<FeedbackDb> contexts, Typed typed)
    {
        var viewer = http.Viewer();
        var screen = await read.RunAsync(viewer.Staff, TicketPages.Number(id), http.RequestAborted);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var plan = await run.PlanAsync(db, screen.Ticket.Number, macro, viewer.Actor);
        return Pages.Page<MacroPage>(typed.Refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, ("Viewer", viewer), ("Screen", screen), ("Plan", plan), ("Typed", typed));
    }
}

/// <summary>One line of a list to pick from.</summary>
public sealed record Option(string Name, string Hint, string Text)
{
    /// <summary>What goes to the caret.</summary>
    public string? Insert { get; init; }

    /// <summary>Where what goes to the caret is asked for.</summary>
    public string? Use { get; init; }
}
