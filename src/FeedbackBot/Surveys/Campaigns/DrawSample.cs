using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys.Campaigns;

/// <summary>
/// Goes once through the audience of a campaign, some contacts a commit, and keeps whom <see cref="Sampling"/> draws. How far it has come stands on the
/// campaign, so a crash loses nothing, and two who draw at once collide on it.
/// </summary>
public sealed class DrawSample(TimeProvider time)
{
    private const int MostPerCommit = 500;

    /// <summary>Draws from the next contacts; false where nothing is left to do.</summary>
    public async Task<bool> RunAsync(FeedbackDb db, Guid campaignId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var campaign = await db.CampaignAsync(campaignId);
        if (campaign.IsDrawn || !campaign.GoesAt(now))
        {
            return false;
        }

        var audience = ReadAudience.Of(db, campaign.Audience, campaign.DrawnAt ?? now);
        audience = campaign.DrawnUpTo is { } last ? audience.Where(c => c.Id > last) : audience;
        var next = await audience.OrderBy(c => c.Id).Take(MostPerCommit).Select(c => c.Id).ToListAsync();
        db.CampaignContacts.AddRange(next.Where(c => Sampling.Draws(campaignId, c, campaign.SamplePercent)).Select(c => new CampaignContact(campaignId, c, now)));
        campaign.Drew(next.Count, next.Count > 0 ? next[^1] : null, now);
        return next.Count > 0;
    }
}
