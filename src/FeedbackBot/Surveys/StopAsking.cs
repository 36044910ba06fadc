using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>How the wish behind a survey's link stands.</summary>
public enum StopState { Unknown, Open, Stopped }

/// <summary>
/// Whoever follows a survey's link may ask never to be asked again, also where the link is too old to answer: looking does nothing, doing it keeps the
/// wish with the contact and lets the question go. It can be taken back in the chat.
/// </summary>
public sealed class StopAsking(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    public async Task<StopState> LookAsync(string token, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.InvitationAsync(token, cancellation) is not { } invitation ? StopState.Unknown
            : await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == invitation.ContactId, cancellation) is { Preferences.OptedOut: true } ? StopState.Stopped
            : StopState.Open;
    }

    public Task<StopState> RunAsync(string token, CancellationToken cancellation = default) => unit.RunAsync(async db =>
    {
        if (await db.InvitationAsync(token, cancellation) is not { } invitation)
        {
            return StopState.Unknown;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var contact = await db.Contacts.FirstAsync(c => c.Id == invitation.ContactId, cancellation);
        contact.Update(new(Preferences: contact.Preferences with { OptedOut = true }), now);
        if (invitation.IsOpenAt(now))
        {
            invitation.Close(InvitationStatus.Dismissed, now);
        }

        return StopState.Stopped;
    }, cancellation);
}
