using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>POST /answers, GET /satisfaction and GET /digests.</summary>
public static class SatisfactionEndpoints
{
    private const string Order = "digests";

    public static async Task<IResult> PostAnswerAsync(HttpContext http, ImportAnswer import, RunOnce once)
    {
        var body = await Body.ReadAsync(http, ApiJson.Wire.AnswerRequest);
        var input = Check(body.Value);
        return await once.PostAsync(http, "answers", body.Bytes, db => import.RunAsync(db, input), answer => Answers.Json(StatusCodes.Status201Created, AnswerJson.Of(answer), ApiJson.Wire.AnswerJson));
    }

    public static async Task<IResult> GetAsync(HttpContext http, SatisfactionQuery satisfaction, IDbContextFactory<FeedbackDb> contexts)
    {
        var query = new Query(http, "groupBy", "metric", "from", "to", "account", "owner");
        var (from, to, metrics, groupBy) = (query.Time("from"), query.Time("to"), query.Words<Metric>("metric"), query.Text("groupBy"));
        var (account, owner) = (query.Text("account"), query.Text("owner", 320));
        if (from > to)
        {
            query.Fields.Refuse(ProblemCode.OutOfRange, "to", "to must not lie before from.");
        }

        query.Fields.End();
        var request = new SatisfactionRequest { GroupBy = Dimensions.Parse(groupBy), From = from, To = to };
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        if (account != null)
        {
            request = request with { AccountId = await db.Accounts.Where(a => a.ExternalId == account).Select(a => a.Id).FirstOrDefaultAsync(http.RequestAborted) };
        }

        if (owner != null && StaffMember.Normalize(owner) is var email)
        {
            request = request with { AccountsOf = await db.Staff.Where(s => s.Email == email).Select(s => s.Id).FirstOrDefaultAsync(http.RequestAborted) };
        }

        var rows = new List<SatisfactionRow>();
        foreach (var metric in metrics.Count == 0 ? [null] : metrics.Cast<Metric?>().Distinct())
        {
            rows.AddRange(await satisfaction.ReadAsync(db, request with { Metric = metric }));
        }

        return Answers.Ok(new SatisfactionJson([.. rows.Select(ScoreJson.Of)]), ApiJson.Wire.SatisfactionJson);
    }

    public static async Task<IResult> ListDigestsAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var query = new Query(http, "owner", "period", "limit", "cursor");
        var (owner, period, limit, after) = (query.Text("owner", 320), query.Text("period", 20), query.Limit(), query.AfterId(Order));
        query.Fields.End();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var (digests, staff) = (db.Digests.AsNoTracking(), db.Staff);
        if (owner != null && StaffMember.Normalize(owner) is var email)
        {
            digests = digests.Where(d => staff.Any(s => s.Id == d.OwnerId && s.Email == email));
        }

        digests = period == null ? digests : digests.Where(d => d.Period == period);
        digests = after == null ? digests : digests.Where(d => d.Id.CompareTo(after.Value) < 0);
        var page = await digests.OrderByDescending(d => d.Id).Take(limit + 1).ToListAsync(http.RequestAborted);
        var next = page.Count > limit ? Cursor.Of(Order, page[limit - 1].Id.ToString()) : null;
        return Answers.Ok(new PageJson<DigestJson>(await FormAsync(db, next == null ? page : page[..limit]), next), ApiJson.Wire.PageJsonDigestJson);
    }

    private static AnswerToImport Check(AnswerRequest request)
    {
        var fields = new Fields();
        var input = new AnswerToImport
        {
            Metric = request.Metric is { } metric ? ColumnForms.Word(metric) : null,
            Value = request.Value,
            Reason = fields.Text(request.Reason, "reason", ReasonText.MostLength),
            AccountExternalId = fields.Line(request.Account?.ExternalId, "account.externalId", ExternalId.Most),
            ContactExternalId = fields.Line(request.Contact?.ExternalId, "contact.externalId", ExternalId.Most),
            Ticket = fields.Line(request.Ticket, "ticket", 20),
            ListeningPost = fields.Name(request.ListeningPost, "listeningPost", "phone or postcard"),
            AnsweredAt = request.AnsweredAt,
        };
        fields.End();
        return input;
    }

    internal static async Task<IReadOnlyList<DigestJson>> FormAsync(FeedbackDb db, IReadOnlyList<Digest> digests)
    {
        var owners = digests.Select(d => d.OwnerId).Distinct().ToArray();
        var items = digests.Select(d => d.OutboxId).ToArray();
        var staff = await db.Staff.AsNoTracking().Where(s => owners.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Email);
        var sent = await db.Outbox.AsNoTracking().Where(o => items.Contains(o.Id))
            .Select(o => new { o.Id, Form = new DeliveryJson(o.Status, o.Destination, o.Attempts, o.SentAt, o.LastError) })
            .ToDictionaryAsync(o => o.Id, o => o.Form);
        return
        [
            .. digests.Select(d => new DigestJson(
                d.Id, staff.GetValueOrDefault(d.OwnerId), d.Period, d.From, d.To, d.Interim, d.Language, d.CreatedAt, sent.GetValueOrDefault(d.OutboxId))),
        ];
    }
}
