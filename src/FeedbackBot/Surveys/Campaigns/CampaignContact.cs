namespace FeedbackBot.Surveys.Campaigns;

public enum CampaignState { Waiting, Sent, Skipped }

/// <summary>One contact who was drawn into a campaign's sample, and what became of it.</summary>
public sealed class CampaignContact
{
    private CampaignContact()
    {
    }

    internal CampaignContact(Guid campaignId, Guid contactId, DateTime at) => (CampaignId, ContactId, DueAt) = (campaignId, contactId, at);

    public Guid CampaignId { get; private set; }

    public Guid ContactId { get; private set; }

    public CampaignState State { get; private set; }

    /// <summary>While it waits, when to look at it next; afterwards when it was sent or skipped.</summary>
    public DateTime DueAt { get; private set; }

    /// <summary>Why it was skipped: a word of <see cref="SurveyVerdict"/>, or no_address.</summary>
    public string? Reason { get; private set; }

    internal void WaitUntil(DateTime at) => DueAt = at;

    internal void Sent(DateTime at) => (State, DueAt) = (CampaignState.Sent, at);

    internal void Skip(string reason, DateTime at) => (State, Reason, DueAt) = (CampaignState.Skipped, reason, at);
}
