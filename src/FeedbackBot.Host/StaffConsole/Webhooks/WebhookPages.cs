using FeedbackBot.Conversations;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Webhooks;

/// <summary>A delivery with what it tells of.</summary>
public sealed record DeliveryRow(WebhookDelivery Delivery, string Type, string Subject);

/// <summary>What can be done with a webhook beside editing it.</summary>
public sealed class WebhookVerbs(DeleteSubscription delete, SendTestEvent test, ReplayDelivery replay, ReplayFailed replayFailed, IOptions<ConversationOptions> site)
{
    public Task RunAsync(string verb, FeedbackDb db, Guid id, Guid? delivery, Viewer by) => verb switch
    {
        "delete" => delete.RunAsync(db, id, by.Actor),
        "test" => test.RunAsync(db, id, site.Value.BaseUrl),
        "replay" when delivery is { } one => replay.RunAsync(db, id, one, by.Actor),
        "replay-failed" => replayFailed.RunAsync(db, id, DateTime.UnixEpoch, by.Actor),
        _ => throw new RuleViolation("not_found", "There is no such thing to do."),
    };
}

/// <summary>Webhooks, for administrators: add, change, give a new secret, try, and see what became of the deliveries.</summary>
public static class WebhookPages
{
    public const string Path = "/console/settings/webhooks";
    public const int PageSize = 50;

    public static void Map(RouteGroupBuilder console)
    {
        var pages = console.MapGroup("/settings/webhooks").AddEndpointFilter<AdministratorsOnly>();
        pages.MapGet("", ListAsync);
        pages.MapGet("/new", (HttpContext http) => Form(http, new() { Types = [] }, null));
        pages.MapPost("", CreateAsync);
        pages.MapGet("/{id:guid}", (Guid id, string? status, Guid? after, HttpContext http, IDbContextFactory<FeedbackDb> contexts) => OneAsync(id, http, contexts, status: status, after: after));
        pages.MapPost("/{id:guid}", ChangeAsync);
        pages.MapPost("/{id:guid}/secret", RotateAsync);
        pages.MapPost("/{id:guid}/{verb}", DoAsync);
    }

    public static string PathOf(Guid id) => $"{Path}/{id}";

    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var dead = await db.WebhookDeliveries.Where(d => d.Status == WebhookDeliveryStatus.Dead).GroupBy(d => d.SubscriptionId).ToDictionaryAsync(g => g.Key, g => g.Count(), http.RequestAborted);
        return Pages.Page<WebhooksPage>(("Viewer", http.Viewer()), ("Dead", dead), ("Webhooks", await db.WebhookSubscriptions.AsNoTracking().OrderBy(s => s.CreatedAt).ToListAsync(http.RequestAborted)));
    }

    private static IResult Form(HttpContext http, WebhookForm form, RuleViolation? refused) => Pages.Page<NewWebhookPage>(
        refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, ("Viewer", http.Viewer()), ("Form", form), ("Refused", refused));

    private static async Task<IResult> OneAsync(
        Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, RuleViolation? refused = null, string? secret = null, WebhookForm? form = null, string? status = null, Guid? after = null)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        if (await db.WebhookSubscriptions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, http.RequestAborted) is not { } webhook)
        {
            return Pages.Problem(http.Viewer().Frame, StatusCodes.Status404NotFound, "problem.missing");
        }

        var deliveries = db.WebhookDeliveries.AsNoTracking().Where(d => d.SubscriptionId == id);
        deliveries = ColumnForms.TryParse<WebhookDeliveryStatus>(status, out var wanted) ? deliveries.Where(d => d.Status == wanted) : deliveries;
        deliveries = after is { } last ? deliveries.Where(d => d.Id.CompareTo(last) < 0) : deliveries;
        var rows = await deliveries.OrderByDescending(d => d.Id).Take(PageSize + 1)
            .Join(db.WebhookEvents, d => d.EventId, e => e.Id, (d, e) => new { d, e.Type, e.Subject }).OrderByDescending(r => r.d.Id).ToListAsync(http.RequestAborted);
        return Pages.Page<WebhookPage>(
            refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, ("Viewer", http.Viewer()), ("Webhook", webhook), ("Refused", refused), ("Secret", secret),
            ("Form", form), ("Status", status), ("HasMore", rows.Count > PageSize), ("Rows", rows.Take(PageSize).Select(r => new DeliveryRow(r.d, r.Type, r.Subject)).ToList()));
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, IDbContextFactory<FeedbackDb> contexts, CreateSubscription create, Listeners listeners, IWebhookPost post, UnitOfWork work)
    {
        var form = Read(new Fields(await http.Request.ReadFormAsync()));
        try
        {
            await post.CheckAsync(form.Url ?? "", http.RequestAborted);
            var made = await work.RunAsync(db => create.RunAsync(db, form, http.Viewer().Actor), http.RequestAborted);
            listeners.Forget();
            return await OneAsync(made.Subscription.Id, http, contexts, secret: made.Secret);
        }
        catch (RuleViolation broken)
        {
            return Form(http, form, broken);
        }
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, ChangeSubscription change, Listeners listeners, IWebhookPost post, UnitOfWork work)
    {
        var fields = new Fields(await http.Request.ReadFormAsync());
        var form = Read(fields);
        try
        {
            await post.CheckAsync(form.Url ?? "", http.RequestAborted);
            var seen = int.TryParse(fields["version"], out var version) ? version : -1;
            await work.RunAsync(db => change.RunAsync(db, id, form, seen, http.Viewer().Actor), http.RequestAborted);
            listeners.Forget();
            return Results.Redirect(PathOf(id));
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await OneAsync(id, http, contexts, broken, form: form);
        }
    }

    private static async Task<IResult> RotateAsync(Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, RotateSecret rotate, UnitOfWork work)
    {
        var made = await work.RunAsync(db => rotate.RunAsync(db, id, null, http.Viewer().Actor), http.RequestAborted);
        return await OneAsync(id, http, contexts, secret: made.Secret);
    }

    private static async Task<IResult> DoAsync(
        Guid id, string verb, HttpContext http, IDbContextFactory<FeedbackDb> contexts, WebhookVerbs verbs, Listeners listeners, UnitOfWork work)
    {
        Guid? delivery = Guid.TryParse(new Fields(await http.Request.ReadFormAsync())["delivery"], out var one) ? one : null;
        try
        {
            await work.RunAsync(db => verbs.RunAsync(verb, db, id, delivery, http.Viewer()), http.RequestAborted);
            listeners.Forget();
            return Results.Redirect(verb == "delete" ? Path : PathOf(id));
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await OneAsync(id, http, contexts, broken);
        }
    }

    private static WebhookForm Read(Fields fields) => new()
    {
        Url = fields["url"].Trim(),
        Types = [.. fields.Many("type").Distinct()],
        Description = fields["description"].Trim(),
        Enabled = fields["enabled"] == "on",
        IncludesRestricted = fields["restricted"] == "on",
    };
}

/// <summary>Lets administrators through; others are told that this is not for them.</summary>
public sealed class AdministratorsOnly : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var viewer = context.HttpContext.Viewer();
        return viewer.IsAdministrator ? await next(context) : Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
    }
}
