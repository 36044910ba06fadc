using FeedbackBot.Connectors.Webhooks;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Webhooks;

/// <summary>A database with webhooks and what delivers to them.</summary>
internal sealed class WebhookCast(TestDatabase database) : IAsyncDisposable
{
    private static readonly SecretSeal Seal = new(secret => "sealed " + new string([.. secret.Reverse()]), text => new string([.. text["sealed ".Length..].Reverse()]));

    public static readonly Actor Ann = new("staff", null, "Ann");

    public TestDatabase Database => database;

    public WebhookOptions Options { get; } = new() { DeadlineSeconds = 1 };

    public OutboxOptions Outbox { get; } = new() { WebhookHosts = ["127.0.0.1"] };

    public Listeners Listeners { get; } = new(database.Clock);

    public static async Task<WebhookCast> CreateAsync() => new(await TestDatabase.CreateAsync());

    public Task<FreshSecret> SubscribeAsync(string url, bool includesRestricted = false) => database.Work.RunAsync(async db =>
    {
        var made = await new CreateSubscription(Seal, database.Clock, Wrap(Outbox)).RunAsync(db, new() { Url = url, Types = [WebhookEventTypes.TicketCreated], IncludesRestricted = includesRestricted }, Ann);
        Listeners.Forget();
        return made;
    });

    public Task<string> RotateAsync(Guid id, int? hours = null) => database.Work.RunAsync(async db =>
        (await new RotateSecret(Seal, database.Clock, Wrap(Options)).RunAsync(db, id, hours, Ann)).Secret);

    /// <summary>Something happens; the id under which it is told.</summary>
    public Task<Guid> HappenAsync(long about = 1) => database.Work.RunAsync(async db =>
    {
        var told = new WebhookEvent("http://shop.example", WebhookEventTypes.TicketCreated, "FB-000001", new System.Text.Json.Nodes.JsonObject { ["subject"] = "包裹没到" }, database.Now, about);
        await db.TellAsync(await Listeners.ReadAsync(db), told);
        return told.Id;
    });

    public DeliverWebhooks Delivery() => new(
        database.Work, database.Contexts, new WebhookPost(Wrap(Outbox), database.Clock), Seal, Listeners, database.Clock, Wrap(Options), NullLogger<DeliverWebhooks>.Instance);

    public async Task<WebhookDelivery> DeliveryOfAsync(Guid told)
    {
        await using var db = database.Open();
        return await db.WebhookDeliveries.AsNoTracking().SingleAsync(d => d.EventId == told);
    }

    public async Task<WebhookSubscription> SubscriptionAsync(Guid id)
    {
        await using var db = database.Open();
        return await db.WebhookSubscriptions.AsNoTracking().SingleAsync(s => s.Id == id);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static IOptions<T> Wrap<T>(T options) where T : class => Microsoft.Extensions.Options.Options.Create(options);
}
