using System.Text.Json.Serialization.Metadata;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>POST /tickets/{number}/…: the verbs. Each reads its body, runs the use case in one commit, and answers with what came of it.</summary>
public static class TicketVerbEndpoints
{
    private const int MostCause = 4000;
    private const int MostReason = 1000;

    public static async Task<IResult> ReplyAsync(string number, HttpContext http, ReplyToTicket reply, RunOnce once)
    {
        var (ticket, body) = (TicketEndpoints.NumberOf(number), await Body.ReadAsync(http, ApiJson.Wire.TextRequest));
        var (text, by) = (Said(body.Value), ApiEdge.CallerOf(http).Actor);
        return await once.PostAsync(http, Path(ticket, "replies"), body.Bytes, db => reply.RunAsync(db, ticket, text, by), said =>
            Answers.Json(StatusCodes.Status201Created, TicketForm.Said(said), ApiJson.Wire.MessageJson));
    }

    public static async Task<IResult> NoteAsync(string number, HttpContext http, AddNote add, RunOnce once)
    {
        var (ticket, body) = (TicketEndpoints.NumberOf(number), await Body.ReadAsync(http, ApiJson.Wire.TextRequest));
        var (text, by) = (Said(body.Value), ApiEdge.CallerOf(http).Actor);
        return await once.PostAsync(http, Path(ticket, "notes"), body.Bytes, db => add.RunAsync(db, ticket, text, by), note =>
            Answers.Json(StatusCodes.Status201Created, TicketForm.Note(note), ApiJson.Wire.NoteJson));
    }

    public static Task<IResult> AssignAsync(string number, HttpContext http, AssignTicket assign, TicketVerb verb) =>
        verb.RunAsync(http, number, "assign", ApiJson.Wire.AssignRequest, (request, fields) =>
        {
            var (team, assignee) = (fields.Line(request.Team, "team", 60), request.Assignee == "" ? "" : fields.Line(request.Assignee, "assignee", 320));
            if (request.Team == null && request.Assignee == null)
            {
                fields.Refuse(ProblemCode.Required, "assignee", "Give a team, an assignee, or both.");
            }

            return (db, ticket, by) => assign.RunAsync(db, ticket, team, assignee, by);
        });

    public static Task<IResult> ResolveAsync(string number, HttpContext http, ResolveTicket resolve, TicketVerb verb) =>
        verb.RunAsync(http, number, "resolve", ApiJson.Wire.ResolveRequest, (request, fields) =>
        {
            var cause = fields.Needed(fields.Text(request.Cause, "cause", MostCause), "cause");
            var remedy = fields.Needed(fields.Text(request.Remedy, "remedy", MostCause), "remedy");
            var message = fields.Text(request.Message, "message", ReplyToTicket.MostLength);
            if (request.Responsibility == null)
            {
                fields.Refuse(ProblemCode.Required, "responsibility", $"responsibility must be one of {string.Join(", ", ColumnForms.WordsOf<Responsibility>())}.");
            }

            return (db, ticket, by) => resolve.RunAsync(db, ticket, new(cause, remedy, request.Responsibility!.Value, TellsCustomer: message != null), message, by);
        });

    public static Task<IResult> HoldAsync(string number, HttpContext http, HoldTicket hold, TicketVerb verb) =>
        verb.RunAsync(http, number, "hold", ApiJson.Wire.HoldRequest, (request, fields) =>
        {
            var reason = fields.Needed(fields.Text(request.Reason, "reason", MostReason), "reason");
            return (db, ticket, by) => hold.RunAsync(db, ticket, reason, by);
        });

    public static Task<IResult> ReopenAsync(string number, HttpContext http, ReopenTicket reopen, TicketVerb verb) =>
        verb.RunAsync(http, number, "reopen", ApiJson.Wire.ReopenRequest, (request, fields) =>
        {
            var reason = fields.Needed(fields.Text(request.Reason, "reason", MostReason), "reason");
            return (db, ticket, by) => reopen.RunAsync(db, ticket, reason, by);
        });

    public static Task<IResult> MergeAsync(string number, HttpContext http, MergeTickets merge, TicketVerb verb) =>
        verb.RunAsync(http, number, "merge", ApiJson.Wire.MergeRequest, (request, fields) =>
        {
            var into = Other(request.Into, "into", fields);
            return async (db, ticket, by) =>
            {
                await MustBeAsync(db, into, "into");
                return await merge.RunAsync(db, ticket, into, by);
            };
        });

