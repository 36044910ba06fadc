using System.Globalization;
using FeedbackBot.Access;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Api;

/// <summary>Webhooks, their secrets and their deliveries.</summary>
public static class WebhookEndpoints
{
    private const string Order = "deliveries";

    public static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        new Query(http).Fields.End();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var all = await db.WebhookSubscriptions.AsNoTracking().OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).ToListAsync(http.RequestAborted);
        return Answers.Ok(new WebhooksJson([.. all.Select(WebhookJson.Of)]), ApiJson.Wire.WebhooksJson);
    }

    public static async Task<IResult> GetAsync(string webhook, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return Tagged(http, await db.SubscriptionAsync(Id(webhook)));
    }

    public static async Task<IResult> PostAsync(HttpContext http, CreateSubscription create, Listeners listeners, IWebhookPost post, RunOnce once)
    {
        var body = await Body.ReadAsync(http, ApiJson.Wire.WebhookRequest);
        var form = await FormAsync(http, body.Value, post);
        CheckScopes(http, form.Types);
        FreshSecret? made = null;
        var answer = await once.PostAsync(http, "webhooks", body.Bytes, async db => made = await create.RunAsync(db, form, ApiEdge.CallerOf(http).Actor),
            fresh => Answers.Json(StatusCodes.Status201Created, WebhookJson.Of(fresh.Subscription), ApiJson.Wire.WebhookJson));
        listeners.Forget();
        return Told(http, made, StatusCodes.Status201Created) ?? answer;
    }

    public static async Task<IResult> PatchAsync(string webhook, HttpContext http, ChangeSubscription change, Listeners listeners, IWebhookPost post, UnitOfWork unit)
    {
        var (id, seen, body) = (Id(webhook), SeenOf(http), await Body.ReadAsync(http, ApiJson.Wire.WebhookRequest));
        var form = await FormAsync(http, body.Value, post);
        var changed = await unit.RunAsync(async db =>
        {
            // Pointing it elsewhere tells that place, so what it listens to must be readable to the caller.
            CheckScopes(http, form.Types ?? (await db.SubscriptionAsync(id)).Types);
            return await change.RunAsync(db, id, form, seen, ApiEdge.CallerOf(http).Actor);
        }, http.RequestAborted);
        listeners.Forget();
        return Tagged(http, changed);
    }

    public static async Task<IResult> DeleteAsync(string webhook, HttpContext http, DeleteSubscription delete, Listeners listeners, UnitOfWork unit)
    {
        var id = Id(webhook);
        var gone = await unit.RunAsync(db => delete.RunAsync(db, id, ApiEdge.CallerOf(http).Actor), http.RequestAborted);
        listeners.Forget();
        return Answers.Ok(WebhookJson.Of(gone), ApiJson.Wire.WebhookJson);
    }

    public static async Task<IResult> RotateAsync(string webhook, HttpContext http, RotateSecret rotate, RunOnce once)
    {
        var (id, body) = (Id(webhook), await Body.ReadAsync(http, ApiJson.Wire.RotationRequest));
        FreshSecret? made = null;
        var answer = await once.PostAsync(http, $"webhooks/{id}/secret", body.Bytes, async db => made = await rotate.RunAsync(db, id, body.Value.OverlapHours, ApiEdge.CallerOf(http).Actor),
            fresh => Answers.Json(StatusCodes.Status200OK, WebhookJson.Of(fresh.Subscription), ApiJson.Wire.WebhookJson));
        return Told(http, made, StatusCodes.Status200OK) ?? answer;
    }

    public static async Task<IResult> TestAsync(string webhook, HttpContext http, SendTestEvent send, IOptions<ConversationOptions> site, RunOnce once)
    {
        var id = Id(webhook);
        return await once.PostAsync(http, $"webhooks/{id}/test", [], db => send.RunAsync(db, id, site.Value.BaseUrl),
            sent => Answers.Json(StatusCodes.Status202Accepted, WebhookDeliveryJson.Of(sent, WebhookEventTypes.Test, id.ToString()), ApiJson.Wire.WebhookDeliveryJson));
    }

    public static async Task<IResult> DeliveriesAsync(string webhook, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var query = new Query(http, "status", "limit", "cursor");
        var (id, states, limit, after) = (Id(webhook), query.Words<WebhookDeliveryStatus>("status"), query.Limit(), query.AfterId(Order));
        query.Fields.End();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        _ = await db.SubscriptionAsync(id);
        var deliveries = db.WebhookDeliveries.AsNoTracking().Where(d => d.SubscriptionId == id);
        deliveries = states.Count == 0 ? deliveries : deliveries.Where(d => states.Contains(d.Status));
        deliveries = after == null ? deliveries : deliveries.Where(d => d.Id.CompareTo(after.Value) < 0);
        var page = await deliveries.OrderByDescending(d => d.Id).Take(limit + 1)
            .Join(db.WebhookEvents, d => d.EventId, e => e.Id, (d, e) => new { Delivery = d, e.Type, e.Subject }).OrderByDescending(d => d.Delivery.Id).ToListAsync(http.RequestAborted);
        var next = page.Count > limit ? Cursor.Of(Order, page[limit - 1].Delivery.Id.ToString()) : null;
        return Answers.Ok(
            new PageJson<WebhookDeliveryJson>([.. page.Take(limit).Select(d => WebhookDeliveryJson.Of(d.Delivery, d.Type, d.Subject))], next), ApiJson.Wire.PageJsonWebhookDeliveryJson);
    }

    public static async Task<IResult> ReplayAsync(string webhook, HttpContext http, ReplayDelivery one, ReplayFailed failed, RunOnce once)
    {
        var (id, by, body) = (Id(webhook), ApiEdge.CallerOf(http).Actor, await Body.ReadAsync(http, ApiJson.Wire.ReplayRequest));
        if (body.Value.Delivery == null == (body.Value.FailedSince == null))
        {
            throw Refusal.Field(ProblemCode.Required, "delivery", "Name a delivery, or failedSince; one of the two.");
        }

        return await once.PostAsync(http, $"webhooks/{id}/replay", body.Bytes,
            db => body.Value.Delivery is { } delivery ? one.RunAsync(db, id, delivery, by) : failed.RunAsync(db, id, body.Value.FailedSince!.Value, by),
            count => Answers.Json(StatusCodes.Status202Accepted, new(count), ApiJson.Wire.ReplayedJson));
    }

    private static async Task<WebhookForm> FormAsync(HttpContext http, WebhookRequest request, IWebhookPost post)
    {
        var fields = new Fields();
        var form = new WebhookForm
        {
            Url = request.Url?.Trim(),
            Types = request.Types,
            Description = request.Description == null ? null : fields.Line(request.Description, "description", 200) ?? "",
            Enabled = request.Enabled,
            IncludesRestricted = request.IncludesRestricted,
        };
        fields.End();
        if (form.Url is { } url)
        {
            // Asking where a host lies takes time, so it is done outside the commit.
            await post.CheckAsync(url, http.RequestAborted);
        }

        return form;
    }

    /// <summary>Who may not read something may not have it sent, either.</summary>
    private static void CheckScopes(HttpContext http, IReadOnlyList<string>? types)
    {
        var scopes = ApiEdge.CallerOf(http).Scopes;
        foreach (var scope in (types ?? []).Select(ScopeOf).OfType<string>().Where(s => !scopes.Contains(s)))
        {
            throw new Refusal(StatusCodes.Status403Forbidden, ProblemCode.MissingScope, $"These events need a key with the scope {scope}.");
        }
    }

    private static string? ScopeOf(string type) => type switch
    {
        WebhookEventTypes.SurveyAnswered => Scopes.AnswersRead,
        WebhookEventTypes.ScorePublished or WebhookEventTypes.DigestSent => Scopes.SatisfactionRead,
        _ => type.StartsWith("ticket.", StringComparison.Ordinal) ? Scopes.TicketsRead : null,
    };

    /// <summary>The answer with its secret, which is not kept with the record of an idempotent request: a repeat gets it without. Null for a repeat.</summary>
    private static IResult? Told(HttpContext http, FreshSecret? made, int status) => made == null || http.Response.Headers.ContainsKey(RunOnce.ReplayedHeader)
        ? null
        : new JsonResult(Answers.Json(status, WebhookJson.Of(made.Subscription) with { Secret = made.Secret }, ApiJson.Wire.WebhookJson, $"{ApiSetup.Root}/webhooks/{made.Subscription.Id}"));

    private static IResult Tagged(HttpContext http, WebhookSubscription webhook)
    {
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{webhook.Version}\"");
        return Answers.Ok(WebhookJson.Of(webhook), ApiJson.Wire.WebhookJson);
    }

    /// <summary>The version that If-Match names; null where nothing is asked. What is no version of ours matches none.</summary>
    private static int? SeenOf(HttpContext http)
    {
        var given = http.Request.Headers.IfMatch.ToString();
        return given is "" or "*" ? null : int.TryParse(given.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
    }

    private static Guid Id(string text) => Guid.TryParse(text, out var id) ? id : throw Refusal.NotFound("There is no such webhook.");
}
