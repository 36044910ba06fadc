using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Chats;

/// <summary>What a member of staff does about the chat of a case.</summary>
public static class ChatActions
{
    public static void Map(RouteGroupBuilder ticket)
    {
        ticket.MapPost("/chat/take", (string id, HttpContext http, Doer doer, TakeChat take) =>
            doer.RunAsync(http, id, "chat", (db, number, _, viewer) => take.RunAsync(db, number, viewer.Actor)));
        ticket.MapPost("/chat/back", (string id, HttpContext http, Doer doer, HandBackChat back) =>
            doer.RunAsync(http, id, "chat", (db, number, _, viewer) => back.RunAsync(db, number, ends: false, viewer.Actor)));
        ticket.MapPost("/chat/end", (string id, HttpContext http, Doer doer, HandBackChat back) =>
            doer.RunAsync(http, id, "chat", (db, number, _, viewer) => back.RunAsync(db, number, ends: true, viewer.Actor)));
        ticket.MapPost("/chat/pass", (string id, HttpContext http, Doer doer, PassChat pass) =>
            doer.RunAsync(http, id, "chat", (db, number, typed, viewer) => Guid.TryParse(typed["to"], out var person)
                ? pass.RunAsync(db, number, person, null, typed["note"], viewer.Actor)
                : pass.RunAsync(db, number, null, typed["to"], typed["note"], viewer.Actor)));
        ticket.MapPost("/typing", TypingAsync);
    }

    /// <summary>The agent is writing; nobody is told where the customer is not talking with a person.</summary>
    private static async Task<IResult> TypingAsync(string id, HttpContext http, ReadTicket read, TypingSigns signs)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        if (await read.MarkAsync(viewer.Staff, number) is not { } mark)
        {
            throw ReadTicket.Missing(number);
        }

        if (viewer.Works)
        {
            await signs.AgentTypesAsync(mark.Conversation, http.RequestAborted);
        }

        return Results.NoContent();
    }
}
