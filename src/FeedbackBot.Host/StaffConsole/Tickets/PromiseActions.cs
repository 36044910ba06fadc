using System.Globalization;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>What is done about the promises of a case: known of, extended, taken to the second stage, answered by a letter.</summary>
public static class PromiseActions
{
    public static void Map(RouteGroupBuilder ticket)
    {
        ticket.MapPost("/promises/acknowledge", (string id, HttpContext http, Doer doer, AcknowledgePromises acknowledge) =>
            doer.RunAsync(http, id, "promises", (db, number, _, viewer) => acknowledge.RunAsync(db, number, viewer.Actor)));
        ticket.MapPost("/promises/stage", (string id, HttpContext http, Doer doer, EscalateStage escalate) =>
            doer.RunAsync(http, id, "promises", (db, number, _, viewer) => escalate.RunAsync(db, number, viewer.Actor)));
        ticket.MapPost("/promises/extend", (string id, HttpContext http, Doer doer, ExtendPromise extend) =>
            doer.RunAsync(http, id, "promises", (db, number, typed, viewer) => extend.RunAsync(
                db, number, typed["clock"], int.TryParse(typed["amount"], CultureInfo.InvariantCulture, out var amount) ? amount : 0, typed["reason"], typed["message"], viewer.Actor)));
        ticket.MapGet("/letters/{pack}/{letter}", LetterAsync);
        ticket.MapPost("/letters/{pack}/{letter}", SendLetterAsync);
    }

    private static async Task<IResult> LetterAsync(string id, string pack, string letter, HttpContext http, ReadTicket read)
    {
        var (viewer, screen) = (http.Viewer(), await read.RunAsync(http.Viewer().Staff, TicketPages.Number(id), http.RequestAborted));
        var (found, of) = Find(pack, letter, screen.Ticket);
        return Page(viewer, screen, found, of, Fill(of, found, screen), Typed.Nothing);
    }

    private static async Task<IResult> SendLetterAsync(string id, string pack, string letter, HttpContext http, ReadTicket read, UnitOfWork unitOfWork, ReplyToTicket reply)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        var screen = await read.RunAsync(viewer.Staff, number, http.RequestAborted);
        var (found, of) = Find(pack, letter, screen.Ticket);
        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        var typed = new Fields(await http.Request.ReadFormAsync());
        var text = typed["text"];
        try
        {
            if (text.Contains("{reason}", StringComparison.Ordinal) || text.Contains("{decision}", StringComparison.Ordinal))
            {
                throw new RuleViolation("letter_unfinished", "Fill in what stands in braces before the letter goes out.", "text");
            }

            await unitOfWork.RunAsync(async db =>
            {
                await CaseSaid.StopIfNewsAsync(db, number, typed["seen"], viewer);
                await reply.RunAsync(db, number, text, viewer.Actor);
            }, http.RequestAborted);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            // Read again: what stopped it may have come a moment ago.
            return Page(viewer, await read.RunAsync(viewer.Staff, number, http.RequestAborted), found, of, text, new(LetterPage.Box, typed.All, broken));
        }

        return Results.Redirect(TicketPages.PathOf(number));
    }

    private static IResult Page(Viewer viewer, TicketScreen screen, RegulatoryPack pack, PackLetter letter, string text, Typed typed) => Pages.Page<LetterPage>(
        typed.Refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        ("Viewer", viewer), ("Screen", screen), ("Pack", pack), ("Letter", letter), ("Text", text), ("Typed", typed));

    /// <summary>Only the packs that apply to the case.</summary>
    private static (RegulatoryPack Pack, PackLetter Letter) Find(string pack, string letter, Ticket ticket) =>
        RegulatoryPacks.Find(pack) is { } found && found.Letters.FirstOrDefault(l => l.Key == letter) is { } of
            && ticket.Clocks.Any(c => RegulatoryPacks.OfClock(c.Name)?.Pack.Key == pack)
            ? (found, of)
            : throw new RuleViolation("not_found", "There is no such letter.");

    /// <summary>In the language of the case. What only a person can say stays in braces.</summary>
    private static string Fill(PackLetter letter, RegulatoryPack pack, TicketScreen screen)
    {
        var (ticket, language) = (screen.Ticket, Languages.Interface(screen.Ticket.Language));
        var clocks = ticket.Clocks.Where(c => RegulatoryPacks.OfClock(c.Name)?.Pack == pack).ToList();
        var (first, next) = (clocks.MinBy(c => c.StartedAt)!, clocks.Where(c => c.IsRunning).DefaultIfEmpty(clocks[0]).MaxBy(c => c.DueAt)!);
        var customer = screen.Contact?.Name ?? ConsoleTexts.In(language)["letter.customer"];
        var text = letter.Text.In(language)
            .Replace("{customer}", customer, StringComparison.Ordinal)
            .Replace("{ticket}", ticket.Id, StringComparison.Ordinal)
            .Replace("{received}", LocalTime.Say(LocalTime.DayOf(first.StartedAt, first.TimeZone), language), StringComparison.Ordinal)
            .Replace("{due}", LocalTime.Say(LocalTime.DayOf(next.DueAt, next.TimeZone), language), StringComparison.Ordinal);
        return ticket.Remedy == null ? text : text.Replace("{decision}", ticket.Remedy, StringComparison.Ordinal);
    }
}
