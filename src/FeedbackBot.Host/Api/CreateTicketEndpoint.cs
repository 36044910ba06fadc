using System.Text.Json;
using System.Text.RegularExpressions;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using LateReadings = FeedbackBot.Conversations.LateReadings;

namespace FeedbackBot.Host.Api;

/// <summary>POST /tickets: reads what the customer said, and opens a routed, promised case in one commit.</summary>
public static partial class CreateTicketEndpoint
{
    public const string Channel = "api";
    private const int MostFields = 50;
    private const int MostFieldValue = 4000;

    public static async Task<IResult> PostAsync(
        HttpContext http, ReadMessage read, LateReadings lateReadings, FileTicket file, RunOnce once, RoutingBook routing, TimeProvider time)
    {
        var body = await Body.ReadAsync(http, ApiJson.Wire.CreateTicketRequest);
        var now = time.GetUtcNow().UtcDateTime;
        var given = Check(body.Value, now);
        var (reading, late) = await read.InTimeAsync(given.Text, given.Language, http.RequestAborted);
        var language = ApiTexts.LanguageOf(http);
        var book = await routing.OpenAsync();
        Message? said = null;
        var result = await once.PostAsync(
            http, "tickets", body.Bytes,
            db => file.RunAsync(db, given, reading, book),
            filed =>
            {
                said = filed.Said;
                return Answer(filed, reading, language, now);
            },
            Locate);
        if (said != null) lateReadings.Follow(said, late);
        return result;
    }

    private static Outcome Answer(FiledTicket filed, Reading reading, string language, DateTime now)
    {
        var row = TicketForm.Row(filed.Ticket, filed.Rows, language, now);
        var detail = TicketForm.Detail(row, [filed.Said], filed.Ticket.Events, [], [], [], [], reading);
        return Answers.Json(StatusCodes.Status201Created, detail, ApiJson.Wire.TicketDetailJson, AddressOf(row.Number));
    }

    private static string AddressOf(string number) => $"{ApiSetup.Root}/tickets/{number}";

    private static string? Locate(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return AddressOf(document.RootElement.GetProperty("number").GetString()!);
    }

    private static TicketToFile Check(CreateTicketRequest request, DateTime now)
    {
        var fields = new Fields();
        var given = new TicketToFile
        {
            Kind = request.Kind,
            Text = PersonalData.Mask(fields.Needed(fields.Text(request.Text, "text", ReplyToTicket.MostLength), "text")),
            Subject = fields.Line(request.Subject, "subject", 200),
            Language = fields.Language(request.Language, "language"),
            ListeningPost = fields.Name(request.ListeningPost, "listeningPost", "phone, email or trade_fair") ?? Channel,
            Contact = new()
            {
                ExternalId = fields.Line(request.Contact?.ExternalId, "contact.externalId", 200),
                Name = fields.Line(request.Contact?.Name, "contact.name", 200) is { } name ? PersonalData.Mask(name) : null,
                Email = fields.Email(request.Contact?.Email, "contact.email"),
                Phone = fields.Line(request.Contact?.Phone, "contact.phone", 40),
            },
            AccountExternalId = fields.Line(request.Account?.ExternalId, "account.externalId", 200),
            Fields = Collected(request.Fields, fields),
            ExternalReference = fields.Line(request.ExternalReference, "externalReference", 200),
            OccurredAt = fields.Past(request.OccurredAt, "occurredAt", now),
        };
        if (request.Account != null)
        {
            fields.Needed(given.AccountExternalId, "account.externalId");
        }

        fields.End();
        return given;
    }

    private static Dictionary<string, string> Collected(Dictionary<string, JsonElement>? given, Fields fields)
    {
        var answers = new Dictionary<string, string>();
        if (given?.Count > MostFields)
        {
            fields.Refuse(ProblemCode.TooMany, "fields", $"fields may have at most {MostFields} entries; there are {given.Count}.");
            return answers;
        }

        foreach (var (name, value) in given ?? [])
        {
            var place = $"fields.{name}";
            if (!FieldName().IsMatch(name))
            {
                fields.Refuse(ProblemCode.Malformed, place, "A field's name has 1 to 60 of the characters a-z, A-Z, 0-9, _, - and .");
            }
            else if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                fields.Refuse(ProblemCode.WrongType, place, $"{place} must be a text, a number or a boolean.");
            }
            else if (value.ValueKind != JsonValueKind.Null && fields.Text(value.ToString(), place, MostFieldValue) is { } text)
            {
                answers[name] = text;
            }
        }

        return answers;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]{1,60}$")]
    private static partial Regex FieldName();
}
