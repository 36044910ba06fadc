using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>Questions whose time is over become expired, at the moment it was over, so that nobody counts as still about to answer.</summary>
public sealed class ExpireInvitations(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    private const int MostAtOnce = 500;

    /// <summary>So few in a commit that nobody waits for it.</summary>
    private const int MostPerCommit = 50;

    /// <summary>How many have run out.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<Guid> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            due = await db.Invitations.Where(i => i.Status == InvitationStatus.Sent && i.ExpiresAt <= now)
                .OrderBy(i => i.ExpiresAt).Take(MostAtOnce).Select(i => i.Id).ToListAsync(cancellation);
        }

        foreach (var some in due.Chunk(MostPerCommit))
        {
            await unit.RunAsync(db => ExpireAsync(db, [.. some], now), cancellation);
        }

        return due.Count;
    }

    private static async Task ExpireAsync(FeedbackDb db, List<Guid> ids, DateTime now)
    {
        foreach (var invitation in await db.Invitations.Where(i => ids.Contains(i.Id) && i.Status == InvitationStatus.Sent && i.ExpiresAt <= now).ToListAsync())
        {
            invitation.Close(InvitationStatus.Expired, invitation.ExpiresAt);
        }
    }
}
