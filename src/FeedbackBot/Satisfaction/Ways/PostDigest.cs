using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction.Ways;

/// <summary>Puts a digest into the outbox once for each way its owner has chosen, in the commit that records it.</summary>
internal static class PostDigest
{
    /// <returns>The item of each way; e-mail first where it is chosen.</returns>
    public static async Task<IReadOnlyList<(DigestWay Way, Guid OutboxId)>> RunAsync(FeedbackDb db, DigestFacts facts, string baseUrl, DateTime now)
    {
        var ways = await db.DigestWays.AsNoTracking().FirstOrDefaultAsync(w => w.StaffId == facts.Owner.Id) ?? new(facts.Owner.Id);
        return [.. ways.Chosen.Select(way => (way, Post(db, way, ways, facts, baseUrl, now).Id))];
    }

    private static OutboxItem Post(FeedbackDb db, DigestWay way, DigestWays ways, DigestFacts facts, string baseUrl, DateTime now) => way switch
    {
        DigestWay.Email => db.Post(ComposeDigest.Compose(facts, baseUrl), now),
        DigestWay.Teams => db.PostCard(ways.TeamsUrl!, DigestCard.Write(facts, baseUrl), now),
        DigestWay.Webhook => Add(db, new(OutboxItem.WebhookKind, ways.WebhookUrl!, new DigestBody(facts.Owner.Id, DigestJson.Write(facts, baseUrl)).ToPayload(), now)),
        _ => Add(db, new(OutboxItem.FileKind, $"digest-{facts.Period.Name}-{facts.DigestId:N}.html", ComposeDigest.Compose(facts, baseUrl).Html, now)),
    };

    private static OutboxItem Add(FeedbackDb db, OutboxItem item) => db.Outbox.Add(item).Entity;
}
