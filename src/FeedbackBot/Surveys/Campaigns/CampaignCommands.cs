using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys.Campaigns;

/// <summary>Makes the draft of a campaign, or changes one.</summary>
public sealed class PlanCampaign(TimeProvider time)
{
    /// <param name="id">The draft that is changed; null makes one.</param>
    public Task<Guid> RunAsync(FeedbackDb db, Guid? id, CampaignPlan plan, StaffMember by) => RunAsync(db, id, plan, by.Name, by.TimeZone);

    /// <param name="by">Whoever plans it, by name.</param>
    /// <param name="timeZone">In which its days are.</param>
    public async Task<Guid> RunAsync(FeedbackDb db, Guid? id, CampaignPlan plan, string by, string timeZone)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var named = plan.Audience.Accounts.ToArray();
        var known = await db.Accounts.Where(a => named.Contains(a.ExternalId)).Select(a => a.ExternalId).ToListAsync();
        if (named.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new RuleViolation("unknown_account", $"There is no account {unknown}.", "accounts");
        }

        if (plan.SurveyId is { } survey)
        {
            plan = plan with { Metric = (await db.VersionOnOfferAsync(survey)).Metric };
        }

        if (id is { } changed)
        {
            (await db.CampaignAsync(changed)).Plan(plan, now);
            return changed;
        }

        var campaign = new Campaign(plan, by, timeZone, now);
        db.Campaigns.Add(campaign);
        return campaign.Id;
    }
}

/// <summary>Starts a campaign: from its start day on, the schedule sends.</summary>
public sealed class StartCampaign(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var campaign = await db.CampaignAsync(id);
        campaign.Start(now);
        if (campaign.SurveyId is { } survey)
        {
            await db.VersionOnOfferAsync(survey);
        }

        var audience = ReadAudience.Of(db, campaign.Audience, now);
        if (!await audience.AnyAsync())
        {
            throw new RuleViolation("no_audience", "Nobody answers to these conditions; take some of them away or change them.");
        }

        if (!await IsAnyReachedAsync(audience))
        {
            throw new RuleViolation("audience_unreachable", "No e-mail reaches anybody of this audience: no addresses are known, or nobody wants to be asked.");
        }

        db.Audit(by, now, "campaign.started", ("name", campaign.Name));
    }

    private static async Task<bool> IsAnyReachedAsync(IQueryable<Contact> audience)
    {
        await foreach (var contact in audience.Where(c => c.Email != null).AsAsyncEnumerable())
        {
            if (ReadAudience.IsReached(contact))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Throws a draft away; what was started stays, for there are answers to it.</summary>
public sealed class DeleteCampaign(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, StaffMember by)
    {
        var campaign = await db.CampaignAsync(id);
        if (campaign.Status != CampaignStatus.Draft)
        {
            throw new RuleViolation("campaign_not_draft", "Only a draft can be deleted; a campaign that was started can be stopped.");
        }

        db.Campaigns.Remove(campaign);
        db.Audit(Actor.Of(by), time.GetUtcNow().UtcDateTime, "campaign.deleted", ("name", campaign.Name));
    }
}

/// <summary>Nothing is sent until it is resumed; reminders wait as well.</summary>
public sealed class PauseCampaign(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, Actor by)
    {
        var campaign = await db.CampaignAsync(id);
        if (campaign.Pause())
        {
            db.Audit(by, time.GetUtcNow().UtcDateTime, "campaign.paused", ("name", campaign.Name));
        }
    }
}

/// <summary>Goes on where it was paused.</summary>
public sealed class ResumeCampaign(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, Actor by)
    {
        var campaign = await db.CampaignAsync(id);
        if (campaign.Resume())
        {
            db.Audit(by, time.GetUtcNow().UtcDateTime, "campaign.resumed", ("name", campaign.Name));
        }
    }
}

/// <summary>Stops a campaign for good: nothing more is sent, nobody is reminded; what was sent can still be answered and counts.</summary>
public sealed class StopCampaign(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var campaign = await db.CampaignAsync(id);
        if (campaign.Stop(now))
        {
            db.Audit(by, now, "campaign.stopped", ("name", campaign.Name));
        }
    }
}
