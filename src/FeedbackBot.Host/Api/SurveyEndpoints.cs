using FeedbackBot.Conversations;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Api;

/// <summary>The built-in questions by their metric and made surveys by their key: GET /surveys, POST /surveys/{id}/invitations and GET /surveys/{id}/answers.</summary>
public static class SurveyEndpoints
{
    private const string Order = "answers";

    public static async Task<IResult> ListAsync(HttpContext http, FlowLibrary flows, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var surveys = db.Surveys.Where(s => s.ArchivedAt == null);
        var made = await surveys.Join(db.SurveyVersions.AsNoTracking(), s => new { s.Id, s.Version }, v => new { Id = v.SurveyId, Version = v.Number }, (s, v) => new { s.Key, Asked = v })
            .OrderBy(s => s.Key).ToListAsync(http.RequestAborted);
        return Answers.Ok(new SurveysJson([.. Enum.GetValues<Metric>().Select(m => Form(flows.Book, m)), .. made.Select(s => Form(s.Key, s.Asked))]), ApiJson.Wire.SurveysJson);
    }

    public static async Task<IResult> InviteAsync(string id, HttpContext http, InviteByLink invite, RunOnce once, IOptions<ConversationOptions> options, IDbContextFactory<FeedbackDb> contexts)
    {
        var (metric, made) = await FindAsync(id, contexts, http.RequestAborted);
        var body = await Body.ReadAsync(http, ApiJson.Wire.InvitationRequest);
        var fields = new Fields();
        var (ticket, contact) = (fields.Line(body.Value.Ticket, "ticket", 20), fields.Line(body.Value.Contact?.ExternalId, "contact.externalId", ExternalId.Most));
        if (ticket != null && TicketNumber.Parse(ticket) == null)
        {
            fields.Refuse(ProblemCode.Malformed, "ticket", "ticket is a case's number, such as FB-000123.");
        }

        fields.End();
        return await once.PostAsync(http, $"surveys/{id}/invitations", body.Bytes, db => InviteAsync(db, TicketNumber.Parse(ticket)), asked => Answers.Json(
            StatusCodes.Status201Created,
            new(asked.Invitation.Id, id, asked.Invitation.TicketNumber is { } number ? TicketNumber.Format(number) : null,
                options.Value.LinkTo($"/survey/{asked.Token}"), asked.Invitation.SentAt, asked.Invitation.ExpiresAt),
            ApiJson.Wire.InvitationJson));

        Task<HandedInvitation> InviteAsync(FeedbackDb db, long? about) =>
            made is { } survey ? invite.RunAsync(db, survey, about, contact) : invite.RunAsync(db, metric, about, contact);
    }

    public static async Task<IResult> AnswersAsync(string id, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var (metric, made) = await FindAsync(id, contexts, http.RequestAborted);
        var query = new Query(http, "limit", "cursor");
        var (limit, after) = (query.Limit(), query.AfterId(Order));
        query.Fields.End();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        // Whoever gave an anonymous answer was promised that it stands in no list.
        var answers = db.Answers.AsNoTracking().Where(a => a.Source != Answer.Anonymous && (made == null ? a.Metric == metric : a.SurveyId == made));
        answers = after == null ? answers : answers.Where(a => a.Id.CompareTo(after.Value) < 0);
        var page = await answers.OrderByDescending(a => a.Id).Take(limit + 1).ToListAsync(http.RequestAborted);
        var next = page.Count > limit ? Cursor.Of(Order, page[limit - 1].Id.ToString()) : null;
        return Answers.Ok(new PageJson<AnswerJson>([.. page.Take(limit).Select(AnswerJson.Of)], next), ApiJson.Wire.PageJsonAnswerJson);
    }

    /// <summary>A built-in question, or the id of a made survey.</summary>
    private static async Task<(Metric Metric, Guid? Made)> FindAsync(string id, IDbContextFactory<FeedbackDb> contexts, CancellationToken cancellation)
    {
        if (ColumnForms.TryParse<Metric>(id, out var metric))
        {
            return (metric, null);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var made = await db.Surveys.Where(s => s.Key == id && s.Version > 0).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancellation);
        return made != null ? (metric, made) : throw Refusal.NotFound($"There is no survey {id}; there are {string.Join(", ", ColumnForms.WordsOf<Metric>())}, and those that people have made and published.");
    }

    private static SurveyJson Form(string key, SurveyVersion asked)
    {
        var (low, high) = Scale.Of(asked.Metric);
        return new(key, asked.Metric, low, high, new[] { Languages.Chinese, Languages.English }.ToDictionary(l => l, l => asked.Rating.Text.In(l)));
    }

    private static SurveyJson Form(FlowBook book, Metric metric)
    {
        var (low, high) = Scale.Of(metric);
        return new(ColumnForms.Word(metric), metric, low, high, new[] { Languages.Chinese, Languages.English }.ToDictionary(l => l, l => SurveyQuestion.Of(book, metric, l).Text));
    }
}
