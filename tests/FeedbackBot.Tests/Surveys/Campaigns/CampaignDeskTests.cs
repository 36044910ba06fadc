using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Campaigns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Surveys.Campaigns;

/// <summary>Campaigns of Mei, who manages, on either database.</summary>
public abstract class CampaignDeskTests : SurveyDeskTests
{
    private protected DateOnly Today => LocalTime.DayOf(Desk.Now, Desk.Desk.Mei.TimeZone);

    private protected static Audience Harbour { get; } = new() { Accounts = ["HARBOUR"] };

    private protected CampaignPlan Plan(Audience? audience = null, Metric metric = Metric.Nps, int percent = 100, int most = 1000) =>
        new("How are we doing?", metric, audience ?? Harbour, percent, Today, most);

    private protected Task<Guid> DraftAsync(CampaignPlan? plan = null, Guid? id = null) =>
        Desk.Desk.Work.RunAsync(db => new PlanCampaign(Desk.Desk.Clock).RunAsync(db, id, plan ?? Plan(), Desk.Desk.Mei));

    private protected async Task<Guid> StartedAsync(CampaignPlan? plan = null)
    {
        var id = await DraftAsync(plan);
        await StartAsync(id);
        return id;
    }

    private protected Task StartAsync(Guid id) => Desk.Desk.DoAsync(db => new StartCampaign(Desk.Desk.Clock).RunAsync(db, id, Desk.Desk.Mei));

    private protected Task PauseAsync(Guid id) => Desk.Desk.DoAsync(db => new PauseCampaign(Desk.Desk.Clock).RunAsync(db, id, Desk.Desk.Mei));

    private protected Task ResumeAsync(Guid id) => Desk.Desk.DoAsync(db => new ResumeCampaign(Desk.Desk.Clock).RunAsync(db, id, Desk.Desk.Mei));

    private protected Task StopAsync(Guid id) => Desk.Desk.DoAsync(db => new StopCampaign(Desk.Desk.Clock).RunAsync(db, id, Desk.Desk.Mei));

    private protected InviteToCampaign Invite => new(Desk.Desk.Clock, Options.Create(Desk.Settings));

    private protected Task<int> SendAsync(UnitOfWork? node = null) =>
        new SendCampaigns(node ?? Desk.Desk.Work, Desk.Desk, new DrawSample(Desk.Desk.Clock), Invite, Desk.Letter, Desk.Desk.Clock).RunAsync();

    private protected async Task<CampaignProgress> ProgressAsync(Guid id, int minimum = 5) =>
        (await Desk.ReadAsync(db => new ReadCampaigns(Options.Create(new SatisfactionOptions { MinimumAnswers = minimum })).OneAsync(db, id))).ShouldNotBeNull();

    /// <summary>A contact of Harbour Foods.</summary>
    private protected Task<Guid> ContactAsync(string id, string? email = "", ContactPreferences? wishes = null, string account = "HARBOUR") => Desk.Desk.Work.RunAsync(async db =>
    {
        var contact = Contact.WithExternalId(id, Desk.Now);
        contact.Update(new(Email: email == "" ? $"{id}@example.com" : email, Preferences: wishes), Desk.Now);
        contact.BelongTo(await db.Accounts.SingleAsync(a => a.ExternalId == account), Desk.Now);
        db.Contacts.Add(contact);
        return contact.Id;
    });

    private protected async Task ContactsAsync(int many)
    {
        for (var i = 0; i < many; i++)
        {
            await ContactAsync($"c{i}");
        }
    }
}