    public static Task<IResult> CorrectReadingAsync(string number, HttpContext http, CorrectReading correct, TicketVerb verb) =>
        verb.RunAsync(http, number, "reading", ApiJson.Wire.ReadingRequest, (request, fields) =>
        {
            var claims = new ReadingClaims(request.Kind, TopicsOf(request, fields), request.Sentiment, request.Urgency);
            if (claims.IsEmpty)
            {
                fields.Refuse(ProblemCode.Required, "kind", "Give at least one of kind, topics, sentiment, urgency.");
            }

            return (db, ticket, by) => correct.RunAsync(db, ticket, claims, by);
        });

    public static async Task<IResult> LinkAsync(string number, HttpContext http, LinkTickets link, RunOnce once)
    {
        var (ticket, body) = (TicketEndpoints.NumberOf(number), await Body.ReadAsync(http, ApiJson.Wire.LinkRequest));
        var fields = new Fields();
        var (to, type) = (Other(body.Value.To, "to", fields), fields.Needed(body.Value.Type, "type"));
        fields.End();
        var by = ApiEdge.CallerOf(http).Actor;
        return await once.PostAsync(http, Path(ticket, "links"), body.Bytes, LinkInAsync, made =>
            Answers.Json(StatusCodes.Status201Created, TicketForm.Link(made), ApiJson.Wire.LinkJson));

        async Task<TicketLink> LinkInAsync(FeedbackDb db)
        {
            await MustBeAsync(db, to, "to");
            return await link.RunAsync(db, ticket, to, type, by);
        }
    }

    internal static string Path(long number, string verb) => $"tickets/{number}/{verb}";

    private static IReadOnlyList<string>? TopicsOf(ReadingRequest request, Fields fields)
    {
        if (request.Topics is not { } topics)
        {
            return null;
        }

        if (topics.Count == 0 || topics.Any(t => !FeedbackTopics.All.Contains(t)) || topics.Distinct().Count() < topics.Count)
        {
            fields.Refuse(ProblemCode.UnknownValue, "topics", $"topics must be some of {string.Join(", ", FeedbackTopics.All)}, each once.");
        }

        return [.. topics.OfType<string>()];
    }

    private static string Said(TextRequest request)
    {
        var fields = new Fields();
        var text = fields.Needed(fields.Text(request.Text, "text", ReplyToTicket.MostLength), "text");
        fields.End();
        return text;
    }

    private static long Other(string? given, string field, Fields fields)
    {
        var number = TicketNumber.Parse(fields.Needed(fields.Line(given, field, 20), field));
        if (number == null && !string.IsNullOrEmpty(given))
        {
            fields.Refuse(ProblemCode.Malformed, field, $"{field} must be a case's number such as FB-000123.");
        }

        return number ?? 0;
    }

    /// <summary>A case named in a body that does not exist is the body's fault, not the address's.</summary>
    private static async Task MustBeAsync(FeedbackDb db, long number, string field)
    {
        if (!await db.Tickets.AnyAsync(t => t.Number == number))
        {
            throw new RuleViolation("unknown_ticket", $"There is no case {TicketNumber.Format(number)}.", field);
        }
    }
}

/// <summary>The way of every verb that answers with the case.</summary>
public sealed class TicketVerb(RunOnce once, RoutingBook routing, TimeProvider time)
{
    public async Task<IResult> RunAsync<T>(
        HttpContext http, string number, string verb, JsonTypeInfo<T> type, Func<T, Fields, Func<FeedbackDb, long, Actor, Task<Ticket>>> prepare) where T : class
    {
        var ticket = TicketEndpoints.NumberOf(number);
        var body = await Body.ReadAsync(http, type);
        var fields = new Fields();
        var work = prepare(body.Value, fields);
        fields.End();
        var (by, language, now) = (ApiEdge.CallerOf(http).Actor, ApiTexts.LanguageOf(http), time.GetUtcNow().UtcDateTime);
        var book = await routing.OpenAsync();
        return await once.PostAsync(http, TicketVerbEndpoints.Path(ticket, verb), body.Bytes, WorkAsync, row =>
            Answers.Json(StatusCodes.Status200OK, row, ApiJson.Wire.TicketJson));

        async Task<TicketJson> WorkAsync(FeedbackDb db)
        {
            var changed = await work(db, ticket, by);
            return TicketForm.Row(changed, await TicketRows.TrackedAsync(db, changed, book), language, now);
        }
    }
}
