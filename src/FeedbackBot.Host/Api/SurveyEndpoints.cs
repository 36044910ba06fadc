using FeedbackBot.Conversations;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Api;

/// <summary>GET /surveys, POST /surveys/{id}/invitations and GET /surveys/{id}/answers.</summary>
public static class SurveyEndpoints
{
    private const string Order = "answers";

    public static IResult List(FlowLibrary flows) => Answers.Ok(new SurveysJson([.. Enum.GetValues<Metric>().Select(m => Form(flows.Book, m))]), ApiJson.Wire.SurveysJson);

    public static async Task<IResult> InviteAsync(string id, HttpContext http, InviteByLink invite, RunOnce once, IOptions<ConversationOptions> options)
    {
        var metric = MetricOf(id);
        var body = await Body.ReadAsync(http, ApiJson.Wire.InvitationRequest);
        var fields = new Fields();
        var (ticket, contact) = (fields.Line(body.Value.Ticket, "ticket", 20), fields.Line(body.Value.Contact?.ExternalId, "contact.externalId", ExternalId.Most));
        if (ticket != null && TicketNumber.Parse(ticket) == null)
        {
            fields.Refuse(ProblemCode.Malformed, "ticket", "ticket is a case's number, such as FB-000123.");
        }

        fields.End();
        return await once.PostAsync(http, $"surveys/{id}/invitations", body.Bytes, db => invite.RunAsync(db, metric, TicketNumber.Parse(ticket), contact), made => Answers.Json(
            StatusCodes.Status201Created,
            new(made.Invitation.Id, id, made.Invitation.TicketNumber is { } number ? TicketNumber.Format(number) : null,
                options.Value.LinkTo($"/survey/{made.Token}"), made.Invitation.SentAt, made.Invitation.ExpiresAt),
            ApiJson.Wire.InvitationJson));
    }

    public static async Task<IResult> AnswersAsync(string id, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var metric = MetricOf(id);
        var query = new Query(http, "limit", "cursor");
        var (limit, after) = (query.Limit(), query.AfterId(Order));
        query.Fields.End();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var answers = db.Answers.AsNoTracking().Where(a => a.Metric == metric);
        answers = after == null ? answers : answers.Where(a => a.Id.CompareTo(after.Value) < 0);
        var page = await answers.OrderByDescending(a => a.Id).Take(limit + 1).ToListAsync(http.RequestAborted);
        var next = page.Count > limit ? Cursor.Of(Order, page[limit - 1].Id.ToString()) : null;
        return Answers.Ok(new PageJson<AnswerJson>([.. page.Take(limit).Select(AnswerJson.Of)], next), ApiJson.Wire.PageJsonAnswerJson);
    }

    private static Metric MetricOf(string id) => ColumnForms.TryParse<Metric>(id, out var metric)
        ? metric
        : throw Refusal.NotFound($"There is no survey {id}; there are {string.Join(", ", ColumnForms.WordsOf<Metric>())}.");

    private static SurveyJson Form(FlowBook book, Metric metric)
    {
        var (low, high) = Scale.Of(metric);
        return new(ColumnForms.Word(metric), metric, low, high, new[] { Languages.Chinese, Languages.English }.ToDictionary(l => l, l => SurveyQuestion.Of(book, metric, l).Text));
    }
}
