using FeedbackBot.Accounts;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Demo;

/// <summary>What was promised with some resolutions: mostly done in time, now and then late or still to come.</summary>
internal sealed class PlayPromise(Scene scene)
{
    private static readonly CommitmentKind[] Kinds = [CommitmentKind.Refund, CommitmentKind.CallBack, CommitmentKind.Replacement, CommitmentKind.Repair, CommitmentKind.ApologyLetter];

    /// <summary>Called when a case has been resolved.</summary>
    public void Begin(FiledCase filed, StaffMember agent)
    {
        if (filed.Plan.Matter.Kind != "complaint" || filed.Plan.Index % 5 != 0)
        {
            return;
        }

        var (index, by) = (filed.Plan.Index / 5, Actor.Of(agent));
        scene.DoAsync(async db =>
        {
            if ((await db.TicketAsync(filed.Number)).Status == TicketStatus.Resolved)
            {
                var kind = Kinds[index % Kinds.Length];
                var amount = kind == CommitmentKind.Refund ? 4900 + (index % 7 * 1000) : (long?)null;
                await scene.World.Get<MakeCommitment>().RunAsync(db, filed.Number, new(kind, null, scene.World.Clock.Now.AddDays(2 + (index % 4)), amount, "CNY", agent.Id), by);
            }
        });
        // One in six is late.
        var kept = index % 6 == 0 ? TimeSpan.FromDays(9) : TimeSpan.FromHours(30 + (index % 4 * 20));
        scene.Timeline.After(kept, () => scene.DoAsync(async db =>
        {
            if (await db.Commitments.FirstOrDefaultAsync(c => c.TicketNumber == filed.Number && c.DoneAt == null) is { } open)
            {
                await scene.World.Get<FinishCommitment>().RunAsync(db, open.Id, by);
            }
        }));
    }
}
