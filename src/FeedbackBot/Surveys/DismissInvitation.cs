using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>The customer would rather not say: counted beside the answers, never among them. False where the question was no longer open.</summary>
public sealed class DismissInvitation(TimeProvider time)
{
    public async Task<bool> RunAsync(FeedbackDb db, Guid invitationId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.Id == invitationId);
        if (invitation?.IsOpenAt(now) != true)
        {
            return false;
        }

        invitation.Close(InvitationStatus.Dismissed, now);
        return true;
    }
}
