using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FeedbackBot.Conversations;
using FeedbackBot.Routing;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Api;

/// <summary>Tells webhooks what changed, in the very commit that changes it and in the API's own JSON. Where nobody listens it does nothing.</summary>
public sealed class TellOfChanges(Listeners listeners, RoutingBook routing, SatisfactionQuery satisfaction, TimeProvider time, IOptions<ConversationOptions> site) : ICommitStep
{
    public async Task RunAsync(FeedbackDb db)
    {
        if (await listeners.ReadAsync(db) is not { Count: > 0 } all)
        {
            return;
        }

        var heard = all.SelectMany(l => l.Types).ToHashSet();
        foreach (var ticket in db.ChangeTracker.Entries<Ticket>().ToList())
        {
            if (TypeOf(ticket) is { } type && heard.Contains(type))
            {
                await db.TellAsync(all, Event(type, ticket.Entity.Id, await DataAsync(db, ticket), ticket.Entity.Number));
            }
        }

        foreach (var answer in heard.Contains(WebhookEventTypes.SurveyAnswered) ? db.ChangeTracker.Entries<Answer>().Where(IsTold).Select(e => e.Entity).ToList() : [])
        {
            await db.TellAsync(all, Event(WebhookEventTypes.SurveyAnswered, answer.Id.ToString(), Node(AnswerJson.Of(answer), ApiJson.Wire.AnswerJson), answer.TicketNumber));
        }

        foreach (var digest in db.ChangeTracker.Entries<Digest>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList())
        {
            await TellAsync(db, all, heard, digest);
        }
    }

    /// <summary>A commit says the most of it: what was opened and then assigned was opened.</summary>
    private static string? TypeOf(EntityEntry<Ticket> ticket) => ticket.State switch
    {
        EntityState.Added => WebhookEventTypes.TicketCreated,
        EntityState.Modified when ticket.Property(t => t.ReopenCount) is { } count && count.CurrentValue > count.OriginalValue => WebhookEventTypes.TicketReopened,
        EntityState.Modified when ticket.Property(t => t.Status) is { IsModified: true, CurrentValue: TicketStatus.Resolved } => WebhookEventTypes.TicketResolved,
        EntityState.Modified when ticket.Property(t => t.UpdatedAt).IsModified => WebhookEventTypes.TicketUpdated,
        _ => null,
    };

    /// <summary>
    /// A rating, and once more with its reason. Imported ones came from elsewhere and may be years old; whoever gave an anonymous one was promised that it stands
    /// in no list.
    /// </summary>
    private static bool IsTold(EntityEntry<Answer> answer) => answer.Entity.Source is not (Answer.Anonymous or "import")
        && (answer.State == EntityState.Added || (answer.State == EntityState.Modified && (answer.Property(a => a.Reason).IsModified || answer.Property(a => a.Value).IsModified)));

    private async Task TellAsync(FeedbackDb db, IReadOnlyList<Listener> all, HashSet<string> heard, Digest digest)
    {
        if (heard.Contains(WebhookEventTypes.DigestSent))
        {
            await db.TellAsync(all, Event(WebhookEventTypes.DigestSent, digest.Id.ToString(), Node((await SatisfactionEndpoints.FormAsync(db, [digest]))[0], ApiJson.Wire.DigestJson)));
        }

        // A score is published when its period is over and its owner is told; before that it is only a figure on the way.
        if (digest.Interim || !heard.Contains(WebhookEventTypes.ScorePublished))
        {
            return;
        }

        var scores = await satisfaction.ReadAsync(db, new() { GroupBy = [Dimension.Account], Metric = Metric.Csat, From = digest.From, To = digest.To, AccountsOf = digest.OwnerId });
        foreach (var score in scores.Where(s => s.N > 0).Select(ScoreJson.Of))
        {
            var data = Node(score, ApiJson.Wire.ScoreJson).AsObject();
            (data["period"], data["from"], data["to"]) = (digest.Period, digest.From, digest.To);
            await db.TellAsync(all, Event(WebhookEventTypes.ScorePublished, score.Key.Values.FirstOrDefault() ?? "", data));
        }
    }

    private async Task<JsonNode> DataAsync(FeedbackDb db, EntityEntry<Ticket> entry)
    {
        if (entry.State != EntityState.Added && !entry.Collection(t => t.Clocks).IsLoaded)
        {
            await entry.Collection(t => t.Clocks).LoadAsync();
        }

        var rows = await TicketRows.TrackedAsync(db, entry.Entity, await routing.OpenAsync());
        return Node(TicketForm.Row(entry.Entity, rows, Languages.English, time.GetUtcNow().UtcDateTime), ApiJson.Wire.TicketJson);
    }

    private WebhookEvent Event(string type, string subject, JsonNode data, long? about = null) => new(site.Value.BaseUrl, type, subject, data, time.GetUtcNow().UtcDateTime, about);

    private static JsonNode Node<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type)!;
}
