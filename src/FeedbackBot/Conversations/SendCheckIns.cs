using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>Asks contacts who are due how the relationship is, by e-mail with a link; one commit a contact, so that whatever stops it, nobody is asked twice.</summary>
public sealed class SendCheckIns(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, InviteToCheckIn invite, SurveyLetter letter, TimeProvider time)
{
    private const int MostAtOnce = 200;

    /// <summary>How many were asked.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        IReadOnlyList<(Guid Contact, Accounts.RelationshipLevel Level)> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            due = await invite.DueAsync(db, MostAtOnce);
        }

        var asked = 0;
        foreach (var (contact, level) in due)
        {
            asked += await unit.RunAsync(db => AskAsync(db, contact, level), cancellation) ? 1 : 0;
        }

        return asked;
    }

    private async Task<bool> AskAsync(FeedbackDb db, Guid contact, Accounts.RelationshipLevel level)
    {
        if (await invite.RunAsync(db, contact, level) is not { Invitation: { } invitation, Email: { } email } made)
        {
            return false;
        }

        db.Post(letter.CheckIn(invitation, made.Contact, email), time.GetUtcNow().UtcDateTime);
        return true;
    }
}
