using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>GET /tickets and GET /tickets/{number}.</summary>
public static class TicketEndpoints
{
    /// <summary>Of a conversation longer than this the latest messages are given.</summary>
    private const int MostMessages = 1000;

    public static async Task<IResult> ListAsync(
        HttpContext http, IDbContextFactory<FeedbackDb> contexts, RoutingBook routing, TimeProvider time)
    {
        var book = await routing.OpenAsync();
        var wanted = TicketFilter.Read(http, book);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var tickets = await wanted.ReadAsync(db, http.RequestAborted);
        var next = tickets.Count > wanted.Limit ? wanted.CursorAfter(tickets[wanted.Limit - 1]) : null;
        var page = next == null ? tickets : tickets[..wanted.Limit];
        var rows = await TicketRows.ReadAsync(db, page, book, http.RequestAborted);
        var (language, now) = (ApiTexts.LanguageOf(http), time.GetUtcNow().UtcDateTime);
        return Answers.Ok(new PageJson<TicketJson>([.. page.Select(t => TicketForm.Row(t, rows, language, now))], next), ApiJson.Wire.PageJsonTicketJson);
    }

    public static async Task<IResult> GetAsync(
        string number, HttpContext http, IDbContextFactory<FeedbackDb> contexts, RoutingBook routing, TimeProvider time)
    {
        var wanted = NumberOf(number);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var ticket = await db.Tickets.AsNoTracking().Include(t => t.Clocks).FirstOrDefaultAsync(t => t.Number == wanted, http.RequestAborted)
            ?? throw Refusal.NotFound($"There is no case {TicketNumber.Format(wanted)}.");
        var rows = await TicketRows.ReadAsync(db, [ticket], await routing.OpenAsync(), http.RequestAborted);
        var row = TicketForm.Row(ticket, rows, ApiTexts.LanguageOf(http), time.GetUtcNow().UtcDateTime);
        return Answers.Ok(await DetailAsync(db, ticket, row, http.RequestAborted), ApiJson.Wire.TicketDetailJson);
    }

    /// <summary>The number in an address; what is none is an address that leads nowhere.</summary>
    public static long NumberOf(string text) =>
        text.Length <= 20 && TicketNumber.Parse(text) is { } number ? number : throw Refusal.NotFound("There is no such case; a case's number looks like FB-000123.");

    private static async Task<TicketDetailJson> DetailAsync(FeedbackDb db, Ticket ticket, TicketJson row, CancellationToken cancellation)
    {
        var talk = await db.TalkAsync(ticket.ConversationId, reader: null, cancellation);
        var messages = await talk.SaidOn(db.Messages.AsNoTracking(), ticket.Number)
            .OrderByDescending(m => m.Sequence).Take(MostMessages).ToListAsync(cancellation);
        messages.Reverse();
        var events = await db.TicketEvents.AsNoTracking().Where(e => e.TicketNumber == ticket.Number).OrderBy(e => e.Sequence).ToListAsync(cancellation);
        var notes = await db.TicketNotes.AsNoTracking().Where(n => n.TicketNumber == ticket.Number).OrderBy(n => n.At).ToListAsync(cancellation);
        var links = await db.TicketLinks.AsNoTracking().Where(l => l.FromNumber == ticket.Number).OrderBy(l => l.At).ToListAsync(cancellation);
        var commitments = await db.Commitments.AsNoTracking().Where(c => c.TicketNumber == ticket.Number).OrderBy(c => c.DueAt).ToListAsync(cancellation);
        var merged = await db.MergedSaidAsync(ticket, await db.PartsOfAsync(ticket.Number), reader: null, cancellation);
        return TicketForm.Detail(row, messages, events, notes, links, commitments, merged, StoredReading.Read(ticket.Reading));
    }
}
