using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Surveys.Campaigns;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>
/// Runs the campaigns that are due, a bounded batch of each: draws from the audience, then asks by e-mail with a link, one commit a contact. State is the
/// queue, so whatever stops it, and however many run at once, nobody is asked twice; a campaign that was paused or stopped meanwhile sends nothing more.
/// </summary>
public sealed class SendCampaigns(
    UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, DrawSample draw, InviteToCampaign invite, SurveyLetter letter, TimeProvider time)
{
    private const int MostAtOnce = 200;

    /// <summary>Commits of drawing in one run.</summary>
    private const int MostDraws = 20;

    /// <summary>How many were asked.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var asked = 0;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var campaign in await invite.RunningAsync(db))
        {
            for (var i = 0; i < MostDraws && await unit.RunAsync(work => draw.RunAsync(work, campaign), cancellation); i++)
            {
            }

            asked += await SendAsync(campaign, await invite.DueAsync(db, campaign, MostAtOnce), cancellation);
            await unit.RunAsync(work => invite.FinishAsync(work, campaign), cancellation);
        }

        return asked;
    }

    private async Task<int> SendAsync(Guid campaign, IReadOnlyList<Guid> due, CancellationToken cancellation)
    {
        var asked = 0;
        foreach (var contact in due)
        {
            var (mayGoOn, isAsked) = await unit.RunAsync(db => AskAsync(db, campaign, contact), cancellation);
            asked += isAsked ? 1 : 0;
            if (!mayGoOn)
            {
                break;
            }
        }

        return asked;
    }

    private async Task<(bool MayGoOn, bool IsAsked)> AskAsync(FeedbackDb db, Guid campaign, Guid contact)
    {
        var made = await invite.RunAsync(db, campaign, contact);
        if (made is not { Invitation: { } invitation, Contact: { } asked, Email: { } email })
        {
            return (made.MayGoOn, false);
        }

        db.Post(letter.Campaign(invitation, await db.VersionOfAsync(invitation), asked, email), time.GetUtcNow().UtcDateTime);
        return (true, true);
    }
}
