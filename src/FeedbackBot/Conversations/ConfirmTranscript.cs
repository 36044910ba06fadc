using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>Follows the link of an e-mail: the address is proved, and the copy of the chat is mailed to it, once.</summary>
public sealed class ConfirmTranscript(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    /// <summary>How the link stands, without doing anything.</summary>
    public async Task<LinkOutcome> LookAsync(string token, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return (await FindAsync(db, token)).Outcome;
    }

    public Task<LinkOutcome> RunAsync(string token, CancellationToken cancellation = default) => unit.RunAsync(async db =>
    {
        var (outcome, held) = await FindAsync(db, token);
        if (outcome.State != LinkState.Open)
        {
            return outcome;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var conversations = db.Set<Messages.Conversation>();
        var zone = await db.Set<Contact>().Where(c => conversations.Any(o => o.Id == held!.ConversationId && o.ContactId == c.Id)).Select(c => c.TimeZone).FirstOrDefaultAsync();
        held!.Confirm(now);
        await db.PostTranscriptAsync(held.ConversationId, held.Email, held.Language, zone, now);
        return new(LinkState.Confirmed);
    }, cancellation);

    private async Task<(LinkOutcome Outcome, HeldTranscript? Held)> FindAsync(FeedbackDb db, string token)
    {
        var hash = LinkToken.HashOf(token);
        var held = await db.HeldTranscripts.FirstOrDefaultAsync(h => h.TokenHash == hash);
        return held switch
        {
            null => (new(LinkState.Unknown), null),
            { ConfirmedAt: not null } => (new(LinkState.Used), held),
            _ when held.ExpiresAt <= time.GetUtcNow().UtcDateTime => (new(LinkState.Expired), held),
            _ => (new(LinkState.Open), held),
        };
    }
}
