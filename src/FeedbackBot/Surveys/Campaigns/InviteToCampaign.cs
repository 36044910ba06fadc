using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Surveys.Campaigns;

/// <summary>What became of one contact; with an invitation where they are asked.</summary>
/// <param name="MayGoOn">False where the campaign sends nothing more now: it was paused or stopped, or the day's number is reached.</param>
public sealed record CampaignOutcome(bool MayGoOn, Invitation? Invitation = null, Contact? Contact = null, string? Email = null);

/// <summary>Asks the contacts whom a campaign has drawn, within budget and wishes; whoever calls sends the link in the same commit.</summary>
public sealed class InviteToCampaign(TimeProvider time, IOptions<SurveyOptions> options)
{
    private static readonly CampaignOutcome Nothing = new(true);

    /// <summary>Campaigns that send now.</summary>
    public async Task<IReadOnlyList<Guid>> RunningAsync(FeedbackDb db)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var running = await db.Campaigns.AsNoTracking().Where(c => c.Status == CampaignStatus.Running).OrderBy(c => c.StartedAt).ThenBy(c => c.Id).ToListAsync();
        return [.. running.Where(c => c.GoesAt(now)).Select(c => c.Id)];
    }

    /// <summary>Who is next, always in the same order.</summary>
    public async Task<IReadOnlyList<Guid>> DueAsync(FeedbackDb db, Guid campaignId, int most)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await db.CampaignContacts.Where(c => c.CampaignId == campaignId && c.State == CampaignState.Waiting && c.DueAt <= now)
            .OrderBy(c => c.DueAt).ThenBy(c => c.ContactId).Take(most).Select(c => c.ContactId).ToListAsync();
    }

    public async Task<CampaignOutcome> RunAsync(FeedbackDb db, Guid campaignId, Guid contactId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var campaign = await db.Campaigns.AsNoTracking().FirstAsync(c => c.Id == campaignId);
        if (!campaign.GoesAt(now))
        {
            return new(false);
        }

        var drawn = await db.CampaignContacts.FirstAsync(c => c.CampaignId == campaignId && c.ContactId == contactId);
        if (drawn.State != CampaignState.Waiting || drawn.DueAt > now)
        {
            return Nothing;
        }

        var contact = await db.Contacts.AsNoTracking().FirstAsync(c => c.Id == contactId);
        if (await WhyNotAsync(db, contact, drawn, now) is { } reason)
        {
            drawn.Skip(reason, now);
            db.SkipSurvey(contactId, null, campaign.Metric, SurveyKind.Campaign, reason, now);
            return Nothing;
        }

        return drawn.DueAt > now ? Nothing
            : await TakePlaceAsync(db, campaign, now) ? await AskAsync(db, campaign, drawn, contact, now)
            : new(false);
    }

    /// <summary>Ends a campaign of whose sample nobody waits any more.</summary>
    public async Task FinishAsync(FeedbackDb db, Guid campaignId)
    {
        var campaign = await db.CampaignAsync(campaignId);
        if (campaign is { Status: CampaignStatus.Running, IsDrawn: true }
            && !await db.CampaignContacts.AnyAsync(c => c.CampaignId == campaignId && c.State == CampaignState.Waiting))
        {
            campaign.Finish(time.GetUtcNow().UtcDateTime);
        }
    }

    /// <summary>The reason for which a contact is not asked; in a quiet hour there is none, and the contact waits.</summary>
    private async Task<string?> WhyNotAsync(FeedbackDb db, Contact contact, CampaignContact drawn, DateTime now)
    {
        var wishes = MayContact.Decide(contact.Preferences, contact.TimeZone ?? options.Value.DayZone.Id, "email", now);
        var spent = FatigueBudget.SpentUntil(await db.LastAskedAsync(contact.Id), options.Value.DaysBetween, now);
        var verdict = SurveyRule.Decide(wishes, new(SpentUntil: spent));
        if (verdict == SurveyVerdict.NotYet)
        {
            drawn.WaitUntil(wishes.QuietUntil ?? now.AddHours(1));
            return null;
        }

        return verdict != SurveyVerdict.Ask ? ColumnForms.Word(verdict) : ReadAudience.IsReached(contact) ? null : "no_address";
    }

    /// <summary>
    /// One of the day's places, taken at once and given back only if the commit fails: whoever pauses or stops the campaign comes either before this,
    /// and nothing is sent, or after the commit.
    /// </summary>
    private static async Task<bool> TakePlaceAsync(FeedbackDb db, Campaign campaign, DateTime now)
    {
        var today = LocalTime.DayOf(now, campaign.TimeZone);
        return await db.Campaigns.Where(c => c.Id == campaign.Id && c.Status == CampaignStatus.Running && (c.SentOn != today || c.SentToday < c.MostPerDay))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.SentToday, c => c.SentOn == today ? c.SentToday + 1 : 1).SetProperty(c => c.SentOn, today)) == 1;
    }

    private async Task<CampaignOutcome> AskAsync(FeedbackDb db, Campaign campaign, CampaignContact drawn, Contact contact, DateTime now)
    {
        var account = contact.AccountId is { } id ? await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id) : null;
        var invitation = new Invitation(campaign.Metric, contact, account, now, options.Value.Lifetime, SurveyDelivery.Email);
        invitation.AskFor(campaign);
        if (campaign.SurveyId is { } survey)
        {
            // Also of one that was archived at the same moment: what goes on is the campaign, and one that failed here would hold up all others.
            invitation.Ask((await db.LastVersionAsync(survey))!);
        }

        invitation.RemindBy(options.Value);
        db.Invitations.Add(invitation);
        drawn.Sent(now);
        return new(true, invitation, contact, HowReached.Of(contact, null, LowAnswerCase.NobodyThere).Email);
    }
}
